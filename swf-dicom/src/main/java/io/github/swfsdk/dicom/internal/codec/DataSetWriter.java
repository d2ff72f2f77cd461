package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Writes data sets in little endian (PS3.5, 7). Odd values are padded (PS3.5, 6.2). In an explicit encoding, a value too
 * long for the 16-bit length of its representation is written as UN (PS3.5, 6.2.2).
 */
public final class DataSetWriter {
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_DELIMITER = 0xFFFEE00D;
    private static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;
    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final int MAX_SHORT_LENGTH = 0xFFFE;

    private final ByteSink sink;
    private final boolean explicit;
    private final boolean defined;
    private final boolean padding;
    private final TextEncoder text;

    private DataSetWriter(ByteSink sink, boolean explicit, SequenceLengths lengths, boolean padding, TextEncoder text) {
        this.sink = sink;
        this.explicit = explicit;
        this.defined = lengths == SequenceLengths.DEFINED;
        this.padding = padding;
        this.text = text;
    }

    /** Writes Explicit VR Little Endian as {@link StoredDataSetCodec} describes it: values are not padded. */
    static void writeStored(DataSet dataSet, OutputStream out) throws IOException {
        ByteSink sink = new ByteSink(out);
        new DataSetWriter(sink, true, SequenceLengths.DEFINED, false, TextEncoder.stored()).elements(dataSet);
        sink.flush();
    }

    /**
     * Writes a data set. Blocks as the stream does; neither flushes nor closes it.
     *
     * @throws IOException if the stream fails
     * @throws IllegalArgumentException if the transfer syntax is big endian, which is retired and only read
     */
    public static void write(DataSet dataSet, TransferSyntax transferSyntax, WriteOptions options, OutputStream out)
            throws IOException {
        if (transferSyntax.bigEndian()) {
            throw new IllegalArgumentException("big endian is retired and not written");
        }
        if (!transferSyntax.deflated()) {
            writePlain(dataSet, transferSyntax, options, out);
            return;
        }
        try (DeflatedStream deflated = new DeflatedStream(out)) {
            writePlain(dataSet, transferSyntax, options, deflated);
            deflated.finish();
        }
    }

    /** As {@link #write(DataSet, TransferSyntax, WriteOptions, OutputStream)}, with the default options. */
    public static void write(DataSet dataSet, TransferSyntax transferSyntax, OutputStream out) throws IOException {
        write(dataSet, transferSyntax, WriteOptions.defaults(), out);
    }

    /** Returns a data set as bytes. */
    public static byte[] encode(DataSet dataSet, TransferSyntax transferSyntax) {
        return encode(dataSet, transferSyntax, WriteOptions.defaults());
    }

    /** Returns a data set as bytes. */
    public static byte[] encode(DataSet dataSet, TransferSyntax transferSyntax, WriteOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(dataSet, transferSyntax, options, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a sequence that does not fit into an array
        }
        return out.toByteArray();
    }

