package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.internal.codec.DataSetWalk;
import io.github.swfsdk.dicom.internal.codec.TokenWalk;
import io.github.swfsdk.dicom.internal.model.JsonModelReader;
import io.github.swfsdk.dicom.internal.model.JsonModelWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The DICOM JSON model (PS3.18, annex F). Documents are read and written piece by piece: of an array one data set is held,
 * and of a file that is {@linkplain #copy copied} one value. Streams stay open. Thread-safe.
 */
public final class DicomJson {
    private static final BulkDataSource NO_BULK_DATA = DicomJson::refuse;

    private DicomJson() {}

    private static Optional<InputStream> refuse(Object tag, String uri) throws IOException {
        throw new IOException("the value of " + tag + " is elsewhere, and no bulk data source was given");
    }

    /** What refuses any reference. */
    static BulkDataSource noBulkData() {
        return NO_BULK_DATA;
    }

    /** Writes a data set as one object, each value in it. */
    public static void write(DataSet dataSet, OutputStream out) throws IOException {
        write(dataSet, out, ModelOptions.defaults());
    }

    /**
     * Writes a data set as one object.
     *
     * @throws IllegalArgumentException if it holds encapsulated pixel data that gets no URI
     */
    public static void write(DataSet dataSet, OutputStream out, ModelOptions options) throws IOException {
        JsonModelWriter writer = new JsonModelWriter(out, options.listener());
        write(dataSet, options, writer);
        writer.flush();
    }

    /** Writes data sets as an array of objects, each as it comes from the iterator. */
    public static void writeAll(Iterable<DataSet> dataSets, OutputStream out, ModelOptions options) throws IOException {
        JsonModelWriter writer = new JsonModelWriter(out, options.listener());
        writer.startArray();
        for (DataSet dataSet : dataSets) {
            write(dataSet, options, writer);
        }
        writer.endArray();
        writer.flush();
    }

    private static void write(DataSet dataSet, ModelOptions options, JsonModelWriter writer) throws IOException {
        writer.startDataSet();
        DataSetWalk.walk(dataSet, options.bulkData(), writer);
        writer.endDataSet();
    }

    /**
     * Writes the data set of a file as one object while it is read. File meta information is no part of it (PS3.18, F.2.1).
     *
     * @throws DicomFormatException if the file is malformed; part of the document may have been written
     * @throws IllegalArgumentException if it holds encapsulated pixel data that gets no URI
     */
    public static void copy(DicomFileReader file, OutputStream out, ModelOptions options) throws IOException {
        JsonModelWriter writer = new JsonModelWriter(out, options.listener());
        writer.startDataSet();
        TokenWalk.walk(file.content(), file.transferSyntax(), file.options(), options.bulkData(), writer);
        writer.endDataSet();
        writer.flush();
    }

    /**
     * Reads one object. References to bulk data are an {@link IOException}.
     *
     * @throws DicomFormatException if the document is malformed, exceeds a limit, or is not one object
     */
    public static DataSet read(InputStream in, ReadOptions options) throws IOException {
        return read(in, options, noBulkData());
    }

    /** As {@link #read(InputStream, ReadOptions)}, with values from elsewhere. */
    public static DataSet read(InputStream in, ReadOptions options, BulkDataSource bulkData) throws IOException {
        try (JsonModelReader reader = new JsonModelReader(in, options, bulkData)) {
            DataSet dataSet =
                    reader.next().orElseThrow(() -> new DicomFormatException("document holds no data set", 0, ""));
            if (reader.next().isPresent()) {
                throw new DicomFormatException("document holds several data sets", 0, "");
            }
            return dataSet;
        }
    }

    /**
     * Reads each object of an array, or a single one, and hands it over before the next is read. Limits hold for each.
     *
     * @throws DicomFormatException if the document is malformed or exceeds a limit
     */
    public static void readAll(
            InputStream in, ReadOptions options, BulkDataSource bulkData, Consumer<? super DataSet> sink)
            throws IOException {
        try (JsonModelReader reader = new JsonModelReader(in, options, bulkData)) {
            for (Optional<DataSet> next = reader.next(); next.isPresent(); next = reader.next()) {
                sink.accept(next.get());
            }
        }
    }
}
