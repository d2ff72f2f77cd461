package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.storage.CommitmentHandler;
import io.github.swfsdk.api.storage.InstanceReceiver;

/**
 * Image Manager / Image Archive: keeps instances and answers for them. {@link io.github.swfsdk.api.archive.ImageArchive} is
 * one ready-made.
 */
public interface ImageManager {
    /** Images and other objects (RAD-8, RAD-18). */
    InstanceReceiver instances();

    /** Storage commitment requests (RAD-10). */
    CommitmentHandler commitments();
}
