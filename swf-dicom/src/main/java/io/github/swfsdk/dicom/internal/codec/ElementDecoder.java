package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.io.Leniency;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the value of the latest token into an {@link Element}. */
final class ElementDecoder {
    private static final int MAX_SHORT_LENGTH = 0xFFFE;

    private final TokenReader tokens;
    private final boolean padded;
    private final @Nullable RecordedForm form;

    /** With {@code padded} false, text is taken as it is, also if it ends like padded text. */
    ElementDecoder(TokenReader tokens, boolean padded, @Nullable RecordedForm form) {
        this.tokens = tokens;
        this.padded = padded;
        this.form = form;
    }

    /** How many bytes of memory a value takes, estimated. */
    long footprint(Vr vr, long length) {
        return switch (vr.kind()) {
            case NUMBER -> length / vr.size() * Long.BYTES;
            case TEXT, ENCODED_TEXT -> 2 * length;
            case BYTES, SEQUENCE -> length;
        };
    }

    Element decode(SpecificCharacterSet characterSet, boolean signedPixels) throws IOException {
        Tag tag = Tag.of(tokens.tag());
        Vr vr = meantVr(tag, signedPixels);
        return switch (vr.kind()) {
            case TEXT -> text(tag, vr, characterSet.ofDefaultText());
            case ENCODED_TEXT -> text(tag, vr, characterSet);
            case NUMBER -> number(tag, vr, tokens.readValue());
            case BYTES, SEQUENCE -> bytes(tag, vr, tokens.readValue());
        };
    }

    /**
     * The representation that is meant where the encoding does not tell it: US or SS is decided by the pixels
     * (PS3.5, A.1), and UN stands for a text that is too long for the length field of its own representation
     * (PS3.5, 6.2.2).
     */
    private Vr meantVr(Tag tag, boolean signedPixels) {
        Vr vr = tokens.vr();
        if (vr == Vr.US && signedPixels && !tokens.isExplicit()) {
            boolean either = ElementDictionary.find(tag)
                    .map(ElementDefinition::vrs)
                    .filter(vrs -> vrs.contains(Vr.SS))
                    .isPresent();
            return either ? Vr.SS : vr;
        }
        if (vr == Vr.UN && tokens.length() > MAX_SHORT_LENGTH) {
            Vr known = ElementDictionary.vrOf(tag);
            return known.isText() ? known : vr;
        }
        return vr;
    }

    private Element text(Tag tag, Vr vr, SpecificCharacterSet characterSet) throws IOException {
        String ascii = tokens.readAscii(padded ? vr.padding() : -1);
        TextElement element = ascii == null
                ? decoded(tag, vr, tokens.readValue(), characterSet)
                : new TextElement(tag, vr, ascii); // in each character set the same
        if (padded && (vr == Vr.DS || vr == Vr.IS) && !NumberText.isWellFormed(element.text(), vr)) {
            tokens.tolerate(Leniency.NUMBER_TEXT, "text is no number as " + vr + " has them");
        }
        return element;
    }

    private TextElement decoded(Tag tag, Vr vr, byte[] value, SpecificCharacterSet characterSet) {
        byte[] bytes = padded ? unpadded(vr, value) : value;
        String text = characterSet.decode(bytes, vr);
        if (SpecificCharacterSet.hasUndecoded(text)) {
            tokens.tolerate(Leniency.UNDECODABLE_TEXT, "text has bytes that are not of its character set");
        }
        TextElement element = new TextElement(tag, vr, text);
        if (form != null && !Arrays.equals(characterSet.encode(text, vr).bytes(), bytes)) {
            form.put(element, new RecordedForm.Text(characterSet.values(), bytes));
        }
        return element;
    }

    private static byte[] unpadded(Vr vr, byte[] value) {
        int last = value.length - 1;
        boolean padded = value.length > 0 && (value.length & 1) == 0 && value[last] == vr.padding();
        return padded ? Arrays.copyOf(value, last) : value;
    }

    private Element number(Tag tag, Vr vr, byte[] value) {
        if (value.length % vr.size() != 0) {
            tokens.tolerate(
                    Leniency.WRONG_VALUE_SIZE, "value length " + value.length + " is not a multiple of " + vr.size());
            return BytesElement.of(tag, Vr.UN, value);
        }
        ByteBuffer in =
                ByteBuffer.wrap(value).order(tokens.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int count = value.length / vr.size();
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = next(vr, in);
        }
        return vr == Vr.FL || vr == Vr.FD ? NumberElement.ofBits(tag, vr, numbers) : NumberElement.of(tag, vr, numbers);
    }

    private static long next(Vr vr, ByteBuffer in) {
        return switch (vr) {
            case US -> Short.toUnsignedLong(in.getShort());
            case SS -> in.getShort();
            case UL, FL -> Integer.toUnsignedLong(in.getInt());
            case SL -> in.getInt();
            case AT -> Short.toUnsignedLong(in.getShort()) << 16 | Short.toUnsignedLong(in.getShort());
            default -> in.getLong();
        };
    }

    /** In memory words are little endian; what is incomplete at the end stays as it is. */
    private Element bytes(Tag tag, Vr vr, byte[] value) {
        if (tokens.isBigEndian() && vr.size() > 1) {
            int size = vr.size();
            for (int start = 0; start + size <= value.length; start += size) {
                for (int low = start, high = start + size - 1; low < high; low++, high--) {
                    byte moved = value[low];
                    value[low] = value[high];
                    value[high] = moved;
                }
            }
        }
        return BytesElement.of(tag, vr, value);
    }
}
