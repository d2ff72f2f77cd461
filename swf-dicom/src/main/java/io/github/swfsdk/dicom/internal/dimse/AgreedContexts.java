package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.AssociationInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The accepted presentation contexts of an association. Immutable. */
final class AgreedContexts {
    static final AgreedContexts NONE = new AgreedContexts(List.of());

    private final List<AgreedContext> contexts;
    private final @Nullable AgreedContext[] byId = new AgreedContext[256];

    AgreedContexts(List<AgreedContext> contexts) {
        this.contexts = List.copyOf(contexts);
        contexts.forEach(context -> byId[context.id()] = context);
    }

    Optional<AgreedContext> byId(int id) {
        return Optional.ofNullable(byId[id]);
    }

    Optional<AgreedContext> first(Predicate<AgreedContext> wanted) {
        return contexts.stream().filter(wanted).findFirst();
    }

    /** Transfer syntaxes in which this side may send requests: as user operations, as provider events. */
    List<Uid> transferSyntaxes(Uid abstractSyntax) {
        return contexts.stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax))
                .map(AgreedContext::transferSyntax)
                .distinct()
                .toList();
    }

    List<AssociationInfo.Context> describe() {
        List<AssociationInfo.Context> described = new ArrayList<>();
        contexts.forEach(context -> described.add(
                new AssociationInfo.Context(context.id(), context.abstractSyntax(), context.transferSyntax())));
        return described;
    }
}
