package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Receives an object that is many times longer than the receiver's heap; with {@code -Dswf.large.mb=2048
 * -Dswf.large.heap=64m} one of 2 GiB.
 */
class LargeObjectTest {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int FRAME = 512 * 512 * 2;
    private static final long MEGABYTES = Integer.getInteger("swf.large.mb", 128);
    private static final String HEAP = System.getProperty("swf.large.heap", "24m");

    @TempDir
    Path folder;

    @Test
    void receivesAnObjectLongerThanItsHeap() throws IOException {
        int frames = (int) (MEGABYTES * 1024 * 1024 / FRAME) - 1; // PixelData has 32 bits for its length
        InstanceReference instance = new InstanceReference(Uids.ENHANCED_CT_IMAGE_STORAGE, Uid.random());
        long length = (long) frames * FRAME;

        try (ReceiverProcess receiver = ReceiverProcess.start(HEAP);
                StorageClient.Session session = StorageClient.of(DicomClient.of("SENDER"), receiver.address())
                        .open(List.of(new StorageClient.Offer(instance.sopClassUid(), SYNTAX.uid())))) {
            receiver.receiveInto(folder, false);
            DimseResponse response = session.store(instance, SYNTAX.uid(), dataSet(instance, frames, length));

            assertThat(response.status()).isEqualTo(Status.SUCCESS);
        }

        Path file = folder.resolve(instance.sopInstanceUid().value());
        assertThat(Files.size(file)).isGreaterThan(length).isLessThan(length + 2048);
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            assertThat(reader.readHeader().text(Tags.NUMBER_OF_FRAMES)).isEqualTo(String.valueOf(frames));
        }
    }

    private static InputStream dataSet(InstanceReference instance, int frames, long length) throws IOException {
        DataSet header = DataSet.builder()
                .put(Tags.SOP_CLASS_UID, instance.sopClassUid())
                .put(Tags.SOP_INSTANCE_UID, instance.sopInstanceUid())
                .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                .put(Tags.SERIES_INSTANCE_UID, Uid.random())
                .put(Tags.NUMBER_OF_FRAMES, frames)
                .put(Tags.ROWS, 512)
                .put(Tags.COLUMNS, 512)
                .build();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DicomFile.of(header, SYNTAX).write(file, WriteOptions.defaults());
        InputStream encoded = DicomFileReader.open(new ByteArrayInputStream(file.toByteArray()), ReadOptions.forFiles())
                .content();
        ByteBuffer pixelData = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        pixelData.putShort((short) 0x7FE0).putShort((short) 0x0010); // tag
        pixelData.put((byte) 'O').put((byte) 'W').putShort((short) 0); // VR, reserved
        pixelData.putInt((int) length); // unsigned
        return new SequenceInputStream(
                new SequenceInputStream(encoded, new ByteArrayInputStream(pixelData.array())), new Zeros(length));
    }

    /** Pixels without end, but for a limit. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
