package io.github.swfsdk.hl7;

import io.github.swfsdk.hl7.internal.parse.MessageReader;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.util.ArrayList;
import java.util.List;

/** Reads acknowledgements of any version: ERR-1 as before v2.5, or ERR-2 and ERR-3. */
final class AcknowledgementReader {
    private AcknowledgementReader() {}

    static Acknowledgement read(MessageReader reader, byte[] answer) {
        Hl7Message message = reader.read(answer).message();
        Segment msa = message.first("MSA")
                .orElseThrow(() -> new Hl7FormatException(
                        ErrorCode.SEGMENT_SEQUENCE_ERROR, Hl7Location.of("MSA", 1), "segment is missing"));
        List<Acknowledgement.Error> errors = new ArrayList<>();
        for (Segment err : message.segments("ERR")) {
            if (err.field(3).isEmpty()) {
                err.field(1).repetitions().forEach(repetition -> errors.add(errorBefore25(repetition)));
            } else {
                errors.add(errorFrom25(err));
            }
        }
        return new Acknowledgement(code(msa), msa.text(2), msa.text(3), errors);
    }

    private static AcknowledgementCode code(Segment msa) {
        return switch (msa.text(1)) {
            case "AA" -> AcknowledgementCode.AA;
            case "AE" -> AcknowledgementCode.AE;
            case "AR" -> AcknowledgementCode.AR;
            default ->
                throw new Hl7FormatException(
                        ErrorCode.TABLE_VALUE_NOT_FOUND, Hl7Location.of("MSA", 1), "no acknowledgement code");
        };
    }

    /** Segment, sequence, field, and the code with its text as subcomponents. */
    private static Acknowledgement.Error errorBefore25(Hl7Value error) {
        Hl7Value code = error.component(4);
        return new Acknowledgement.Error(
                new Hl7Location(error.text(), number(error.component(2)), number(error.component(3)), 0),
                code.text(),
                code.subcomponent(2).text());
    }

    private static Acknowledgement.Error errorFrom25(Segment err) {
        Hl7Value place = err.field(2);
        String userMessage = err.text(8);
        return new Acknowledgement.Error(
                new Hl7Location(
                        place.text(),
                        number(place.component(2)),
                        number(place.component(3)),
                        number(place.component(5))),
                err.text(3),
                userMessage.isEmpty() ? err.field(3).component(2).text() : userMessage);
    }

    /** What is no small number is not stated. */
    private static int number(Hl7Value value) {
        String text = value.text();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
