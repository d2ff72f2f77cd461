package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementDictionaryTest {
    @Test
    void findsAnElementWithEverythingThatTheStandardSays() {
        ElementDefinition name = ElementDictionary.find(Tag.of(0x00100010)).orElseThrow();

        assertThat(name)
                .isEqualTo(new ElementDefinition(
                        Tags.PATIENT_NAME, "PatientName", "Patient's Name", List.of(Vr.PN), "1", false));
    }

    /** The attributes of worklist, MPPS, commitment and availability, copied by hand from PS3.4 and PS3.7. */
    @ParameterizedTest
    @CsvFileSource(resources = "workflow-attributes.csv")
    void knowsTheAttributesOfTheWorkflow(String tag, String keyword, Vr vr, String vm) {
        ElementDefinition definition = ElementDictionary.find(Tag.parse(tag)).orElseThrow();

        assertThat(definition.keyword()).isEqualTo(keyword);
        assertThat(definition.vrs()).containsExactly(vr);
        assertThat(definition.vm()).isEqualTo(vm);
        assertThat(ElementDictionary.vrOf(Tag.parse(tag))).isEqualTo(vr);
        assertThat(ElementDictionary.tagOf(keyword)).contains(Tag.parse(tag));
    }

    @Test
    void keepsRetiredElements() {
        ElementDefinition recognition =
                ElementDictionary.find(Tag.of(0x00080010)).orElseThrow();

        assertThat(recognition.keyword()).isEqualTo("RecognitionCode");
        assertThat(recognition.retired()).isTrue();
    }

    @Test
    void givesEveryPossibleRepresentation() {
        assertThat(ElementDictionary.find(Tags.PIXEL_DATA).orElseThrow().vrs()).containsExactly(Vr.OB, Vr.OW);
        assertThat(ElementDictionary.find(Tags.ITEM).orElseThrow().vrs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "60003000, OverlayData",
        "601E3000, OverlayData",
        "60FE0010, OverlayRows",
        "50020005, CurveDimensions",
        "7F020010, VariablePixelData",
        "7FE00010, PixelData",
        "002031A7, SourceImageIDs",
        "002804F0, RowsForNthOrderCoefficients",
        "00280400, TransformLabel",
        "10001230, EscapeTriplet",
        "1010FFFF, ZonalMap",
    })
    void findsElementsOfRepeatingGroups(String tag, String keyword) {
        ElementDefinition definition = ElementDictionary.find(Tag.parse(tag)).orElseThrow();

        assertThat(definition.keyword()).isEqualTo(keyword);
        assertThat(definition.tag()).isEqualTo(Tag.parse(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00090010", "00091001", "60013000", "50010005", "61003000", "00080007", "FFFEE00E"})
    void doesNotKnowPrivateAndUnassignedElements(String tag) {
        assertThat(ElementDictionary.find(Tag.parse(tag))).isEmpty();
    }

    @Test
    void knowsTheGroupLengthOfEachEvenGroup() {
        assertThat(ElementDictionary.find(Tag.of(0x00020000)).orElseThrow().keyword())
                .isEqualTo("FileMetaInformationGroupLength");
        assertThat(ElementDictionary.find(Tag.of(0x00080000)).orElseThrow())
                .isEqualTo(new ElementDefinition(
                        Tag.of(0x00080000), "GenericGroupLength", "Generic Group Length", List.of(Vr.UL), "1", true));
        assertThat(ElementDictionary.find(Tag.of(0x00090000))).isEmpty();
    }

    @Test
    void findsTagsByTheirKeyword() {
        assertThat(ElementDictionary.tagOf("PatientID")).contains(Tags.PATIENT_ID);
        assertThat(ElementDictionary.tagOf("OverlayRows")).contains(Tag.of(0x60000010));
        assertThat(ElementDictionary.tagOf("RowsForNthOrderCoefficients")).contains(Tag.of(0x00280410));
        assertThat(ElementDictionary.tagOf("ZonalMap")).contains(Tag.of(0x10100001));
        assertThat(ElementDictionary.tagOf("patientid")).isEmpty();
        assertThat(ElementDictionary.tagOf("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, UL",
        "00080018, UI",
        "00400100, SQ",
        "00280120, US",
        "00283006, OW",
        "7FE00010, OW",
        "54001010, OW",
        "60023000, OW",
        "60020010, US",
        "00080000, UL",
        "60000000, UL",
        "10100000, UL",
        "00090000, UL",
        "00090010, LO",
        "000900FF, LO",
        "0009000F, UN",
        "00090100, UN",
        "00091001, UN",
        "60013000, UN",
        "00080007, UN",
        "FFFEE000, UN",
        "FFFFFFFF, UN",
    })
    void namesTheRepresentationOfAnImplicitEncoding(String tag, Vr expected) {
        assertThat(ElementDictionary.vrOf(Tag.parse(tag))).isEqualTo(expected);
        assertThat(ElementDictionary.vrOf(Tag.parse(tag).value())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "header only",
                "header\n00100010\tPatientName\tPatient's Name\tPN\t1",
                "header\n00100010\tPatientName\tPatient's Name\tXX\t1\t",
                "header\n00100010\tPatientName\tPatient's Name\tPN\t1\tX",
                "header\n0010001G\tPatientName\tPatient's Name\tPN\t1\t",
                "header\n00100010\t\tPatient's Name\tPN\t1\t",
                "header\n00100010\tPatientName\t\tPN\t1\t\n00100010\tPatientName2\t\tPN\t1\t",
                "header\n00100010\tPatientName\t\tPN\t1\t\n00100020\tPatientName\t\tPN\t1\t",
            })
    void refusesABrokenResource(String text) {
        DictionaryResource broken = new DictionaryResource("broken.tsv", new StringReader(text));

        assertThatThrownBy(() -> ElementTable.read(broken)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAMissingResource() {
        assertThatThrownBy(() -> DictionaryResource.open("missing.tsv"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing.tsv");
    }
}
