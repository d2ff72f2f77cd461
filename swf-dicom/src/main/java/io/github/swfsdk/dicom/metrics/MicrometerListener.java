package io.github.swfsdk.dicom.metrics;

import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.OperationInfo;
import io.github.swfsdk.dicom.net.OperationStart;
import io.github.swfsdk.dicom.service.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Counts associations and times operations in a Micrometer registry. Thread-safe; an event costs a look-up and an atomic
 * addition.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name<th>Kind<th>Tags
 * <tr><td>{@code swf.dicom.associations}<td>gauge: open now<td>{@code role}
 * <tr><td>{@code swf.dicom.associations.ended}<td>counter<td>{@code role}, {@code outcome}: released, aborted or rejected
 * <tr><td>{@code swf.dicom.operations.active}<td>gauge: without a final response yet<td>{@code role}
 * <tr><td>{@code swf.dicom.operations}<td>timer<td>{@code role}, {@code operation}, {@code outcome}: the category of the status
 * <tr><td>{@code swf.dicom.operations.abandoned}<td>counter<td>{@code role}, {@code operation}
 * <tr><td>{@code swf.dicom.leniencies}<td>counter<td>{@code leniency}
 * </table>
 *
 * <p>{@code role} is {@code requestor} or {@code acceptor} for associations, {@code scu} or {@code scp} for operations. Nothing
 * that a peer makes up becomes a tag: AE titles and UIDs would let anybody make meters without end.
 */
public final class MicrometerListener implements AssociationListener {
    private static final String PREFIX = "swf.dicom.";

    private final MeterRegistry registry;
    private final Set<Long> open = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> gauges = new ConcurrentHashMap<>();
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    /** Returns a listener that meters in this registry; add it to servers and clients. */
    @SuppressWarnings("exports") // who makes a registry reads its module
    public MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accepted(AssociationInfo association) {
        open.add(association.id());
        gauge(association).incrementAndGet();
    }

    @Override
    public void rejected(AssociationInfo association, int result, int source, int reason) {
        ended(association, "rejected");
    }

    @Override
    public void released(AssociationInfo association) {
        left(association);
        ended(association, "released");
    }

    @Override
    public void aborted(AssociationInfo association, AssociationException cause) {
        left(association);
        ended(association, "aborted");
    }

    @Override
    public void leniencyUsed(AssociationInfo association, Leniency leniency) {
        count("leniencies", "leniency", leniency.name());
    }

    @Override
    public void leniencyUsed(AssociationInfo association, io.github.swfsdk.dicom.io.Leniency leniency, String path) {
        count("leniencies", "leniency", leniency.name());
    }

    @Override
    public void operationStarted(AssociationInfo association, OperationStart operation) {
        active(operation.invoked()).incrementAndGet();
    }

    @Override
    public void operationAbandoned(AssociationInfo association, OperationStart operation) {
        active(operation.invoked()).decrementAndGet();
        count("operations.abandoned", "role", role(operation.invoked()), "operation", known(operation.operation()));
    }

    @Override
    public void operationDone(AssociationInfo association, OperationInfo operation) {
        active(operation.invoked()).decrementAndGet();
        String outcome = new Status(operation.status()).category().name().toLowerCase(Locale.ROOT);
        List<String> tags = List.of(
                "role", role(operation.invoked()), "operation", known(operation.operation()), "outcome", outcome);
        timers.computeIfAbsent(tags, key -> registry.timer(PREFIX + "operations", key.toArray(String[]::new)))
                .record(operation.elapsed());
    }

    /** One that broke before it was accepted was never counted as open. */
    private void left(AssociationInfo association) {
        if (open.remove(association.id())) {
            gauge(association).decrementAndGet();
        }
    }

    private void ended(AssociationInfo association, String outcome) {
        count("associations.ended", "role", association.requestor() ? "requestor" : "acceptor", "outcome", outcome);
    }

    private AtomicInteger gauge(AssociationInfo association) {
        return gauge("associations", association.requestor() ? "requestor" : "acceptor");
    }

    private AtomicInteger active(boolean invoked) {
        return gauge("operations.active", role(invoked));
    }

    private AtomicInteger gauge(String name, String role) {
        return gauges.computeIfAbsent(name + "/" + role, key -> {
            AtomicInteger value = new AtomicInteger();
            registry.gauge(PREFIX + name, Tags.of(Tag.of("role", role)), value);
            return value;
        });
    }

    private void count(String name, String... tags) {
        List<String> key = Stream.concat(Stream.of(name), Stream.of(tags)).toList();
        counters.computeIfAbsent(key, made -> registry.counter(PREFIX + name, tags))
                .increment();
    }

    private static String role(boolean invoked) {
        return invoked ? "scu" : "scp";
    }

    /** An operation that the standard does not have comes from the peer as a number. */
    private static String known(String operation) {
        return operation.startsWith("C-") || operation.startsWith("N-") ? operation : "unknown";
    }
}
