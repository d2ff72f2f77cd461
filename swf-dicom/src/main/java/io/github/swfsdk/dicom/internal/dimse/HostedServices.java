package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    Optional<Hosted> find(Uid abstractSyntax) {
        return Optional.ofNullable(byAbstractSyntax.get(abstractSyntax));
    }

    Optional<Hosted> find(String abstractSyntax) {
        return Uid.isUsable(abstractSyntax) ? find(Uid.of(abstractSyntax)) : Optional.empty();
    }
}
