package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageServiceTest {
    private static final Uid INSTANCE = Uid.of("1.2.3.4.5");
    private static final DataSet IMAGE = DataSet.builder()
            .put(Tags.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE_STORAGE)
            .put(Tags.SOP_INSTANCE_UID, INSTANCE)
            .put(Tags.PATIENT_ID, "P1")
            .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3"))
            .put(Tags.SERIES_INSTANCE_UID, Uid.of("1.2.3.4"))
            .put(Tags.PIXEL_DATA, Vr.OW, new byte[300_000])
            .build();

    private final Archive archive = new Archive();
    private final StorageService service = StorageService.of(archive);
    private byte[] encoded = new byte[0];

    @BeforeEach
    void encode() throws IOException {
        encoded = encode(IMAGE);
    }

    @Test
    void keepsTheDataSetByteForByteBehindFileMetaInformation() throws IOException {
        assertThat(store(encoded).status()).isEqualTo(Status.SUCCESS);

        byte[] file = archive.files.get(INSTANCE);
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forFiles())) {
            assertThat(reader.meta().sopInstanceUid()).contains(INSTANCE);
            assertThat(reader.meta().sopClassUid()).contains(Uids.SECONDARY_CAPTURE_IMAGE_STORAGE);
            assertThat(reader.transferSyntax().uid()).isEqualTo(Uids.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(Arrays.copyOfRange(file, (int) reader.dataSetOffset(), file.length))
                    .isEqualTo(encoded);
        }
    }

    @Test
    void tellsTheReceiverWhatItIsBeforeThePixelDataArrive() {
        store(encoded);

        InstanceHeader header = archive.header.orElseThrow();
        assertThat(header.studyInstanceUid()).isEqualTo(Uid.of("1.2.3"));
        assertThat(header.seriesInstanceUid()).isEqualTo(Uid.of("1.2.3.4"));
        assertThat(header.attributes().text(Tags.PATIENT_ID)).isEqualTo("P1");
        assertThat(header.attributes().contains(Tags.PIXEL_DATA)).isFalse();
    }

    @Test
    void refusesATruncatedImageAndKeepsNothing() {
        for (int missing : new int[] {1, 1_000, 299_999, 300_004}) {
            DimseResponse response = store(Arrays.copyOf(encoded, encoded.length - missing));

            assertThat(response.status())
                    .as("without the last %d bytes", missing)
                    .isEqualTo(Status.CANNOT_UNDERSTAND);
        }
        assertThat(archive.files).isEmpty();
    }

    @Test
    void refusesAnImageThatIsNotWhatTheCommandSays() throws IOException {
        assertRefused(
                IMAGE.toBuilder().put(Tags.SOP_INSTANCE_UID, Uid.of("1.9")).build(), Tags.SOP_INSTANCE_UID);
        assertRefused(
                IMAGE.toBuilder().put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE).build(), Tags.SOP_CLASS_UID);
    }

    @Test
    void refusesAnImageWithoutStudyOrSeries() throws IOException {
        assertRefused(IMAGE.toBuilder().remove(Tags.STUDY_INSTANCE_UID).build(), Tags.STUDY_INSTANCE_UID);
        assertRefused(
                IMAGE.toBuilder()
                        .put(Tags.SERIES_INSTANCE_UID, Vr.UI, "../../etc")
                        .build(),
                Tags.SERIES_INSTANCE_UID);
    }

    @Test
    void answersSuccessOnlyWhenTheImageIsKept() {
        archive.failure = Optional.of(StorageException.Reason.OUT_OF_SPACE);
        assertThat(store(encoded).status()).isEqualTo(Status.OUT_OF_RESOURCES);

        archive.failure = Optional.of(StorageException.Reason.CONFLICT);
        assertThat(store(encoded).status()).isEqualTo(new Status(0xC001));

        assertThat(archive.files).isEmpty();
    }

    @Test
    void acceptsEveryStorageClassOfTheRegistryInAnyTransferSyntaxAndMoreOnRequest() {
        Uid vendors = Uid.of("1.2.840.99999.1");

        assertThat(service.contexts())
                .contains(HostedContext.of(Uids.CT_IMAGE_STORAGE, List.of()))
                .noneMatch(context -> context.abstractSyntax().equals(Uids.STORAGE_COMMITMENT_PUSH_MODEL));
        assertThat(service.withSopClasses(List.of(vendors, vendors)).contexts())
                .hasSize(service.contexts().size() + 1)
                .contains(HostedContext.of(vendors, List.of()));
    }

    private void assertRefused(DataSet image, Tag offending) throws IOException {
        DimseResponse response = store(encode(image));

        assertThat(response.status()).isEqualTo(Status.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(response.offendingElements()).containsExactly(offending);
        assertThat(archive.files).isEmpty();
    }

    private DimseResponse store(byte[] content) {
        ScriptedRequest request = ScriptedRequest.store(
                Uids.SECONDARY_CAPTURE_IMAGE_STORAGE, INSTANCE, Uids.EXPLICIT_VR_LITTLE_ENDIAN, content);
        return service.handle(request, request);
    }

    private static byte[] encode(DataSet dataSet) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DicomFile.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file, WriteOptions.defaults());
        try (DicomFileReader reader =
                DicomFileReader.open(new ByteArrayInputStream(file.toByteArray()), ReadOptions.forFiles())) {
            return reader.content().readAllBytes();
        }
    }

    /** Keeps files in memory, or fails as it is told. */
    private static final class Archive implements InstanceReceiver {
        private final Map<Uid, byte[]> files = new HashMap<>();
        private Optional<InstanceHeader> header = Optional.empty();
        private Optional<StorageException.Reason> failure = Optional.empty();

        @Override
        public InstanceWriter begin(InstanceHeader begun) {
            header = Optional.of(begun);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            return new InstanceWriter() {
                @Override
                public OutputStream content() {
                    return content;
                }

                @Override
                public StoredInstance commit() {
                    if (failure.isPresent()) {
                        throw new StorageException(failure.get(), "told to fail");
                    }
                    files.put(begun.reference().sopInstanceUid(), content.toByteArray());
                    return new StoredInstance(
                            begun.reference(),
                            begun.transferSyntaxUid(),
                            begun.studyInstanceUid(),
                            begun.seriesInstanceUid(),
                            content.size(),
                            "",
                            Instant.EPOCH);
                }

                @Override
                public void close() {}
            };
        }
    }
}