    /**
     * Returns the elements of one group as bytes, behind the group length (gggg,0000): command sets (PS3.7, 6.3.1) and file
     * meta information (PS3.10, 7.1) begin with it.
     *
     * @throws IllegalArgumentException if there is no element, or one of another group
     */
    public static byte[] encodeGroup(DataSet dataSet, TransferSyntax transferSyntax) {
        if (dataSet.isEmpty()) {
            throw new IllegalArgumentException("a group needs an element");
        }
        int group = dataSet.elements().get(0).tag().group();
        if (dataSet.elements().get(dataSet.size() - 1).tag().group() != group) {
            throw new IllegalArgumentException("elements of several groups have no common length");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ByteSink sink = new ByteSink(out);
            DataSetWriter writer = new DataSetWriter(
                    sink, transferSyntax.explicitVr(), SequenceLengths.DEFINED, true, TextEncoder.own(tag -> {}));
            writer.header(group << 16, Vr.UL, Integer.BYTES);
            int start = sink.openLength();
            writer.elements(dataSet);
            sink.closeLength(start);
            sink.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writePlain(DataSet dataSet, TransferSyntax syntax, WriteOptions options, OutputStream out)
            throws IOException {
        TextEncoder text = TextEncoder.choose(dataSet, options);
        ByteSink sink = new ByteSink(out);
        new DataSetWriter(sink, syntax.explicitVr(), options.sequenceLengths(), true, text)
                .elements(text.withCharacterSet(dataSet));
        sink.flush();
    }

    void elements(DataSet dataSet) throws IOException {
        SpecificCharacterSet outer = text.enter(dataSet);
        for (Element element : dataSet) {
            element(element);
        }
        text.leave(outer);
    }

    private void element(Element element) throws IOException {
        int tag = element.tag().value();
        if (element instanceof TextElement characters) {
            byte[] value = text.encode(characters);
            header(tag, characters.vr(), paddedLength(value.length));
            put(ByteBuffer.wrap(value), characters.vr().padding());
        } else if (element instanceof NumberElement numbers) {
            numbers(tag, numbers);
        } else if (element instanceof BytesElement bytes) {
            header(tag, bytes.vr(), paddedLength(bytes.length()));
            put(bytes.bytes(), (byte) 0);
        } else if (element instanceof SequenceElement sequence) {
            sequence(tag, sequence);
        } else if (element instanceof FragmentsElement fragments) {
            fragments(tag, fragments);
        }
    }

    private void header(int tag, Vr vr, int length) throws IOException {
        sink.putShort(tag >>> 16);
        sink.putShort(tag);
        if (explicit) {
            explicitVr(vr, length);
        } else {
            sink.putInt(length);
        }
    }

    /** The representation, and the length in 16 or, after two reserved bytes, in 32 bits. */
    private void explicitVr(Vr vr, int length) throws IOException {
        boolean tooLong = !vr.hasLongLength() && Integer.compareUnsigned(length, MAX_SHORT_LENGTH) > 0;
        Vr written = tooLong ? Vr.UN : vr;
        sink.putShort(VrCodes.lettersOf(written));
        if (written.hasLongLength()) {
            sink.putShort(0);
            sink.putInt(length);
        } else {
            sink.putShort(length);
        }
    }

    private void put(ByteBuffer value, byte padding) throws IOException {
        int length = value.remaining();
        sink.put(value);
        if (paddedLength(length) > length) {
            sink.putByte(padding);
        }
    }

    private int paddedLength(int length) {
        return padding ? length + (length & 1) : length;
    }

    private void numbers(int tag, NumberElement numbers) throws IOException {
        Vr vr = numbers.vr();
        header(tag, vr, numbers.count() * vr.size());
        for (int i = 0; i < numbers.count(); i++) {
            switch (vr) {
                case US, SS -> sink.putShort((int) numbers.longAt(i));
                case UL, SL -> sink.putInt((int) numbers.longAt(i));
                case AT -> sink.putInt(Integer.rotateLeft((int) numbers.longAt(i), 16)); // group first
                case FL -> sink.putInt(Float.floatToRawIntBits((float) numbers.doubleAt(i)));
                case FD -> sink.putLong(Double.doubleToRawLongBits(numbers.doubleAt(i)));
                default -> sink.putLong(numbers.longAt(i));
            }
        }
    }

    private void sequence(int tag, SequenceElement sequence) throws IOException {
        if (defined || sequence.isEmpty()) {
            headerWithoutLength(tag, Vr.SQ);
            int start = sink.openLength();
            for (DataSet item : sequence.items()) {
                tag(ITEM);
                int itemStart = sink.openLength();
                elements(item);
                sink.closeLength(itemStart);
            }
            sink.closeLength(start);
            return;
        }
        header(tag, Vr.SQ, UNDEFINED);
        for (DataSet item : sequence.items()) {
            marker(ITEM, UNDEFINED);
            elements(item);
            marker(ITEM_DELIMITER, 0);
        }
        marker(SEQUENCE_DELIMITER, 0);
    }

    private void fragments(int tag, FragmentsElement fragments) throws IOException {
        header(tag, fragments.vr(), UNDEFINED);
        for (ByteBuffer fragment : fragments.fragments()) {
            marker(ITEM, paddedLength(fragment.remaining()));
            put(fragment, (byte) 0);
        }
        marker(SEQUENCE_DELIMITER, 0);
    }

    private void headerWithoutLength(int tag, Vr vr) throws IOException {
        tag(tag);
        if (explicit) {
            sink.putShort(VrCodes.lettersOf(vr));
            sink.putShort(0);
        }
    }

    private void marker(int tag, int length) throws IOException {
        tag(tag);
        sink.putInt(length);
    }

    private void tag(int tag) throws IOException {
        sink.putShort(tag >>> 16);
        sink.putShort(tag);
    }
}
