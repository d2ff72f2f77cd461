package io.github.swfsdk.cases;

import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.dicom.service.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exam begins and does not succeed. */
class DiscontinuedCasesTest extends HospitalCases {
    @BeforeEach
    void order() {
        hospital.order(ANNA, "A1", "S1");
    }

    @Test
    void abandonedWithImagesKeepsAndNamesThem() {
        Exam exam = ct.begin("A1", "S1");
        Uid image = exam.store();
        assertThat(exam.discontinue(DiscontinuationReason.PATIENT_REFUSED_TO_CONTINUE)
                        .status())
                .isEqualTo(Status.SUCCESS);

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.DISCONTINUED);
        assertThat(hospital.images()).containsExactly(image);
        assertThat(exam.retrieved().instances()).hasSize(1);
        assertThat(exam.inconsistencies()).isEmpty();
    }

    @Test
    void abandonedWithoutImagesStillNamesASeries() {
        Exam exam = ct.begin("A1", "S1");
        assertThat(exam.discontinue(DiscontinuationReason.PATIENT_DID_NOT_ARRIVE)
                        .status())
                .isEqualTo(Status.SUCCESS);

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.DISCONTINUED);
        assertThat(hospital.images()).isEmpty();
        assertThat(exam.retrieved().instances()).isEmpty();
        assertThat(exam.inconsistencies()).isEmpty();
    }

    @Test
    void anAbandonedExamIsPerformedAgainByOneThatStillHasTheEntry() {
        var entry = ct.entry("A1", "S1");
        Exam first = ct.beginGroup(entry);
        first.discontinue(DiscontinuationReason.EQUIPMENT_FAILURE);
        PerformedStep ended = first.retrieved();

        Exam again = hospital.scanner("CT2").beginGroup(entry);
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");
        again.perform();

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(first.retrieved()).isEqualTo(ended);
    }

    /** PS3.16, CID 9300, with CID 9301 and 9302; 110514 puts the step back, any other reason ends it. */
    @ParameterizedTest
    @CsvSource({
        "110500, DCM, DISCONTINUED",
        "110501, DCM, DISCONTINUED",
        "110502, DCM, DISCONTINUED",
        "110503, DCM, DISCONTINUED",
        "110504, DCM, DISCONTINUED",
        "110505, DCM, DISCONTINUED",
        "110506, DCM, DISCONTINUED",
        "110507, DCM, DISCONTINUED",
        "110508, DCM, DISCONTINUED",
        "110509, DCM, DISCONTINUED",
        "110510, DCM, DISCONTINUED",
        "110511, DCM, DISCONTINUED",
        "110512, DCM, DISCONTINUED",
        "110513, DCM, DISCONTINUED",
        "110514, DCM, SCHEDULED",
        "110515, DCM, DISCONTINUED",
        "110516, DCM, DISCONTINUED",
        "110521, DCM, DISCONTINUED",
        "110522, DCM, DISCONTINUED",
        "110523, DCM, DISCONTINUED",
        "110524, DCM, DISCONTINUED",
        "110526, DCM, DISCONTINUED",
        "110527, DCM, DISCONTINUED",
        "110528, DCM, DISCONTINUED",
        "110529, DCM, DISCONTINUED",
        "110530, DCM, DISCONTINUED",
        "110533, DCM, DISCONTINUED",
        "113568, DCM, DISCONTINUED",
        "292094009, SCT, DISCONTINUED",
        "95384003, SCT, DISCONTINUED"
    })
    void discontinuedForAReasonOfTheStandard(String code, String scheme, OrderStatus status) {
        DiscontinuationReason reason =
                DiscontinuationReason.of(Code.of(code, scheme, "")).orElseThrow();
        Exam exam = ct.begin("A1", "S1");
        exam.store();
        assertThat(exam.discontinue(reason).status()).isEqualTo(Status.SUCCESS);

        assertThat(hospital.status("A1")).isEqualTo(status);
        PerformedStep elsewhere = hospital.forwarded(exam);
        assertThat(elsewhere.status()).isEqualTo(PerformedStepStatus.DISCONTINUED);
        assertThat(elsewhere.discontinuationReason()).contains(reason.code());
    }

    @Test
    void everyReasonThatTheSdkKnowsIsOneOfThose() throws NoSuchMethodException {
        CsvSource rows = getClass()
                .getDeclaredMethod("discontinuedForAReasonOfTheStandard", String.class, String.class, OrderStatus.class)
                .getAnnotation(CsvSource.class);
        List<String> codes = Arrays.stream(rows.value())
                .map(row -> row.substring(0, row.lastIndexOf(',')))
                .toList();

        assertThat(DiscontinuationReason.values())
                .extracting(
                        reason -> reason.code().value() + ", " + reason.code().scheme())
                .containsExactlyInAnyOrderElementsOf(codes);
    }
}
