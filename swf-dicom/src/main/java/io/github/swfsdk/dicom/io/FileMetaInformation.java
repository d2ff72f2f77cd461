package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import io.github.swfsdk.dicom.internal.codec.RecordedForm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What precedes the data set of a file (PS3.10, 7.1): a view over the elements of group 0002, unknown ones included.
 *
 * @param dataSet the elements of group 0002; the group length is left to the writer
 */
public record FileMetaInformation(DataSet dataSet) {
    private static final int GROUP = 0x0002;
    private static final int PREAMBLE = 128;
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = {0, 1};

    /** Checks that each element is of group 0002. */
    public FileMetaInformation {
        for (Element element : dataSet) {
            if (element.tag().group() != GROUP) {
                throw new IllegalArgumentException(element.tag() + " is not of the file meta information");
            }
        }
    }

    /** Returns the file meta information of an instance, written by this implementation. */
    public static FileMetaInformation of(InstanceReference instance, TransferSyntax transferSyntax) {
        return new FileMetaInformation(DataSet.builder()
                .put(Tags.FILE_META_INFORMATION_VERSION, Vr.OB, VERSION)
                .put(Tags.MEDIA_STORAGE_SOP_CLASS_UID, instance.sopClassUid())
                .put(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID, instance.sopInstanceUid())
                .put(Tags.TRANSFER_SYNTAX_UID, transferSyntax.uid())
                .put(Tags.IMPLEMENTATION_CLASS_UID, Implementation.CLASS_UID)
                .put(Tags.IMPLEMENTATION_VERSION_NAME, Implementation.VERSION_NAME)
                .build());
    }

    /** Returns the same with (0002,0016), the AE title of the application that wrote or sent the content. */
    public FileMetaInformation withSourceAeTitle(String aeTitle) {
        return new FileMetaInformation(dataSet.toBuilder()
                .put(Tags.SOURCE_APPLICATION_ENTITY_TITLE, aeTitle)
                .build());
    }

    /** (0002,0002). */
    public Optional<Uid> sopClassUid() {
        return dataSet.uid(Tags.MEDIA_STORAGE_SOP_CLASS_UID);
    }

    /** (0002,0003). */
    public Optional<Uid> sopInstanceUid() {
        return dataSet.uid(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID);
    }

    /** (0002,0010). */
    public Optional<Uid> transferSyntaxUid() {
        return dataSet.uid(Tags.TRANSFER_SYNTAX_UID);
    }

    /** (0002,0012). */
    public Optional<Uid> implementationClassUid() {
        return dataSet.uid(Tags.IMPLEMENTATION_CLASS_UID);
    }

    /** (0002,0013). */
    public Optional<String> implementationVersionName() {
        return dataSet.string(Tags.IMPLEMENTATION_VERSION_NAME);
    }

    /** (0002,0016). */
    public Optional<String> sourceAeTitle() {
        return dataSet.string(Tags.SOURCE_APPLICATION_ENTITY_TITLE);
    }

    /**
     * Writes the preamble, the prefix and the elements behind their group length; the encoded data set follows. Neither
     * flushes nor closes the stream.
     */
    public void write(OutputStream out) throws IOException {
        write(out, EncodedForm.none());
    }

    /** As {@link #write(OutputStream)}, with the preamble of the form, if it has one, in place of zeros. */
    void write(OutputStream out, EncodedForm form) throws IOException {
        byte[] preamble = ((RecordedForm) form).preamble();
        byte[] elements = DataSetWriter.encodeGroup(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        ByteBuffer all = ByteBuffer.allocate(PREAMBLE + PREFIX.length + elements.length);
        all.put(0, preamble.length == PREAMBLE ? preamble : new byte[PREAMBLE]);
        out.write(all.position(PREAMBLE).put(PREFIX).put(elements).array()); // the stream may have no buffer
    }
}
