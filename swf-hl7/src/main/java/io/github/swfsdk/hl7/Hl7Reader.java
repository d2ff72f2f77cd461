package io.github.swfsdk.hl7;

import io.github.swfsdk.hl7.internal.parse.MessageReader;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Message;

/** Reads messages that came another way than through {@link Hl7Server}. */
public final class Hl7Reader {
    private Hl7Reader() {}

    /**
     * Reads a message, without a frame, by the default options.
     *
     * @throws Hl7FormatException if it is not one
     */
    public static Hl7Message read(byte[] message) {
        return read(message, MllpOptions.defaults());
    }

    /**
     * Reads a message, without a frame.
     *
     * @throws Hl7FormatException if it is not one
     */
    public static Hl7Message read(byte[] message, MllpOptions options) {
        return new MessageReader(options.defaultCharacterSet(), options.maxSegments(), options.leniencies())
                .read(message)
                .message();
    }
}
