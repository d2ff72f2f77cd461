package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.internal.codec.DataSetWalk;
import io.github.swfsdk.dicom.internal.codec.TokenWalk;
import io.github.swfsdk.dicom.internal.model.XmlModelReader;
import io.github.swfsdk.dicom.internal.model.XmlModelWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The Native DICOM Model in XML (PS3.19, A.1). Documents are read and written piece by piece. A document type declaration is
 * refused and nothing outside a document is opened. Streams stay open. Thread-safe.
 */
public final class DicomXml {
    private DicomXml() {}

    /** Writes a data set, each value in the document. */
    public static void write(DataSet dataSet, OutputStream out) throws IOException {
        write(dataSet, out, ModelOptions.defaults());
    }

    /**
     * Writes a data set.
     *
     * @throws IllegalArgumentException if it holds encapsulated pixel data that gets no URI
     */
    public static void write(DataSet dataSet, OutputStream out, ModelOptions options) throws IOException {
        XmlModelWriter writer = new XmlModelWriter(out, options.listener());
        writer.startDataSet();
        DataSetWalk.walk(dataSet, options.bulkData(), writer);
        writer.endDataSet();
    }

    /**
     * Writes the data set of a file while it is read. File meta information is no part of it.
     *
     * @throws DicomFormatException if the file is malformed; part of the document may have been written
     * @throws IllegalArgumentException if it holds encapsulated pixel data that gets no URI
     */
    public static void copy(DicomFileReader file, OutputStream out, ModelOptions options) throws IOException {
        XmlModelWriter writer = new XmlModelWriter(out, options.listener());
        writer.startDataSet();
        TokenWalk.walk(file.content(), file.transferSyntax(), file.options(), options.bulkData(), writer);
        writer.endDataSet();
    }

    /**
     * Reads a document. References to bulk data are an {@link IOException}.
     *
     * @throws DicomFormatException if it is malformed or exceeds a limit
     */
    public static DataSet read(InputStream in, ReadOptions options) throws IOException {
        return read(in, options, DicomJson.noBulkData());
    }

    /** As {@link #read(InputStream, ReadOptions)}, with values from elsewhere. */
    public static DataSet read(InputStream in, ReadOptions options, BulkDataSource bulkData) throws IOException {
        return XmlModelReader.read(in, options, bulkData);
    }
}
