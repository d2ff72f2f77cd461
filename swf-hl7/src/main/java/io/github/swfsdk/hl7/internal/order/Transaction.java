package io.github.swfsdk.hl7.internal.order;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.hl7.internal.ack.Answer;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Message;

/** One kind of message that a server takes. */
public interface Transaction {
    /** MSH-9.1 of its messages. */
    String type();

    /** Whether it takes messages of this type with this trigger event. */
    boolean takes(String messageType, String trigger);

    /**
     * Maps a message, hands it to the embedding program and returns the outcome.
     *
     * @throws Hl7FormatException if the message does not hold what is needed
     */
    Answer handle(Hl7Message message, Cause cause);
}
