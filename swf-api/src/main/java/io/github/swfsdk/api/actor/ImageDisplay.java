package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.storage.InstanceReceiver;

/** Image Display, the side of it that is called: it takes the images that it asked an archive to send (RAD-16). */
public interface ImageDisplay {
    /** Images that arrive. */
    InstanceReceiver instances();
}
