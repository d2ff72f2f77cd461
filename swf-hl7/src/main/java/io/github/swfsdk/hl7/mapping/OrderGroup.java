package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One ORC and the OBR that belongs to it.
 *
 * @param orc the ORC
 * @param orcSequence which ORC of the message, from 1
 * @param obr its OBR, empty in a request that names the whole order
 * @param obrSequence which OBR of the message, from 1
 */
record OrderGroup(Segment orc, int orcSequence, Optional<Segment> obr, int obrSequence) {
    /** Finds the groups of an order message: {ORC [OBR]} (HL7 v2.3.1, 4.2.1). */
    static List<OrderGroup> of(Hl7Message message) {
        List<OrderGroup> groups = new ArrayList<>();
        int observations = 0;
        for (Segment segment : message.segments()) {
            if (segment.name().equals("ORC")) {
                groups.add(new OrderGroup(segment, groups.size() + 1, Optional.empty(), 0));
            } else if (segment.name().equals("OBR")) {
                observations++;
                int last = groups.size() - 1;
                if (last < 0 || groups.get(last).obr().isPresent()) {
                    throw new Hl7FormatException(
                            ErrorCode.SEGMENT_SEQUENCE_ERROR,
                            new Hl7Location("OBR", observations, 0, 0),
                            "an OBR follows its ORC");
                }
                groups.set(last, groups.get(last).with(segment, observations));
            }
        }
        if (groups.isEmpty()) {
            throw new Hl7FormatException(
                    ErrorCode.REQUIRED_FIELD_MISSING, Hl7Location.of("ORC", 1), "segment is missing");
        }
        return groups;
    }

    /** The OBR, which a scheduled step needs. */
    Segment requiredObr() {
        return obr.orElseThrow(() -> new Hl7FormatException(
                ErrorCode.REQUIRED_FIELD_MISSING, new Hl7Location("OBR", orcSequence, 4, 0), "segment is missing"));
    }

    private OrderGroup with(Segment segment, int sequence) {
        return new OrderGroup(orc, orcSequence, Optional.of(segment), sequence);
    }
}
