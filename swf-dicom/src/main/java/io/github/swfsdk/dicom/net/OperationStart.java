package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.dataset.Uid;

/**
 * Facts about an operation that begins.
 *
 * @param operation as the standard names it, for example {@code C-STORE}
 * @param sopClassUid on which SOP class
 * @param messageId of the request
 * @param invoked whether this side asks; otherwise it answers
 */
public record OperationStart(String operation, Uid sopClassUid, int messageId, boolean invoked) {}
