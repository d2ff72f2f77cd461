package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.ImageAttributes;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.examples.modality.SyntheticImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The validators of dicom3tools find no error in what the simulated modality stores. */
class SyntheticImagesIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsValidators() {
        Peers.require(Peer.DICOM3TOOLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CT", "DX", "NM"})
    void areValidInTheScheduledCase(String modality) throws IOException {
        ScheduledStep scheduled = scheduled(modality);
        checkSeries(modality, PerformedStepDraft.of(scheduled), List.of(scheduled));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CT", "DX", "NM"})
    void areValidInTheUnscheduledCase(String modality) throws IOException {
        ScheduledStep nobody = scheduled(modality);
        checkSeries(modality, PerformedStepDraft.unscheduled(nobody.patient()).modality(modality), List.of());
    }

    private void checkSeries(String modality, PerformedStepDraft draft, List<ScheduledStep> scheduled)
            throws IOException {
        SyntheticImages images = SyntheticImages.of(modality).orElseThrow();
        PerformedSeries series = PerformedSeries.of(Uid.random(), images.protocolName());
        DataSet identity = ImageAttributes.of(
                scheduled,
                draft.station("CT1", "Room 1", "")
                        .start(LocalDateTime.of(2026, 11, 5, 14, 30))
                        .build(),
                series);
        List<String> files = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            DataSet image = images.image(series.seriesInstanceUid(), number).toBuilder()
                    .putAll(identity)
                    .build();
            Path file = folder.resolve(number + ".dcm");
            DicomFile.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file);
            assertThat(judged("dciodvfy", "-new", file.toString())).doesNotContain("Error");
            files.add(file.toString());
        }
        assertThat(judged("dcentvfy", files.toArray(String[]::new))).doesNotContain("Error");
    }

    /** What a validator says; it ends with another code than 0 if it finds an error. */
    private static String judged(String validator, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Peers.tool(validator).toString()));
        command.addAll(List.of(arguments));
        try (PeerProcess process = PeerProcess.start(Path.of("."), command)) {
            int exit = process.awaitExit(Dcmtk.DEADLINE);
            assertThat(exit).as(process.output()).isZero();
            return process.output();
        }
    }

    private static ScheduledStep scheduled(String modality) {
        DataSet step = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "Thorax")
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                .put(Tags.MODALITY, modality)
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("X1", "99LOCAL", "Thorax p.a.")))
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "A1")
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Smith^John")
                .put(Tags.PATIENT_NAME, "Doe^Jane")
                .put(Tags.PATIENT_ID, "4711")
                .put(Tags.PATIENT_BIRTH_DATE, "19620305")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                .put(Tags.REQUESTED_PROCEDURE_ID, "RP1")
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Rule out pulmonary embolism")
                .putCodes(
                        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
                        List.of(Code.of("PE", "99LOCAL", "Rule out pulmonary embolism")))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                .build());
    }
}
