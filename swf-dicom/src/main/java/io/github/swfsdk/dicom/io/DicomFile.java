package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A DICOM file in memory (PS3.10). Large ones are better streamed, by {@link DicomFileReader} and {@link InstanceStream}.
 *
 * @param meta what precedes the data set
 * @param transferSyntax how the data set is encoded in the file
 * @param dataSet its content
 */
public record DicomFile(FileMetaInformation meta, TransferSyntax transferSyntax, DataSet dataSet) {
    /** Checks that nothing is null. */
    public DicomFile {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(transferSyntax, "transferSyntax");
        Objects.requireNonNull(dataSet, "dataSet");
    }

    /**
     * Returns a file of an instance.
     *
     * @throws IllegalArgumentException if (0008,0016) or (0008,0018) is missing
     */
    public static DicomFile of(DataSet dataSet, TransferSyntax transferSyntax) {
        Uid sopClass = dataSet.uid(Tags.SOP_CLASS_UID)
                .orElseThrow(() -> new IllegalArgumentException("an instance needs (0008,0016)"));
        Uid instance = dataSet.uid(Tags.SOP_INSTANCE_UID)
                .orElseThrow(() -> new IllegalArgumentException("an instance needs (0008,0018)"));
        FileMetaInformation meta = FileMetaInformation.of(new InstanceReference(sopClass, instance), transferSyntax);
        return new DicomFile(meta, transferSyntax, dataSet);
    }

    /**
     * Reads a file whole, pixel data included, with {@link ReadOptions#forFiles()}.
     *
     * @throws DicomFormatException if it is malformed, truncated or exceeds a limit
     */
    public static DicomFile read(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            return new DicomFile(reader.meta(), reader.transferSyntax(), reader.read());
        }
    }

    /** Writes the file to a path, in place of what is there. */
    public void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, WriteOptions.defaults());
        }
    }

    /** Writes the file to a stream, which is neither flushed nor closed. */
    public void write(OutputStream out, WriteOptions options) throws IOException {
        meta.write(out);
        DataSetWriter.write(dataSet, transferSyntax, options, out);
    }
}
