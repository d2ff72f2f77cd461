package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.ValueFormat;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.NumberText;
import io.github.swfsdk.dicom.io.BulkDataSource;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes elements of the values that a document holds, and watches over what they take. One caller at a time, for one
 * document.
 */
final class ModelElements {
    private static final int OVERHEAD = 128;
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final ReadOptions options;
    private final BulkDataSource bulkData;
    private final LongSupplier offset;
    private final Supplier<String> path;
    private long memory;
    private int count;

    /**
     * Elements of a document.
     *
     * @param offset where the document is being read
     * @param path the attribute that is being read
     */
    ModelElements(ReadOptions options, BulkDataSource bulkData, LongSupplier offset, Supplier<String> path) {
        this.options = options;
        this.bulkData = bulkData;
        this.offset = offset;
        this.path = path;
    }

    /** Forgets what the elements so far have taken: another data set follows. */
    void reset() {
        memory = 0;
        count = 0;
    }

    ReadLimits limits() {
        return options.limits();
    }

    DicomFormatException malformed(String problem) {
        return new DicomFormatException(problem, offset.getAsLong(), path.get());
    }

    /** One more element, item or value. */
    void charge(long bytes) {
        count++;
        if (count > limits().maxElements()) {
            throw malformed("more than " + limits().maxElements() + " elements");
        }
        spend(bytes + OVERHEAD);
    }

    /** Bytes of what has been charged already. */
    void spend(long bytes) {
        memory += bytes;
        if (memory > limits().maxMemory()) {
            throw malformed("data set takes more than " + limits().maxMemory() + " bytes of memory");
        }
    }

    /** The attribute of eight hexadecimal digits. */
    Tag tag(String digits) {
        try {
            Tag tag = Tag.parse(digits);
            if (digits.length() == 8 && tag.group() != 0xFFFE) {
                return tag;
            }
        } catch (IllegalArgumentException e) {
            // told below: the message would hold the text
        }
        throw malformed("an attribute is not named by eight hexadecimal digits");
    }

    /** The representation that is named; if none is, that of the dictionary. */
    Vr vr(Tag tag, String name) {
        if (name.isEmpty()) {
            tolerate(Leniency.MISSING_VR, "value representation is missing");
            return ElementDictionary.vrOf(tag);
        }
        for (Vr vr : Vr.values()) {
            if (vr.name().equals(name)) {
                return vr;
            }
        }
        throw malformed("value representation is not known");
    }

    /** An element of values as text; names with their groups between equals signs. */
    Element of(Tag tag, Vr vr, List<String> values) {
        boolean none = values.isEmpty()
                || vr.kind() != Vr.Kind.ENCODED_TEXT && values.stream().allMatch(String::isEmpty);
        if (none) {
            return Element.empty(tag, vr);
        }
        try {
            return switch (vr.kind()) {
                case TEXT, ENCODED_TEXT -> text(tag, vr, values);
                case NUMBER -> number(tag, vr, values);
                default -> throw malformed("values do not go with value representation " + vr);
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw malformed("a value is not a number that fits value representation " + vr);
        } catch (IllegalArgumentException e) {
            throw malformed("values do not fit value representation " + vr);
        }
    }

    private Element text(Tag tag, Vr vr, List<String> values) {
        if (vr != Vr.DS && vr != Vr.IS) {
            return TextElement.of(tag, vr, values);
        }
        TextElement element = TextElement.of(
                tag, vr, vr == Vr.DS ? values.stream().map(this::decimal).toList() : values);
        if (!NumberText.isWellFormed(element.text(), vr)) {
            tolerate(Leniency.NUMBER_TEXT, "text is no number as " + vr + " has them");
        }
        return element;
    }

    private void tolerate(Leniency leniency, String problem) {
        if (!options.tolerates(leniency)) {
            throw malformed(problem);
        }
        options.listener().used(leniency, offset.getAsLong(), path.get());
    }

    /** A number that JavaScript wrote with 17 digits has to fit into the 16 characters of DS (PS3.5, 6.2). */
    private String decimal(String value) {
        if (value.length() <= Vr.DS.size()) {
            return value;
        }
        try {
            return ValueFormat.decimal(new BigDecimal(value));
        } catch (NumberFormatException e) {
            return value; // as it is, like any other text
        }
    }

    private Element number(Tag tag, Vr vr, List<String> values) {
        if (vr == Vr.FL || vr == Vr.FD) {
            return NumberElement.ofDoubles(
                    tag,
                    vr,
                    values.stream().mapToDouble(ModelElements::floating).toArray());
        }
        return NumberElement.of(
                tag, vr, values.stream().mapToLong(text -> whole(vr, text)).toArray());
    }

    private static double floating(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private long whole(Vr vr, String text) {
        if (vr == Vr.AT) {
            return Integer.toUnsignedLong(tag(text).value());
        }
        if (text.length() > 40) { // neither 64 bits nor what a long exponent would make of them
            throw new NumberFormatException();
        }
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > 40) {
            throw new NumberFormatException();
        }
        BigInteger number = decimal.toBigIntegerExact();
        if (vr == Vr.UV) {
            if (number.signum() < 0 || number.compareTo(UNSIGNED_LIMIT) >= 0) {
                throw new NumberFormatException();
            }
            return number.longValue();
        }
        return number.longValueExact();
    }

    /** An element of bytes that stand in the document. */
    Element binary(Tag tag, Vr vr, byte[] value) {
        if (vr.kind() != Vr.Kind.BYTES) {
            throw malformed("inline binary does not go with value representation " + vr);
        }
        return BytesElement.of(tag, vr, value);
    }

    /** An element of bytes that are elsewhere; nothing if the source leaves it out. */
    Optional<Element> referenced(Tag tag, Vr vr, String uri) throws IOException {
        if (vr.kind() != Vr.Kind.BYTES) {
            throw malformed("bulk data does not go with value representation " + vr);
        }
        Optional<InputStream> opened = bulkData.open(tag, uri);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            Binary value = startBinary();
            in.transferTo(value);
            return Optional.of(BytesElement.of(tag, vr, value.toByteArray()));
        }
    }

    /** Collects the bytes of a value, each charged when it arrives. */
    Binary startBinary() {
        charge(0);
        return new Binary();
    }

    /** Bytes of a value. */
    final class Binary extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int value) {
            spend(1);
            super.write(value);
        }

        @Override
        public synchronized void write(byte[] source, int from, int length) {
            spend(length);
            super.write(source, from, length);
        }
    }

    /** One more item begins inside so many. */
    void checkDepth(int around) {
        if (around >= limits().maxDepth()) {
            throw malformed("sequences nest deeper than " + limits().maxDepth());
        }
    }

    /** Groups of a name joined, without empty ones at the end. */
    static String name(String... groups) {
        int used = groups.length;
        while (used > 0 && groups[used - 1].isEmpty()) {
            used--;
        }
        return String.join("=", Arrays.copyOf(groups, used));
    }
}
