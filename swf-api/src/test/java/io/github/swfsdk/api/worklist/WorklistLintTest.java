package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Tags;
import org.junit.jupiter.api.Test;

class WorklistLintTest {
    private final WorklistLint lint = WorklistLint.standard();

    @Test
    void findsNothingInACompleteItem() {
        assertThat(lint.check(Worklists.step())).isEmpty();
        assertThat(WorklistLint.clinical().check(Worklists.step())).isEmpty();
    }

    @Test
    void findsWhatIsOfTypeOneAndMissing() {
        assertThat(lint.check(Worklists.with(Tags.PATIENT_ID, "")))
                .extracting(Object::toString)
                .containsExactly("(0010,0020) has no value");
        assertThat(lint.check(Worklists.withInStep(Tags.MODALITY, "")))
                .extracting(Object::toString)
                .containsExactly("(0040,0100)[1].(0008,0060) has no value");
    }

    @Test
    void takesACodeInsteadOfADescription() {
        ScheduledStep coded = Worklists.withInStep(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "");
        assertThat(lint.check(coded)).isEmpty();

        ScheduledStep neither = coded.withStep(coded.step().toBuilder()
                .remove(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)
                .build());
        assertThat(lint.check(neither))
                .extracting(Object::toString)
                .containsExactly("(0040,0100)[1].(0040,0007) has no value");
    }

    @Test
    void asksForTheWeightWhereTheModalityNeedsIt() {
        ScheduledStep weightless = Worklists.with(Tags.PATIENT_WEIGHT, "");
        ScheduledStep mr = weightless.withStep(
                weightless.step().toBuilder().put(Tags.MODALITY, "MR").build());
        assertThat(WorklistLint.clinical().check(weightless)).isEmpty();
        assertThat(WorklistLint.clinical().check(mr))
                .extracting(Object::toString)
                .containsExactly("(0010,1030) has no value");
        assertThat(lint.check(mr)).isEmpty();
    }

    @Test
    void asksForWhatTheSiteNeeds() {
        WorklistLint site = lint.needing("CT", Tags.ADMISSION_ID, Tags.SCHEDULED_STATION_NAME);
        assertThat(site.check(Worklists.step()))
                .extracting(Object::toString)
                .containsExactly("(0038,0010) has no value", "(0040,0100)[1].(0040,0010) has no value");
    }

    @Test
    void findsValuesThatDevicesWouldCutOff() {
        assertThat(lint.check(Worklists.with(Tags.ACCESSION_NUMBER, "A".repeat(16))))
                .isEmpty();
        assertThat(lint.check(Worklists.with(Tags.ACCESSION_NUMBER, "A".repeat(17))))
                .extracting(Object::toString)
                .containsExactly("(0008,0050) is too long");
        assertThat(lint.check(Worklists.with(Tags.PATIENT_NAME, "A".repeat(64) + "=" + "B".repeat(64))))
                .isEmpty();
        assertThat(lint.check(Worklists.with(Tags.PATIENT_NAME, "A".repeat(65))))
                .hasSize(1);
    }
}
