package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorklistKeysTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 5);

    /** RAD-5, patient based query: name, ID, accession number and requested procedure ID, alone and together. */
    @Test
    void areAskedWithWhatIsProposed() {
        List<ProposedContext> proposed = new ArrayList<>();
        DimseConnector connector = (peer, contexts, hosted) -> {
            proposed.addAll(contexts);
            return new ScriptedAssociation("RIS");
        };
        WorklistClient client = WorklistClient.of(connector, RemoteAe.parse("RIS@127.0.0.1:104"));
        client.find(WorklistKeys.all().identifier(), 1);
        client.proposing(true, false).find(WorklistKeys.all().identifier(), 1);
        client.proposing(false, true).find(WorklistKeys.all().identifier(), 1);

        assertThat(proposed)
                .extracting(ProposedContext::extended)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(ApplicationInformation.of((byte) 1, (byte) 1, (byte) 1, (byte) 0)),
                        Optional.of(ApplicationInformation.of((byte) 1, (byte) 1, (byte) 0, (byte) 1)));
    }

    @Test
    void sayInWhichTimeZoneTheyAre() {
        assertThat(WorklistKeys.all()
                        .timeZone(ZoneOffset.ofHoursMinutes(-3, -30))
                        .identifier()
                        .text(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isEqualTo("-0330");
        assertThatThrownBy(() -> WorklistKeys.all().timeZone(ZoneOffset.ofHours(-13)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorklistKeys.all().timeZone(ZoneOffset.ofTotalSeconds(30)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForAPatient() {
        DataSet keys = WorklistKeys.all()
                .patientName(PersonName.parse("SMI*^J?N"))
                .patientId("4711")
                .accessionNumber("A*")
                .requestedProcedureId("R1")
                .identifier();
        assertThat(keys.text(Tags.PATIENT_NAME)).isEqualTo("SMI*^J?N");
        assertThat(keys.text(Tags.PATIENT_ID)).isEqualTo("4711");
        assertThat(keys.text(Tags.ACCESSION_NUMBER)).isEqualTo("A*");
        assertThat(keys.text(Tags.REQUESTED_PROCEDURE_ID)).isEqualTo("R1");
        assertThat(stepOf(keys).contains(Tags.MODALITY)).isTrue();
        assertThat(stepOf(keys).hasValue(Tags.MODALITY)).isFalse();
    }

    /** RAD-5, broad query: start date, modality and station, alone and together. */
    @Test
    void asksBroadly() {
        DataSet step =
                stepOf(WorklistKeys.all().on(DAY).modality("CT").station("CT1").identifier());
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)).isEqualTo("20260705");
        assertThat(step.text(Tags.MODALITY)).isEqualTo("CT");
        assertThat(step.text(Tags.SCHEDULED_STATION_AE_TITLE)).isEqualTo("CT1");
    }

    @Test
    void asksForASpanOverANight() {
        DataSet step = stepOf(WorklistKeys.all()
                .between(DAY, DAY.plusDays(1))
                .between(LocalTime.of(22, 0), LocalTime.of(6, 30, 15))
                .identifier());
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)).isEqualTo("20260705-20260706");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)).isEqualTo("220000-063015");
        assertThat(stepOf(WorklistKeys.all().from(LocalTime.of(8, 5)).identifier())
                        .text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME))
                .isEqualTo("080500-");
    }

    @Test
    void asksForWhatIsLeft() {
        DataSet keys = WorklistKeys.all()
                .study(Uid.of("1.2.3"))
                .stepId("S*")
                .status("SCHEDULED")
                .performingPhysician(PersonName.parse("Berg^*"))
                .identifier();
        assertThat(keys.text(Tags.STUDY_INSTANCE_UID)).isEqualTo("1.2.3");
        assertThat(stepOf(keys).text(Tags.SCHEDULED_PROCEDURE_STEP_ID)).isEqualTo("S*");
        assertThat(stepOf(keys).text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)).isEqualTo("SCHEDULED");
        assertThat(stepOf(keys).text(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME)).isEqualTo("Berg^*");
    }

    @Test
    void asksForMoreWhereTheStandardHasIt() {
        DataSet keys = WorklistKeys.all()
                .patientId("4711")
                .returning(
                        Tags.PATIENT_ID,
                        Tags.PATIENT_SIZE,
                        Tags.PREGNANCY_STATUS,
                        Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE,
                        Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP)
                .identifier();
        assertThat(keys.text(Tags.PATIENT_ID)).isEqualTo("4711");
        assertThat(keys.contains(Tags.PATIENT_SIZE)).isTrue();
        assertThat(keys.contains(Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .isTrue();
        assertThat(stepOf(keys).contains(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP))
                .isTrue();
    }

    @Test
    void refusesDaysThatEndBeforeTheyBegin() {
        assertThatThrownBy(() -> WorklistKeys.all().between(DAY, DAY.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DataSet stepOf(DataSet identifier) {
        return identifier.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();
    }
}
