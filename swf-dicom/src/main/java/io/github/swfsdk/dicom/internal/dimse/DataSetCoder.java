package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.codec.DataSetReader;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.LeniencyListener;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the data sets of messages into the bytes of a transfer syntax and back. Thread-safe. */
public final class DataSetCoder {
    private static final Logger LOG = LoggerFactory.getLogger(DataSetCoder.class);

    private final ReadOptions reading;
    private final WriteOptions writing;

    /** A coder with these options; whoever listens to what is written hears what it logs as well. */
    public DataSetCoder(ReadOptions reading, WriteOptions writing) {
        this.reading = reading;
        this.writing = writing.toBuilder()
                .listener(tag -> {
                    LOG.warn("characters of {} are not in the character set of the message and were replaced", tag);
                    writing.listener().replaced(tag);
                })
                .build();
    }

    /** Whether decoded data sets can be written in this transfer syntax: it is not big endian and does not compress pixels. */
    boolean writes(Uid transferSyntax) {
        TransferSyntax syntax = TransferSyntax.of(transferSyntax);
        return !syntax.bigEndian() && !syntax.encapsulated();
    }

    /**
     * Reads a data set to the end of the stream.
     *
     * @param leniencies hears of those that it takes, beside the listener of the options
     * @throws DicomFormatException if it is malformed or exceeds a limit
     */
    DataSet read(InputStream in, Uid transferSyntax, LeniencyListener leniencies) throws IOException {
        return DataSetReader.read(in, TransferSyntax.of(transferSyntax), reading.alsoTelling(leniencies));
    }

    /** Writes a data set. */
    void write(DataSet dataSet, Uid transferSyntax, OutputStream out) throws IOException {
        DataSetWriter.write(dataSet, TransferSyntax.of(transferSyntax), writing, out);
    }
}
