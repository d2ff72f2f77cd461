package io.github.swfsdk.dicom.service;

import java.util.List;

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
     * Answers a request; the result is the final response. Data that the service leaves unread is skipped.
     *
     * @param request what is asked
     * @param pending takes responses that come before the final one
     * @throws RuntimeException answered with a failure status; the cause is logged, the association goes on
     */
    DimseResponse handle(DimseRequest request, PendingResponses pending);
}
