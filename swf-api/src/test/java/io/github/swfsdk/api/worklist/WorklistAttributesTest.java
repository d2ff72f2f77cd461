package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.WorklistAttribute.Matching;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of PS3.4, table K.6-1. */
class WorklistAttributesTest {
    private static final List<Tag> STEP = List.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE);

    @Test
    void sevenKeysAndTheStepSequenceAreRequired() {
        assertThat(WorklistAttributes.all().stream()
                        .filter(WorklistAttribute::required)
                        .map(WorklistAttribute::tag))
                .containsExactly(
                        Tags.PATIENT_NAME,
                        Tags.PATIENT_ID,
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        Tags.SCHEDULED_STATION_AE_TITLE,
                        Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
                        Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
                        Tags.MODALITY,
                        Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "00080005, NONE, TYPE_1C",
        "00100010, WILDCARD, TYPE_1",
        "00100020, SINGLE_VALUE, TYPE_1",
        "00100030, RANGE, TYPE_2",
        "00101030, SINGLE_VALUE, TYPE_2",
        "00080050, WILDCARD, TYPE_2",
        "00380010, WILDCARD, TYPE_2",
        "00081120, SEQUENCE, TYPE_2",
        "00401001, WILDCARD, TYPE_1",
        "00321060, WILDCARD, TYPE_1C",
        "0020000D, LIST_OF_UID, TYPE_1",
        "00081110, SEQUENCE, TYPE_2",
        "00402016, WILDCARD, TYPE_3",
        "00400100, SEQUENCE, TYPE_1"
    })
    void topLevelRows(String tag, Matching matching, ReturnType type) {
        WorklistAttribute row = WorklistAttributes.find(Tag.parse(tag)).orElseThrow();

        assertThat(row.matching()).isEqualTo(matching);
        assertThat(row.returnType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "00400001, SINGLE_VALUE, TYPE_1",
        "00400002, RANGE, TYPE_1",
        "00400003, RANGE, TYPE_1",
        "00080060, SINGLE_VALUE, TYPE_1",
        "00400006, WILDCARD, TYPE_2",
        "00400007, WILDCARD, TYPE_1C",
        "00400008, SEQUENCE, TYPE_1C",
        "00400009, WILDCARD, TYPE_1",
        "00400012, WILDCARD, TYPE_2C",
        "00400020, WILDCARD, TYPE_3"
    })
    void rowsOfTheStep(String tag, Matching matching, ReturnType type) {
        WorklistAttribute row = WorklistAttributes.find(STEP, Tag.parse(tag)).orElseThrow();

        assertThat(row.matching()).isEqualTo(matching);
        assertThat(row.returnType()).isEqualTo(type);
    }

    @Test
    void theSameAttributeHasARowPerPlace() {
        assertThat(WorklistAttributes.find(Tags.MODALITY)).isEmpty();
        assertThat(WorklistAttributes.find(List.of(Tags.OTHER_PATIENT_IDS_SEQUENCE), Tags.PATIENT_ID)
                        .orElseThrow()
                        .returnType())
                .isEqualTo(ReturnType.TYPE_3);
    }

    @Test
    void noPlaceHasTwoRows() {
        assertThat(WorklistAttributes.all().stream()
                        .map(row -> List.of(row.sequences(), row.tag()))
                        .distinct())
                .hasSameSizeAs(WorklistAttributes.all());
    }
}
