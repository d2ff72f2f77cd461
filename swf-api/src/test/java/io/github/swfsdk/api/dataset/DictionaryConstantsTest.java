package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryConstantsTest {
    @Test
    void namesEachElementOfTheDictionaryOnce() throws ReflectiveOperationException {
        List<Tag> named = new ArrayList<>();
        for (Field constant : constants(Tags.class)) {
            Tag tag = (Tag) constant.get(null);
            named.add(tag);
            assertThat(letters(ElementDictionary.find(tag).orElseThrow().keyword()))
                    .as("%s", tag)
                    .isEqualTo(letters(constant.getName()));
        }

        assertThat(named).isSorted().doesNotHaveDuplicates();
        assertThat(named)
                .hasSameSizeAs(DictionaryCountTest.rows("elements.tsv").stream()
                        .filter(row -> row[0].indexOf('x') < 0)
                        .toList());
    }

    @Test
    void namesEachIdentifierOfTheRegistryThatHasAKeyword() throws ReflectiveOperationException {
        List<Uid> named = new ArrayList<>();
        for (Field constant : constants(Uids.class)) {
            Uid uid = (Uid) constant.get(null);
            named.add(uid);
            assertThat(letters(UidDictionary.find(uid).orElseThrow().keyword()))
                    .as("%s", uid)
                    .isEqualTo(letters(constant.getName()));
        }

        assertThat(named)
                .containsExactlyElementsOf(UidDictionary.all().stream()
                        .filter(definition -> !definition.keyword().isEmpty())
                        .map(UidDefinition::uid)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "PATIENT_ID, 00100020",
        "OTHER_PATIENT_IDS_SEQUENCE, 00101002",
        "SOP_INSTANCE_UID, 00080018",
        "FAILED_SOP_SEQUENCE, 00081198",
        "SCHEDULED_STATION_AE_TITLE, 00400001",
        "PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, 00402016",
        "REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE, 00400220",
        "RETRIEVE_URL, 00081190",
        "KVP, 00180060",
        "EXPOSURE_IN_MAS, 00189332",
        "EXPOSURE_IN_UAS, 00181153",
        "X_RAY_TUBE_CURRENT_IN_MA, 00189330",
        "CTDIVOL, 00189345",
        "HL7_INSTANCE_IDENTIFIER, 0040E001",
        "X_RAY_3D_ACQUISITION_SEQUENCE, 00189507",
        "GENDER_IDENTITY_SEQUENCE, 00100041",
    })
    void writesElementNamesAsADeveloperExpectsThem(String name, String tag) throws ReflectiveOperationException {
        assertThat(Tags.class.getField(name).get(null)).isEqualTo(Tag.parse(tag));
    }

    @ParameterizedTest
    @CsvSource({
        "CT_IMAGE_STORAGE, 1.2.840.10008.5.1.4.1.1.2",
        "MODALITY_WORKLIST_INFORMATION_MODEL_FIND, 1.2.840.10008.5.1.4.31",
        "MODALITY_PERFORMED_PROCEDURE_STEP, 1.2.840.10008.3.1.2.3.3",
        "STORAGE_COMMITMENT_PUSH_MODEL, 1.2.840.10008.1.20.1",
        "STORAGE_COMMITMENT_PUSH_MODEL_INSTANCE, 1.2.840.10008.1.20.1.1",
        "INSTANCE_AVAILABILITY_NOTIFICATION, 1.2.840.10008.5.1.4.33",
        "EXPLICIT_VR_LITTLE_ENDIAN, 1.2.840.10008.1.2.1",
        "JPEG2000_LOSSLESS, 1.2.840.10008.1.2.4.90",
        "JPEG_BASELINE_8_BIT, 1.2.840.10008.1.2.4.50",
        "MPEG4_HP42_2D, 1.2.840.10008.1.2.4.104",
        "HEVC_MP51, 1.2.840.10008.1.2.4.107",
        "XA_DEFINED_PROCEDURE_PROTOCOL_STORAGE, 1.2.840.10008.5.1.4.1.1.200.7",
    })
    void writesIdentifierNamesAsADeveloperExpectsThem(String name, String uid) throws ReflectiveOperationException {
        assertThat(Uids.class.getField(name).get(null)).isEqualTo(Uid.of(uid));
    }

    private static String letters(String name) {
        return name.replace("_", "").toUpperCase(Locale.ROOT);
    }

    private static List<Field> constants(Class<?> type) {
        List<Field> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                constants.add(field);
            }
        }
        return constants;
    }
}
