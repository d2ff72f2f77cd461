package io.github.swfsdk.dicom.internal.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.ElementEvents;
import io.github.swfsdk.dicom.io.ReplacedTextListener;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Writes data sets in the DICOM JSON model (PS3.18, F.2). DS and IS are numbers where their text is one, 64-bit numbers
 * beyond 53 bits are strings, which the standard allows for both; NaN and infinity are strings, as JSON has no numbers
 * for them. One caller at a time.
 */
public final class JsonModelWriter implements ElementEvents {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern LOOSE_NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final long EXACT = 1L << 53;

    private final JsonGenerator json;
    private final ReplacedTextListener listener;

    /** Writes to a stream, which stays open. */
    public JsonModelWriter(OutputStream out, ReplacedTextListener listener) throws IOException {
        json = JSON.createGenerator(out);
        this.listener = listener;
    }

    /** Several data sets follow. */
    public void startArray() throws IOException {
        json.writeStartArray();
    }

    /** The last of several data sets was written. */
    public void endArray() throws IOException {
        json.writeEndArray();
    }

    /** A data set follows. */
    public void startDataSet() throws IOException {
        json.writeStartObject();
    }

    /** The data set is complete. */
    public void endDataSet() throws IOException {
        json.writeEndObject();
    }

    /** Hands everything to the stream. */
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void element(Element element) throws IOException {
        if (element instanceof FragmentsElement) {
            throw new IllegalArgumentException(
                    "encapsulated " + element.tag() + " has no form in JSON but a bulk data URI");
        }
        start(element.tag(), element.vr());
        if (element instanceof BytesElement bytes && !bytes.isEmpty()) {
            byte[] value = new byte[bytes.length()];
            bytes.bytes().get(value);
            json.writeBinaryField("InlineBinary", value);
        } else if (element instanceof TextElement text && !text.isEmpty()) {
            json.writeArrayFieldStart("Value");
            for (String value : ModelText.values(text, c -> true, listener)) {
                text(text.vr(), value);
            }
            json.writeEndArray();
        } else if (element instanceof NumberElement numbers && !numbers.isEmpty()) {
            json.writeArrayFieldStart("Value");
            for (int i = 0; i < numbers.count(); i++) {
                number(numbers, i);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void text(Vr vr, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNull();
        } else if (vr == Vr.PN) {
            name(value);
        } else if ((vr == Vr.DS || vr == Vr.IS) && LOOSE_NUMBER.matcher(value).matches()) {
            json.writeNumber(NUMBER.matcher(value).matches() ? value : new BigDecimal(value).toString());
        } else {
            json.writeString(value);
        }
    }

    private void name(String value) throws IOException {
        String[] groups = value.split("=", ModelText.GROUPS.size());
        json.writeStartObject();
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].isEmpty()) {
                json.writeStringField(ModelText.GROUPS.get(i), groups[i]);
            }
        }
        json.writeEndObject();
    }

    private void number(NumberElement numbers, int index) throws IOException {
        switch (numbers.vr()) {
            case AT -> json.writeString(numbers.textAt(index));
            case FL, FD -> {
                String special = ModelText.special(numbers, index);
                if (special.isEmpty()) {
                    json.writeNumber(numbers.textAt(index));
                } else {
                    json.writeString(special);
                }
            }
            case SV, UV -> {
                long value = numbers.longAt(index);
                boolean exact = value < EXACT && value > (numbers.vr() == Vr.UV ? -1 : -EXACT);
                if (exact) {
                    json.writeNumber(value);
                } else {
                    json.writeString(numbers.textAt(index));
                }
            }
            default -> json.writeNumber(numbers.longAt(index));
        }
    }

    @Override
    public void reference(Tag tag, Vr vr, String uri) throws IOException {
        start(tag, vr);
        json.writeStringField("BulkDataURI", uri);
        json.writeEndObject();
    }

    @Override
    public void startSequence(Tag tag) throws IOException {
        start(tag, Vr.SQ);
        json.writeArrayFieldStart("Value");
    }

    @Override
    public void startItem() throws IOException {
        json.writeStartObject();
    }

    @Override
    public void endItem() throws IOException {
        json.writeEndObject();
    }

    @Override
    public void endSequence() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    private void start(Tag tag, Vr vr) throws IOException {
        json.writeObjectFieldStart(ModelText.hex(tag));
        json.writeStringField("vr", vr.name());
    }
}
