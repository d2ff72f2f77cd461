package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStepStore;

/**
 * Performed Procedure Step Manager: takes the performed steps of modalities and evidence creators, and sees that order
 * filler and image manager learn of them.
 */
public interface PpsManager {
    /** Performed steps (RAD-6, RAD-7, RAD-20, RAD-21). */
    MppsHandler performedSteps();

    /** Where the performed steps are kept. */
    PerformedStepStore performedStepStore();
}
