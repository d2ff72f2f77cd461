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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Writes data sets (PS3.5, 7). Odd values are padded (PS3.5, 6.2). In an explicit encoding, a value too
 * long for the 16-bit length of its representation is written as UN (PS3.5, 6.2.2).
 */
public final class DataSetWriter {
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_DELIMITER = 0xFFFEE00D;
    private static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;
    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final int MAX_SHORT_LENGTH = 0xFFFE;

    private final ByteSink sink;
    private final SequenceForms forms;
    private final boolean padding;
    private final TextEncoder text;
    private boolean explicit;

    private DataSetWriter(ByteSink sink, boolean explicit, SequenceForms forms, boolean padding, TextEncoder text) {
        this.sink = sink;
        this.explicit = explicit;
        this.forms = forms;
        this.padding = padding;
        this.text = text;
    }

    /** Writes Explicit VR Little Endian as {@link StoredDataSetCodec} describes it: values are not padded. */
    static void writeStored(DataSet dataSet, OutputStream out) throws IOException {
        ByteSink sink = new ByteSink(out);
        new DataSetWriter(sink, true, SequenceForms.DEFINED, false, TextEncoder.stored()).elements(dataSet);
        sink.flush();
    }

    /**
     * Writes a data set. Blocks as the stream does; neither flushes nor closes it.
     *
     * @throws IOException if the stream fails
     */
    public static void write(DataSet dataSet, TransferSyntax transferSyntax, WriteOptions options, OutputStream out)
            throws IOException {
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
                    sink, transferSyntax.explicitVr(), SequenceForms.DEFINED, true, TextEncoder.own(tag -> {}));
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
        SequenceForms forms = SequenceForms.of(options);
        ByteSink sink = new ByteSink(out);
        sink.order(syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        new DataSetWriter(sink, syntax.explicitVr(), forms, true, text)
                .level(text.withCharacterSet(dataSet), forms.outermost());
        sink.flush();
    }

    private void elements(DataSet dataSet) throws IOException {
        level(dataSet, RecordedForm.Level.PLAIN);
    }

    private void level(DataSet dataSet, RecordedForm.Level form) throws IOException {
        SpecificCharacterSet outer = text.enter(dataSet);
        if (form.groups().isEmpty()) {
            for (Element element : dataSet) {
                element(element);
            }
        } else {
            groups(dataSet, form.groups());
        }
        text.leave(outer);
    }

    /** Elements, behind the group length in each of these groups. */
    private void groups(DataSet dataSet, Set<Integer> groups) throws IOException {
        int group = -1;
        int start = -1; // where the group begins whose length is open
        for (Element element : dataSet) {
            if (element.tag().group() != group) {
                closeLength(start);
                group = element.tag().group();
                start = groups.contains(group) ? openGroup(group) : -1;
            }
            element(element);
        }
        closeLength(start);
    }

    private int openGroup(int group) throws IOException {
        header(group << 16, Vr.UL, Integer.BYTES);
        return sink.openLength();
    }

    private void closeLength(int start) {
        if (start >= 0) {
            sink.closeLength(start);
        }
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
            sink.putWords(bytes.bytes(), bytes.vr().size());
            pad(bytes.length(), (byte) 0);
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
        letters(written);
        if (written.hasLongLength()) {
            sink.putShort(0);
            sink.putInt(length);
        } else {
            sink.putShort(length);
        }
    }

    private void letters(Vr vr) throws IOException {
        int letters = VrCodes.lettersOf(vr);
        sink.putByte((byte) letters);
        sink.putByte((byte) (letters >>> Byte.SIZE));
    }

    private void put(ByteBuffer value, byte padding) throws IOException {
        int length = value.remaining();
        sink.put(value);
        pad(length, padding);
    }

    private void pad(int length, byte padding) throws IOException {
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
                case US, SS -> sink.putShort((int) numbers.bitsAt(i));
                case UL, SL, FL -> sink.putInt((int) numbers.bitsAt(i));
                case AT -> tag((int) numbers.bitsAt(i));
                default -> sink.putLong(numbers.bitsAt(i));
            }
        }
    }

    private void sequence(int tag, SequenceElement sequence) throws IOException {
        RecordedForm.Sequence form = forms.of(sequence);
        if (form.unknown()) {
            unknownSequence(tag, sequence, form);
        } else if (form.undefined()) {
            header(tag, Vr.SQ, UNDEFINED);
            items(sequence, form);
            marker(SEQUENCE_DELIMITER, 0);
        } else {
            headerWithoutLength(tag, Vr.SQ);
            int start = sink.openLength();
            items(sequence, form);
            sink.closeLength(start);
        }
    }

    /** What stands under UN is Implicit VR Little Endian, whatever is around it (PS3.5, 6.2.2, note 4). */
    private void unknownSequence(int tag, SequenceElement sequence, RecordedForm.Sequence form) throws IOException {
        header(tag, Vr.UN, UNDEFINED);
        boolean outerExplicit = explicit;
        ByteOrder outerOrder = sink.order();
        explicit = false;
        sink.order(ByteOrder.LITTLE_ENDIAN);
        items(sequence, form);
        marker(SEQUENCE_DELIMITER, 0);
        explicit = outerExplicit;
        sink.order(outerOrder);
    }

    private void items(SequenceElement sequence, RecordedForm.Sequence form) throws IOException {
        for (int i = 0; i < sequence.items().size(); i++) {
            RecordedForm.Level item = form.items().get(i);
            int start = -1;
            if (item.undefined()) {
                marker(ITEM, UNDEFINED);
            } else {
                tag(ITEM);
                start = sink.openLength();
            }
            level(sequence.items().get(i), item);
            if (item.undefined()) {
                marker(ITEM_DELIMITER, 0);
            }
            closeLength(start);
        }
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
            letters(vr);
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
