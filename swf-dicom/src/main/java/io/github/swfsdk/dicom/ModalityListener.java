package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.workflow.FollowUp;
import java.time.Instant;

/** Hears how the spool of a modality is delivered. Called on threads of the modality; thread-safe; must not block. */
public interface ModalityListener {
    /** Something about a performed step was delivered; a commitment request when the archive has confirmed every instance. */
    default void delivered(Uid performedStepUid, FollowUp.Kind kind) {}

    /** A delivery failed and is tried again at {@code next}. The reason holds no patient data. */
    default void postponed(Uid performedStepUid, FollowUp.Kind kind, Instant next, String reason) {}

    /** A delivery was refused for good, or failed too often: somebody has to look at it. The reason holds no patient data. */
    default void parked(Uid performedStepUid, FollowUp.Kind kind, String reason) {}

    /** The archive has answered a commitment request. Instances that failed are sent again by themselves. */
    default void committed(Uid performedStepUid, CommitmentResult result) {}
}
