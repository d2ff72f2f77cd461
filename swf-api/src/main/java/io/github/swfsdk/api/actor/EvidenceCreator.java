package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.storage.CommitmentListener;

/** Evidence Creator, the side of it that is called: it stores objects made from images (RAD-18) and asks for commitment. */
public interface EvidenceCreator {
    /** Results of its storage commitment requests (RAD-10), which may come on an association of the archive's. */
    CommitmentListener commitmentResults();
}
