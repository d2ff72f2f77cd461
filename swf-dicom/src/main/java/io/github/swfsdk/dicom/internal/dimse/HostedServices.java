package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.Generalization;
import io.github.swfsdk.dicom.service.HostedContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the service for an abstract syntax. Immutable. */
final class HostedServices {
    /** A service and how it accepts one abstract syntax. */
    record Hosted(DimseService service, HostedContext context) {}

    private final Map<Uid, Hosted> byAbstractSyntax = new HashMap<>();

    /** @throws IllegalArgumentException if two services host the same abstract syntax */
    HostedServices(List<DimseService> services) {
        for (DimseService service : services) {
            for (HostedContext context : service.contexts()) {
                Hosted previous = byAbstractSyntax.put(context.abstractSyntax(), new Hosted(service, context));
                if (previous != null && previous.service() != service) {
                    throw new IllegalArgumentException("two services host " + context.abstractSyntax());
                }
            }
        }
    }

    private HostedServices(Map<Uid, Hosted> byAbstractSyntax) {
        this.byAbstractSyntax.putAll(byAbstractSyntax);
    }

    /** These services, and SOP classes that only one association knows. */
    HostedServices with(Map<Uid, Hosted> more) {
        if (more.isEmpty()) {
            return this;
        }
        HostedServices joined = new HostedServices(byAbstractSyntax);
        joined.byAbstractSyntax.putAll(more);
        return joined;
    }

    /** What takes a SOP class that is not hosted, because of where the requestor says that it belongs. */
    Optional<Hosted> specialize(Uid sopClass, Generalization generalization) {
        return Stream.concat(
                        generalization.relatedGeneral().stream()
                                .flatMap(general -> find(general).stream())
                                .map(Hosted::service),
                        byAbstractSyntax.values().stream().map(Hosted::service))
                .distinct()
                .flatMap(service ->
                        service
                                .specialize(sopClass, generalization)
                                .map(context -> new Hosted(service, context))
                                .stream())
                .findFirst();
    }

    Optional<Hosted> find(Uid abstractSyntax) {
        return Optional.ofNullable(byAbstractSyntax.get(abstractSyntax));
    }
}
