package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Optional;

/**
 * A service that an application entity hosts: it answers the operations on its SOP classes.
 *
 * <p>{@link #handle} is called on a handler thread, for several requests at a time; it may block; the service must be
 * thread-safe. Nothing is held for a request when it has returned.
 */
public interface DimseService {
    /** The abstract syntaxes that this service accepts. Constant. */
    List<HostedContext> contexts();

    /**
     * Accepts a SOP class that is not among {@link #contexts}, if the requestor says that it belongs where this service serves
     * (PS3.7, D.3.3.6). Called while the association is being answered, must be quick. By default nothing is accepted.
     *
     * @param sopClass the abstract syntax
     * @param generalization what the requestor says about it
     * @return how it is accepted; its requests come to {@link #handle}
     */
    default Optional<HostedContext> specialize(Uid sopClass, Generalization generalization) {
        return Optional.empty();
    }

    /**
     * Answers extended negotiation of a SOP class of this service (PS3.7, D.3.3.5). Called as {@link #specialize}. By default there is
     * no answer, which says that extended negotiation is not supported.
     *
     * @param proposed what the requestor says
     * @return what holds on this association; requests find it with {@link DimseAssociation#extendedNegotiation}
     */
    default Optional<ApplicationInformation> negotiate(Uid sopClass, ApplicationInformation proposed) {
        return Optional.empty();
    }

    /**
     * Answers a request; the result is the final response. Data that the service leaves unread is skipped.
     *
     * @param request what is asked
     * @param pending takes responses that come before the final one
     * @throws RuntimeException answered with a failure status; the cause is logged, the association goes on
     */
    DimseResponse handle(DimseRequest request, PendingResponses pending);
}
