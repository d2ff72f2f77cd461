package io.github.swfsdk.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.PerformedStepAttribute;
import io.github.swfsdk.api.mpps.PerformedStepAttributes;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectValidatorTest {
    private static final ObjectValidator CT =
            ObjectValidator.ofInstance(Uids.CT_IMAGE_STORAGE).orElseThrow();

    @Test
    void knowsTheCommonIods() {
        assertThat(ObjectValidator.sopClasses())
                .contains(
                        Uids.CT_IMAGE_STORAGE,
                        Uids.MR_IMAGE_STORAGE,
                        Uids.COMPUTED_RADIOGRAPHY_IMAGE_STORAGE,
                        Uids.SECONDARY_CAPTURE_IMAGE_STORAGE,
                        Uids.ULTRASOUND_IMAGE_STORAGE,
                        Uids.NUCLEAR_MEDICINE_IMAGE_STORAGE,
                        Uids.BASIC_TEXT_SR_STORAGE,
                        Uids.ENHANCED_SR_STORAGE)
                .hasSizeGreaterThan(15);
        assertThat(ObjectValidator.ofInstance(Uid.of("1.2.3"))).isEmpty();
    }

    @Test
    void findsWhatIsMissingOrEmpty() {
        DataSet image = DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                .putEmpty(Tags.SOP_INSTANCE_UID)
                .putEmpty(Tags.PATIENT_NAME)
                .put(new TextElement(Tags.STUDY_INSTANCE_UID, Vr.UI, "  "))
                .build();

        assertThat(found(CT, image))
                .contains(
                        "(0008,0018) has no value",
                        "(0010,0020) is missing",
                        "(0020,000D) has no value",
                        "(0020,0052) is missing",
                        "(0018,0050) is missing",
                        "(7FE0,0010) is missing")
                .doesNotContain("(0010,0010) is missing", "(0010,0010) has no value", "(0008,0016) is missing")
                .doesNotHaveDuplicates();
    }

    @Test
    void judgesEachValueOfAnImageTypeByItsPosition() {
        DataSet usual = DataSet.builder()
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .build();
        DataSet second =
                DataSet.builder().put(Tags.IMAGE_TYPE, "ORIGINAL", "OTHER").build();

        assertThat(found(CT, usual)).noneMatch(finding -> finding.startsWith("(0008,0008)"));
        assertThat(found(CT, second)).anyMatch(finding -> finding.startsWith("(0008,0008)"));
    }

    /** PS3.3, C.7.3.1: Patient Position is of type 2C. */
    @Test
    void asksForAnAttributeOfType2cWhereItsConditionHolds() {
        DataSet coded = DataSet.builder()
                .put(Tags.PATIENT_ORIENTATION_CODE_SEQUENCE, DataSet.empty())
                .build();

        assertThat(found(CT, DataSet.empty())).contains("(0018,5100) is missing");
        assertThat(found(CT, coded)).doesNotContain("(0018,5100) is missing");
    }

    @Test
    void appliesConditions() {
        DataSet anonymous =
                DataSet.builder().put(Tags.PATIENT_IDENTITY_REMOVED, "YES").build();
        DataSet explained = anonymous.toBuilder()
                .put(Tags.DEIDENTIFICATION_METHOD, "by hand")
                .build();
        DataSet color = DataSet.builder().put(Tags.SAMPLES_PER_PIXEL, 3).build();

        assertThat(found(CT, anonymous)).contains("(0012,0063) is missing");
        assertThat(found(CT, explained)).doesNotContain("(0012,0063) is missing", "(0012,0064) is missing");
        assertThat(found(CT, DataSet.empty())).doesNotContain("(0012,0063) is missing", "(0028,0006) is missing");
        assertThat(found(CT, color)).contains("(0028,0006) is missing");
    }

    @Test
    void findsValuesThatAreNotEnumerated() {
        DataSet image = DataSet.builder()
                .put(Tags.PATIENT_SEX, "X")
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "TERTIARY", "ANYTHING")
                .put(Tags.BITS_ALLOCATED, 12)
                .put(Tags.PIXEL_REPRESENTATION, 1)
                .put(Tags.ROTATION_DIRECTION, "CW")
                .build();

        assertThat(found(CT, image).stream().filter(line -> line.contains("enumerated")))
                .containsExactly(
                        "(0010,0040) has a value that is not one of the enumerated ones",
                        "(0008,0008) has a value that is not one of the enumerated ones",
                        "(0028,0100) has a value that is not one of the enumerated ones");
    }

    @Test
    void findsWhatIsWrongWithValuesAtAnyDepth() {
        DataSet item = DataSet.builder()
                .put(new TextElement(Tags.CODE_VALUE, Vr.SH, "A code value that is too long"))
                .put(new TextElement(Tags.STUDY_DATE, Vr.DA, "20261301"))
                .put(new TextElement(Tags.MODALITY, Vr.CS, "ct"))
                .put(new TextElement(Tags.SERIES_NUMBER, Vr.IS, "2147483648"))
                .put(new TextElement(Tags.PATIENT_ID, Vr.SH, "P1"))
                .put(NumberElement.of(Tags.ROWS, Vr.US, 1, 2))
                .put(new TextElement(Tags.PIXEL_SPACING, Vr.DS, "0.5\\0.5"))
                .put(new TextElement(Tags.IMAGE_ORIENTATION_PATIENT, Vr.DS, "1\\0"))
                .put(new TextElement(Tags.SLICE_THICKNESS, Vr.DS, "1,5"))
                .put(new TextElement(Tags.ACQUISITION_DATE_TIME, Vr.DT, "2026110514-0100"))
                .build();
        DataSet object = DataSet.builder()
                .put(Tags.PROCEDURE_CODE_SEQUENCE, List.of(DataSet.empty(), item))
                .build();

        assertThat(found(ObjectValidator.ofValues(), object))
                .containsExactlyInAnyOrder(
                        "(0008,1032)[2].(0008,0100) has a value that is too long",
                        "(0008,1032)[2].(0008,0020) has a malformed value",
                        "(0008,1032)[2].(0008,0060) has a malformed value",
                        "(0008,1032)[2].(0020,0011) has a malformed value",
                        "(0008,1032)[2].(0010,0020) has the wrong value representation",
                        "(0008,1032)[2].(0028,0010) has the wrong number of values",
                        "(0008,1032)[2].(0020,0037) has the wrong number of values",
                        "(0008,1032)[2].(0018,0050) has a malformed value");
    }

    /** The rows are those of the tables that the services use; here their number, and a place in each. */
    @Test
    void judgesServiceMessagesByTheTablesOfTheServices() {
        List<String> worklist = found(ObjectValidator.ofWorklistItem(), DataSet.empty());
        List<String> created = found(ObjectValidator.ofPerformedStep(), DataSet.empty());

        assertThat(worklist).contains("(0040,0100) is missing", "(0010,0020) is missing");
        assertThat(worklist).hasSize((int) WorklistAttributes.all().stream()
                .filter(row -> row.sequences().isEmpty())
                .filter(row -> row.returnType() == ReturnType.TYPE_1 || row.returnType() == ReturnType.TYPE_2)
                .count());
        assertThat(created).contains("(0040,0270) is missing", "(0040,0252) is missing");
        assertThat(created).hasSize((int) PerformedStepAttributes.all().stream()
                .filter(row -> row.sequences().isEmpty())
                .filter(row -> row.create() == PerformedStepAttribute.Create.TYPE_1
                        || row.create() == PerformedStepAttribute.Create.TYPE_2)
                .count());
        DataSet code = DataSet.builder()
                .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, DataSet.empty())
                .put(Tags.PROCEDURE_CODE_SEQUENCE, DataSet.empty())
                .build();
        assertThat(found(ObjectValidator.ofPerformedStep(), code))
                .contains("(0040,0270)[1].(0020,000D) is missing", "(0008,1032)[1].(0008,0100) is missing");
    }

    @Test
    void judgesModifications() {
        DataSet modifications = DataSet.builder()
                .put(Tags.PATIENT_ID, "P2")
                .putEmpty(Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                .putEmpty(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION)
                .build();

        assertThat(found(ObjectValidator.ofPerformedStepModification(), modifications))
                .containsExactlyInAnyOrder("(0010,0020) is not allowed here", "(0040,0252) has no value");
        assertThat(found(ObjectValidator.ofPerformedStepModification(), DataSet.empty()))
                .isEmpty();
    }

    @Test
    void judgesCommitmentAndAvailability() {
        DataSet reference =
                DataSet.builder().put(Tags.REFERENCED_SOP_CLASS_UID, "1.2").build();
        DataSet failed = DataSet.builder()
                .put(Tags.TRANSACTION_UID, "1.2.3")
                .put(Tags.FAILED_SOP_SEQUENCE, reference)
                .build();
        DataSet available = DataSet.builder()
                .put(
                        Tags.REFERENCED_SERIES_SEQUENCE,
                        DataSet.builder()
                                .put(
                                        Tags.REFERENCED_SOP_SEQUENCE,
                                        DataSet.builder()
                                                .put(Tags.INSTANCE_AVAILABILITY, "SOON")
                                                .build())
                                .build())
                .build();

        assertThat(found(ObjectValidator.ofCommitmentRequest(), failed)).containsExactly("(0008,1199) is missing");
        assertThat(found(ObjectValidator.ofCommitmentResult(), failed))
                .containsExactly("(0008,1198)[1].(0008,1155) is missing", "(0008,1198)[1].(0008,1197) is missing");
        assertThat(found(ObjectValidator.ofInstanceAvailability(), available))
                .contains(
                        "(0020,000D) is missing",
                        "(0008,1115)[1].(0020,000E) is missing",
                        "(0008,1115)[1].(0008,1199)[1].(0008,0056) has a value that is not one of the enumerated ones");
    }

    private static List<String> found(ObjectValidator validator, DataSet object) {
        return validator.validate(object).stream().map(Finding::toString).toList();
    }
}
