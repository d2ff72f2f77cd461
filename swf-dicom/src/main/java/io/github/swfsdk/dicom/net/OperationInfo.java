package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.dataset.Uid;
import java.time.Duration;

/**
 * Facts about one finished operation.
 *
 * @param operation as the standard names it, for example {@code C-STORE}
 * @param sopClassUid on which SOP class
 * @param messageId of the request
 * @param invoked whether this side asked; otherwise it answered
 * @param status of the final response
 * @param elapsed from the request's command to the final response
 */
public record OperationInfo(
        String operation, Uid sopClassUid, int messageId, boolean invoked, int status, Duration elapsed) {}
