package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.service.DimseOperation;

/**
 * An accepted presentation context as this side sees it.
 *
 * @param id 1 to 255
 * @param localUser whether this side may act as SCU
 * @param localProvider whether this side may act as SCP
 */
record AgreedContext(int id, Uid abstractSyntax, Uid transferSyntax, boolean localUser, boolean localProvider) {
    /** Whether the roles let this side send a request. Events go from the provider to the user, all else the other way. */
    boolean mayInvoke(DimseOperation operation) {
        return operation == DimseOperation.N_EVENT_REPORT ? localProvider : localUser;
    }

    /** Whether the roles let the peer send a request. */
    boolean mayPerform(DimseOperation operation) {
        return operation == DimseOperation.N_EVENT_REPORT ? localUser : localProvider;
    }
}
