package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorklistExplanationTest {
    private static final DataSet.Builder OTHER_STATION_AND_DAY = DataSet.builder()
            .put(Tags.PATIENT_ID, "P100")
            .put(
                    Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                    DataSet.builder()
                            .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT7")
                            .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260706")
                            .put(Tags.MODALITY, "CT")
                            .build());

    @Test
    void namesEachKeyThatKeepsAStepOut() {
        WorklistExplanation explanation = explain(OTHER_STATION_AND_DAY);
        assertThat(explanation.notes()).isEmpty();
        assertThat(explanation.removing(Worklists.step()))
                .extracting(Object::toString)
                .containsExactly("(0040,0100)[1].(0040,0001)", "(0040,0100)[1].(0040,0002)");
    }

    @Test
    void hasNothingAgainstAStepThatIsAnswered() {
        assertThat(explain(DataSet.builder().put(Tags.PATIENT_ID, "P100")).removing(Worklists.step()))
                .isEmpty();
    }

    @Test
    void tellsKeysThatDoNotFilter() {
        WorklistExplanation explanation = explain(DataSet.builder().put(Tags.PATIENT_COMMENTS, "anything"));
        assertThat(told(explanation)).containsExactly("(0010,4000) does not filter, as it is not supported");
        assertThat(explanation.removing(Worklists.step())).isEmpty();
    }

    @Test
    void tellsWhatALeniencyMadeLegal() {
        WorklistOptions options = WorklistOptions.builder()
                .tolerate(WorklistLeniency.ASTERISK_MEANS_ALL)
                .build();
        WorklistQuery query =
                Worklists.query(DataSet.builder().put(Tags.PATIENT_ID, "*").build());
        assertThat(told(WorklistExplanation.of(query, options))).containsExactly("(0010,0020) is read by a leniency");
    }

    @Test
    void tellsThatDateAndTimesAreOneSpan() {
        WorklistExplanation explanation = explain(DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260704-20260705")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "2200-0600")
                                .build()));
        assertThat(told(explanation)).containsExactly("(0040,0100)[1].(0040,0002) is one span with the start times");
        assertThat(explanation.removing(Worklists.step())).hasSize(1);
    }

    @Test
    void tellsWhyAQueryIsRefused() {
        WorklistExplanation explanation = explain(DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "2026*")
                                .build()));
        assertThat(explanation.isRefused()).isTrue();
        assertThat(told(explanation)).containsExactly("(0040,0100)[1].(0040,0002) refuses the query");
    }

    private static WorklistExplanation explain(DataSet.Builder identifier) {
        return WorklistExplanation.of(Worklists.query(identifier.build()), WorklistOptions.defaults());
    }

    private static List<String> told(WorklistExplanation explanation) {
        return explanation.notes().stream().map(Object::toString).toList();
    }
}
