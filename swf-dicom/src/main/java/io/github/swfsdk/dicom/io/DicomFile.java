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
 * One that was read and has not been changed is written back byte for byte, as far as {@link EncodedForm} tells.
 *
 * @param meta what precedes the data set
 * @param transferSyntax how the data set is encoded in the file
 * @param dataSet its content
 * @param form how what was read was encoded
 */
public record DicomFile(FileMetaInformation meta, TransferSyntax transferSyntax, DataSet dataSet, EncodedForm form) {
    /** Checks that nothing is null. */
    public DicomFile {
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(transferSyntax, "transferSyntax");
        Objects.requireNonNull(dataSet, "dataSet");
        Objects.requireNonNull(form, "form");
    }

    /** A file that has not been read. */
    public DicomFile(FileMetaInformation meta, TransferSyntax transferSyntax, DataSet dataSet) {
        this(meta, transferSyntax, dataSet, EncodedForm.none());
    }

    /** Returns the file with another content; elements that are in both are still written as they were read. */
    public DicomFile withDataSet(DataSet changed) {
        return new DicomFile(meta, transferSyntax, changed, form);
    }

    /**
     * Returns a file of an instance.
     *
     * @throws IllegalArgumentException if (0008,0016) or (0008,0018) is missing
     */
    public static DicomFile of(DataSet dataSet, TransferSyntax transferSyntax) {
        return new DicomFile(meta(dataSet, transferSyntax), transferSyntax, dataSet);
    }

    private static FileMetaInformation meta(DataSet dataSet, TransferSyntax transferSyntax) {
        Uid sopClass = dataSet.uid(Tags.SOP_CLASS_UID)
                .orElseThrow(() -> new IllegalArgumentException("an instance needs (0008,0016)"));
        Uid instance = dataSet.uid(Tags.SOP_INSTANCE_UID)
                .orElseThrow(() -> new IllegalArgumentException("an instance needs (0008,0018)"));
        return FileMetaInformation.of(new InstanceReference(sopClass, instance), transferSyntax);
    }

    /**
     * Reads a file whole, pixel data included, with {@link ReadOptions#forFiles()}.
     *
     * @throws DicomFormatException if it is malformed, truncated or exceeds a limit
     */
    public static DicomFile read(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            DataSet dataSet = reader.read();
            return new DicomFile(reader.meta(), reader.transferSyntax(), dataSet, reader.form());
        }
    }

    /** Writes the file to a path, in place of what is there. */
    public void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, WriteOptions.defaults());
        }
    }

    /**
     * Writes the file to a stream, which is neither flushed nor closed. Without a {@link WriteOptions#form()} of their own,
     * the options are used for what was not read. A file that was read without file meta information gets one.
     *
     * @throws IllegalArgumentException if there is neither file meta information nor what it needs, (0008,0016) and
     *     (0008,0018)
     */
    public void write(OutputStream out, WriteOptions given) throws IOException {
        WriteOptions options = given.form() == EncodedForm.none()
                ? given.toBuilder().form(form).build()
                : given;
        FileMetaInformation before = meta.dataSet().isEmpty() ? meta(dataSet, transferSyntax) : meta;
        before.write(out, options.form());
        DataSetWriter.write(dataSet, transferSyntax, options, out);
    }

    /** Whether both say the same, however they were encoded. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DicomFile that
                && meta.equals(that.meta)
                && transferSyntax.equals(that.transferSyntax)
                && dataSet.equals(that.dataSet);
    }

    @Override
    public int hashCode() {
        return Objects.hash(meta, transferSyntax, dataSet);
    }
}
