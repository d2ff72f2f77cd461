package io.github.swfsdk.hl7;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.Leniency;

/**
 * Hears what a server does. Called on the thread at work: must be quick, must not block, must be thread-safe. A failure of
 * a listener is logged and changes nothing.
 */
public interface Hl7Listener {
    /** A message is answered; called before the answer leaves. */
    default void answered(Cause message, AcknowledgementCode code) {}

    /** A leniency let something pass that the standard forbids. */
    default void tolerated(Cause message, Leniency leniency) {}

    /** The embedding program's handler failed; the sender is told AE without details. */
    default void failed(Cause message, Throwable failure) {}
}
