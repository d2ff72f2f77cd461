package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.storage.CommitmentListener;

/**
 * Acquisition Modality, the side of it that is called: it asks for everything else itself, through the client in
 * {@code swf-dicom}.
 */
public interface AcquisitionModalityRole {
    /** Results of its storage commitment requests (RAD-10), which may come on an association of the archive's. */
    CommitmentListener commitmentResults();
}
