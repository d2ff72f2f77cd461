package io.github.swfsdk.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of the DICOM engine: {@code dimse -> ul -> pdu} and {@code dimse -> codec -> dictionary}. At both ends a
 * layer plugs in by implementing an interface of its neighbour: {@code transport} that of {@code ul}, and {@code dimse}
 * the contract that the services are written against, so a service runs on another engine too. An association in
 * {@code dimse} puts its own stack together, down to the transport; the root package wires the rest.
 */
final class DependOnLowerLayersOnly extends ArchCondition<JavaClass> {
    private static final String ENGINE = "io.github.swfsdk.dicom";

    private static final String[] DATA = {"io", "internal.codec", "internal.charset", "internal.dictionary"};

    /** Each package of the engine, with the other packages of the engine that it may use. */
    static final Map<String, Set<String>> LAYERS = Map.ofEntries(
            Map.entry("", Set.of("*")),
            Map.entry(
                    "net",
                    Set.of("io")), // options, outcomes and what is told of data sets: words that the upper layers share
            Map.entry("service", Set.of("net", "io")),
            Map.entry("metrics", Set.of("net", "io", "service")), // an optional listener
            Map.entry(
                    "internal.dimse",
                    union(Set.of("service", "net", "internal.ul", "internal.pdu", "internal.transport"), DATA)),
            Map.entry("internal.ul", Set.of("net", "internal.pdu")),
            Map.entry("internal.transport", Set.of("net", "internal.ul", "internal.pdu")),
            Map.entry("internal.pdu", Set.of("net")),
            // files and streams for vendors; what is malformed is told in io's exception, by all who read
            Map.entry("io", union(Set.of("internal.model"), DATA)),
            Map.entry("internal.model", Set.of("io", "internal.codec")),
            Map.entry("internal.codec", Set.of("io", "internal.charset", "internal.dictionary")),
            Map.entry("internal.charset", Set.of("io")),
            Map.entry("internal.dictionary", Set.of()));

    DependOnLowerLayersOnly() {
        super("depend on lower layers of the engine only");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String layer = layer(type).orElseThrow();
        Set<String> lower = LAYERS.get(layer);
        if (lower == null) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no layer that is on the map"));
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            Optional<String> target = layer(dependency.getTargetClass());
            boolean allowed = target.isEmpty()
                    || target.get().equals(layer)
                    || lower.contains("*")
                    || lower.contains(target.get());
            if (!allowed) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }

    private static Set<String> union(Set<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> layer(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.equals(ENGINE)) {
            return Optional.of("");
        }
        return name.startsWith(ENGINE + ".") ? Optional.of(name.substring(ENGINE.length() + 1)) : Optional.empty();
    }
}
