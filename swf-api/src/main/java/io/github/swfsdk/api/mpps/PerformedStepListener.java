package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;

/**
 * Hears of performed steps that another system keeps (PS3.4, F.9). Thread-safe; may block, before the sender is answered. An
 * event may come again, and one that came earlier may be told of later.
 */
@FunctionalInterface
public interface PerformedStepListener {
    /** Something has happened to a performed step; its content can be had from the one who tells. */
    void happened(Uid sopInstanceUid, PerformedStepEvent event, Cause cause);
}
