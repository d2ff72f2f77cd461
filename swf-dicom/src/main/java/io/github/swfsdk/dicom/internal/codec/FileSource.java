package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.EncodedForm;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * A file up to its data set (PS3.10, 7): preamble, prefix and file meta information. Files of old devices that begin with
 * the data set, or lack a part of what precedes it, are read under {@link Leniency#MISSING_FILE_META}.
 */
public final class FileSource {
    private static final int META_GROUP = 0x0002;
    private static final int PREAMBLE = 128;
    private static final int PREFIX = 'D' | 'I' << 8 | 'C' << 16 | 'M' << 24;
    private static final int SHORT_HEADER = 8;
    private static final int GROUP_LENGTH_ELEMENT = 12;
    private static final int MAX_META_VALUE = 64 * 1024;

    private final ByteSource source;
    private final ReadOptions options;
    private final RecordedForm form = new RecordedForm();
    private final DataSet meta;
    private final TransferSyntax transferSyntax;
    private final long dataSetOffset;

    /** Reads up to the data set. */
    public FileSource(InputStream in, ReadOptions options) throws IOException {
        source = new ByteSource(in);
        this.options = options;
        skipPreamble();
        meta = readMeta();
        dataSetOffset = source.offset();
        String named = meta.text(Tags.TRANSFER_SYNTAX_UID);
        transferSyntax = Uid.isUsable(named) ? TransferSyntax.of(Uid.of(named)) : guess();
    }

    /** The elements of group 0002, without the group length; empty if there are none. */
    public DataSet meta() {
        return meta;
    }

    /** As the file meta information names it, else as the first bytes of the data set suggest. */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    /** Where the data set begins, in bytes from the start of the file. */
    public long dataSetOffset() {
        return dataSetOffset;
    }

    /** The encoded data set. Either this or {@link #readDataSet()} is to be used. */
    public InputStream rest() {
        return source.rest();
    }

    /** Reads the data set, and how it is encoded. */
    public DataSet readDataSet() throws IOException {
        if (!transferSyntax.deflated()) {
            return read(new TokenReader(source, transferSyntax, options));
        }
        try (InflatedStream inflated = new InflatedStream(source.rest(), options)) {
            return read(new TokenReader(inflated, transferSyntax, options));
        }
    }

    private DataSet read(TokenReader tokens) throws IOException {
        return new DataSetReader(tokens, options, form).readAll();
    }

    /** How the data set is encoded, as far as it was read by {@link #readDataSet()}. */
    public EncodedForm form() {
        return form;
    }

    private void skipPreamble() throws IOException {
        if (source.has(PREAMBLE + Integer.BYTES) && source.intAt(PREAMBLE) == PREFIX) {
            form.preamble(source.read(PREAMBLE));
            source.advance(Integer.BYTES);
            return;
        }
        if (source.has(Integer.BYTES) && source.intAt(0) == PREFIX) {
            source.advance(Integer.BYTES);
        }
        tolerate(Leniency.MISSING_FILE_META, "file does not begin with a preamble and a prefix");
    }

    private DataSet readMeta() throws IOException {
        long end = readGroupLength();
        TokenReader tokens = new TokenReader(source, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, options);
        DataSetReader reader = new DataSetReader(tokens, options);
        while (source.has(SHORT_HEADER) && source.shortAt(0) == META_GROUP) {
            Token token = tokens.next();
            if (token != Token.ELEMENT || tokens.length() > MAX_META_VALUE) {
                throw tokens.malformed("file meta information holds a sequence or a large value");
            }
            reader.take(token, MAX_META_VALUE);
        }
        DataSet elements = reader.complete();
        if (!elements.isEmpty() && end != source.offset()) {
            tolerate(Leniency.WRONG_FILE_META_LENGTH, "file meta information has another length than it says");
        }
        return elements;
    }

    /** Returns where the file meta information ends, as far as it says so. */
    private long readGroupLength() throws IOException {
        if (source.has(GROUP_LENGTH_ELEMENT)
                && source.shortAt(0) == META_GROUP
                && source.shortAt(2) == 0
                && source.byteAt(4) == 'U'
                && source.byteAt(5) == 'L') {
            long length = Integer.toUnsignedLong(source.intAt(SHORT_HEADER));
            source.advance(GROUP_LENGTH_ELEMENT);
            return source.offset() + length;
        }
        return -1;
    }

    /** The first group number of a data set is small: the order of bytes that makes it so is the right one. */
    private TransferSyntax guess() throws IOException {
        tolerate(Leniency.MISSING_FILE_META, "file does not name its transfer syntax");
        if (!source.has(SHORT_HEADER)) {
            throw new DicomFormatException("file holds no data set", source.offset(), "");
        }
        boolean explicit = VrCodes.areLetters(source.byteAt(4), source.byteAt(5))
                && VrCodes.of(source.byteAt(4), source.byteAt(5)) != null;
        source.order(ByteOrder.LITTLE_ENDIAN);
        int group = source.shortAt(0);
        boolean bigEndian = explicit && Short.toUnsignedInt(Short.reverseBytes((short) group)) < group;
        if (bigEndian) {
            return TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
        }
        return explicit ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    }

    private void tolerate(Leniency leniency, String problem) {
        if (!options.tolerates(leniency)) {
            throw new DicomFormatException(problem, source.offset(), "");
        }
        options.listener().used(leniency, source.offset(), "");
    }
}
