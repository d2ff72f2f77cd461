package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** P-DATA-TF (PS3.8, 9.3.5): one or more fragments of messages. */
public record PData(List<PDataValue> values) implements Pdu {

    public PData {
        values = List.copyOf(values);
    }

    static PData read(ByteBuffer body) throws PduException {
        if (body.remaining() < PDataValue.OVERHEAD) {
            throw ItemReader.invalid("P-DATA-TF has no presentation data value");
        }
        PDataValue first = readValue(body);
        if (!body.hasRemaining()) {
            return new PData(List.of(first)); // nearly always
        }
        List<PDataValue> values = new ArrayList<>();
        values.add(first);
        while (body.hasRemaining()) {
            values.add(readValue(body));
        }
        return new PData(values);
    }

    private static PDataValue readValue(ByteBuffer body) throws PduException {
        if (body.remaining() < PDataValue.OVERHEAD) {
            throw ItemReader.invalid(body.remaining() + " bytes too many at the end of P-DATA-TF");
        }
        return PDataValue.read(body);
    }

    @Override
    public PduType type() {
        return PduType.P_DATA_TF;
    }

    @Override
    public void writeBody(ItemWriter out) {
        values.forEach(value -> value.write(out));
    }
}
