package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Data sets as stores keep them. Format: one byte 01H, the version; then the data set in Explicit VR Little Endian with
 * sequences of defined length, except that no value is padded, that all text is UTF-8 and that (0008,0005) is a value like
 * any other: so each element comes back as it was. A sample, patient ID "P12":
 *
 * <pre>{@code 01  10 00 20 00  4C 4F 03 00  50 31 32}</pre>
 */
public final class StoredDataSetCodec implements DataSetCodec {
    private static final byte VERSION = 1;

    /** Creates the codec; it has no state. */
    public StoredDataSetCodec() {}

    @Override
    public byte[] encode(DataSet dataSet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        try {
            DataSetWriter.writeStored(dataSet, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a data set that does not fit into an array
        }
        return out.toByteArray();
    }

    @Override
    public DataSet decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new DicomFormatException("stored data set is of an unknown version", 0, "");
        }
        ReadOptions options = ReadOptions.forFiles();
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
        TokenReader tokens = new TokenReader(in, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, options);
        try {
            return DataSetReader.ofStored(tokens, options).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array does not fail
        }
    }
}
