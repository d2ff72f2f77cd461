package io.github.swfsdk.hl7;

import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.Hl7Location;
import java.util.List;
import java.util.Objects;

/**
 * What a receiver answered to a message.
 *
 * @param code MSA-1
 * @param controlId MSA-2, the control ID of the message that is answered
 * @param text MSA-3, for a person; often empty
 * @param errors the ERR segments
 */
public record Acknowledgement(AcknowledgementCode code, String controlId, String text, List<Error> errors) {
    /** Copies the list. */
    public Acknowledgement {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(controlId, "controlId");
        Objects.requireNonNull(text, "text");
        errors = List.copyOf(errors);
    }

    /**
     * One error.
     *
     * @param location where in the message, {@link Hl7Location#NONE} if not said
     * @param code entry of HL7 table 0357 such as {@code 101}, empty if not said
     * @param text the entry's description or the receiver's own words, possibly empty
     */
    public record Error(Hl7Location location, String code, String text) {
        /** Checks that nothing is null. */
        public Error {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Whether the message took effect. */
    public boolean isAccepted() {
        return code == AcknowledgementCode.AA;
    }
}
