package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.internal.codec.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A DICOM file (PS3.10) that is open for reading. The file meta information is read at once; the data set once, in one of
 * three ways: whole, up to the pixel data, or as the bytes that are in the file.
 *
 * <p>Blocks as the file does. One caller at a time.
 */
public final class DicomFileReader implements AutoCloseable {
    private final InputStream in;
    private final ReadOptions options;
    private final FileSource source;
    private boolean taken;

    private DicomFileReader(InputStream in, ReadOptions options) throws IOException {
        this.in = in;
        this.options = options;
        source = new FileSource(in, options);
    }

    /** Opens a file with {@link ReadOptions#forFiles()}. */
    public static DicomFileReader open(Path file) throws IOException {
        return open(file, ReadOptions.forFiles());
    }

    /**
     * Opens a file.
     *
     * @throws DicomFormatException if what precedes the data set is malformed
     */
    public static DicomFileReader open(Path file, ReadOptions options) throws IOException {
        return open(new FileStream(file), options);
    }

    /**
     * Reads a file from a stream, which is closed with this reader.
     *
     * @throws DicomFormatException if what precedes the data set is malformed; the stream is closed then
     */
    public static DicomFileReader open(InputStream in, ReadOptions options) throws IOException {
        try {
            return new DicomFileReader(in, options);
        } catch (IOException | RuntimeException e) {
            try {
                in.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** The file meta information; without elements if the file has none. */
    public FileMetaInformation meta() {
        return new FileMetaInformation(source.meta());
    }

    /** As the file meta information names it, else as the first bytes of the data set suggest. */
    public TransferSyntax transferSyntax() {
        return source.transferSyntax();
    }

    /** Where the data set begins, in bytes from the start of the file. */
    public long dataSetOffset() {
        return source.dataSetOffset();
    }

    /**
     * Reads the whole data set.
     *
     * @throws DicomFormatException if it is malformed, truncated or exceeds a limit
     */
    public DataSet read() throws IOException {
        take();
        return source.readDataSet();
    }

    /**
     * How the data set is encoded; to be asked for after {@link #read()}, else it is only the preamble. Given to
     * {@link WriteOptions.Builder#form}, it lets a writer repeat what was read byte for byte.
     */
    public EncodedForm form() {
        return source.form();
    }

    /**
     * Reads the attributes before the pixel data, as {@link InstanceStream#header()} says.
     *
     * @throws DicomFormatException if they are malformed, truncated or exceed a limit
     */
    public DataSet readHeader() throws IOException {
        take();
        try (InstanceStream instance = InstanceStream.open(source.rest(), transferSyntax(), options)) {
            return instance.header();
        }
    }

    /** The bytes of the data set as they are in the file, to be sent or copied unchanged. */
    public InputStream content() {
        take();
        return source.rest();
    }

    ReadOptions options() {
        return options;
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private void take() {
        if (taken) {
            throw new IllegalStateException("the data set has been taken");
        }
        taken = true;
    }
}
