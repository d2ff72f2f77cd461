package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;

/** Takes the pending responses of one request. For one caller at a time, while the request is handled. */
public interface PendingResponses {
    /**
     * Sends a pending response. Blocks while the peer reads slowly, at most for the write deadline.
     *
     * @return false if no more are wanted: a C-CANCEL has come, or the association is gone
     */
    boolean send(Status status, DataSet identifier);

    /** Whether a C-CANCEL for this request has come, or the association is gone. */
    boolean isCancelled();
}
