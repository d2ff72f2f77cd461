package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidDictionaryTest {
    /** PS3.4 2025d, table B.5-1, below 1.2.840.10008.5.1.4.1.1; a-b stands for each number from a to b. */
    private static final String TABLE_B_5_1 =
            "1 1.1 1.1.1 1.2 1.2.1 1.3 1.3.1 2 2.1-2 3.1 4 4.1-4 6.1-3 7 7.1-4 9.1.1-4"
                    + " 9.2.1 9.3.1 9.4.1-2 9.5.1 9.6.1-2 9.7.1-4 9.8.1 9.100.1-2 11.1-12 12.1 12.1.1 12.2 12.2.1 13.1.1-5 14.1-2"
                    + " 20 30 66 66.1-8 67 68.1-2 77.1.1 77.1.1.1 77.1.2 77.1.2.1 77.1.3 77.1.4 77.1.4.1 77.1.5.1-8 77.1.6-9"
                    + " 78.1-8 79.1 80.1 81.1 82.1 88.11 88.22 88.33-35 88.40 88.50 88.59 88.65 88.67-77 90.1 91.1 104.1-5 128"
                    + " 128.1 130 131 200.2 200.8 481.1-25";

    /** PS3.6 2025d, table A-1, below 1.2.840.10008.1. */
    private static final String TRANSFER_SYNTAXES = "2 2.1 2.1.98-99 2.2 2.4.50-66 2.4.70 2.4.80-81 2.4.90-95"
            + " 2.4.100-108 2.4.100.1 2.4.101.1 2.4.102.1 2.4.103.1 2.4.104.1 2.4.105.1 2.4.106.1 2.4.110-112 2.4.201-205"
            + " 2.5 2.6.1-2 2.7.1-3 2.8.1 20";

    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.1, Verification, SOP_CLASS, false",
        "1.2.840.10008.5.1.4.31, ModalityWorklistInformationModelFind, SOP_CLASS, false",
        "1.2.840.10008.3.1.2.3.3, ModalityPerformedProcedureStep, SOP_CLASS, false",
        "1.2.840.10008.3.1.2.1.1, DetachedPatientManagement, SOP_CLASS, true",
        "1.2.840.10008.5.1.1.9, BasicGrayscalePrintManagementMeta, META_SOP_CLASS, false",
        "1.2.840.10008.4.2, Storage, SERVICE_CLASS, false",
        "1.2.840.10008.1.2, ImplicitVRLittleEndian, TRANSFER_SYNTAX, false",
        "1.2.840.10008.1.2.2, ExplicitVRBigEndian, TRANSFER_SYNTAX, true",
        "1.2.840.10008.1.20.1.1, StorageCommitmentPushModelInstance, WELL_KNOWN_SOP_INSTANCE, false",
        "1.2.840.10008.1.4.1.1, TalairachBrainAtlas, WELL_KNOWN_FRAME_OF_REFERENCE, false",
        "1.2.840.10008.3.1.1.1, DICOMApplicationContext, APPLICATION_CONTEXT_NAME, false",
        "1.2.840.10008.7.1.1, NativeDICOMModel, APPLICATION_HOSTING_MODEL, false",
        "1.2.840.10008.2.16.4, DCM, CODING_SCHEME, false",
        "1.2.840.10008.8.1.1, DICOMContentMappingResource, MAPPING_RESOURCE, false",
        "1.2.840.10008.15.0.3.1, dicomDeviceName, LDAP_OID, false",
    })
    void knowsEachKindOfIdentifier(String uid, String keyword, UidKind kind, boolean retired) {
        UidDefinition definition = UidDictionary.find(Uid.of(uid)).orElseThrow();

        assertThat(definition.keyword()).isEqualTo(keyword);
        assertThat(definition.kind()).isEqualTo(kind);
        assertThat(definition.retired()).isEqualTo(retired);
    }

    @Test
    void doesNotKnowWhatIsNotRegistered() {
        assertThat(UidDictionary.find(Uid.of("1.2.840.10008.1.3"))).isEmpty();
        assertThat(UidDictionary.find(Uid.random())).isEmpty();
    }

    @Test
    void holdsTheWholeRegistry() {
        assertThat(UidDictionary.all()).hasSize(493);
        assertThat(UidDictionary.all()).extracting(UidDefinition::uid).doesNotHaveDuplicates();
    }

    @Test
    void listsTheTransferSyntaxes() {
        assertThat(uids(UidDictionary.transferSyntaxes())).isEqualTo(below("1.2.840.10008.1.", TRANSFER_SYNTAXES));
    }

    @Test
    void listsTheStorageSopClassesOfTheStandard() {
        Set<String> expected = below("1.2.840.10008.5.1.4.1.1.", TABLE_B_5_1);
        expected.add("1.2.840.10008.5.1.4.34.7");
        expected.add("1.2.840.10008.5.1.4.34.10");

        assertThat(expected).hasSize(170);
        assertThat(uids(UidDictionary.storageSopClasses().stream()
                        .filter(definition -> !definition.retired() && !isOfAnotherStandard(definition))
                        .toList()))
                .isEqualTo(expected);
    }

    @Test
    void listsTheStorageSopClassesOfSecurityAndNondestructiveTesting() {
        assertThat(UidDictionary.storageSopClasses().stream().filter(UidDictionaryTest::isOfAnotherStandard))
                .hasSize(7 + 5)
                .extracting(UidDefinition::keyword)
                .contains("DICOSCTImageStorage", "EddyCurrentImageStorage", "ThermographyImageStorage");
    }

    @Test
    void listsTheRetiredStorageSopClasses() {
        assertThat(UidDictionary.storageSopClasses().stream().filter(UidDefinition::retired))
                .extracting(UidDefinition::keyword)
                .containsExactlyInAnyOrder(
                        "StoredPrintStorage",
                        "HardcopyGrayscaleImageStorage",
                        "HardcopyColorImageStorage",
                        "UltrasoundMultiFrameImageStorageRetired",
                        "NuclearMedicineImageStorageRetired",
                        "UltrasoundImageStorageRetired",
                        "StandaloneOverlayStorage",
                        "StandaloneCurveStorage",
                        "WaveformStorageTrial",
                        "StandaloneModalityLUTStorage",
                        "StandaloneVOILUTStorage",
                        "XRayAngiographicBiPlaneImageStorage",
                        "VLImageStorageTrial",
                        "VLMultiFrameImageStorageTrial",
                        "TextSRStorageTrial",
                        "AudioSRStorageTrial",
                        "DetailSRStorageTrial",
                        "ComprehensiveSRStorageTrial",
                        "StandalonePETCurveStorage",
                        "RTBeamsDeliveryInstructionStorageTrial");
    }

    /** PS3.4, table GG.3-1. */
    @Test
    void listsTheNonPatientStorageSopClasses() {
        assertThat(UidDictionary.nonPatientStorageSopClasses())
                .extracting(UidDefinition::keyword)
                .containsExactlyInAnyOrder(
                        "HangingProtocolStorage",
                        "ColorPaletteStorage",
                        "GenericImplantTemplateStorage",
                        "ImplantAssemblyTemplateStorage",
                        "ImplantTemplateGroupStorage",
                        "CTDefinedProcedureProtocolStorage",
                        "XADefinedProcedureProtocolStorage",
                        "ProtocolApprovalStorage",
                        "InventoryStorage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.10008.1.3.10", // Media Storage Directory
                "1.2.840.10008.1.20.1", // Storage Commitment
                "1.2.840.10008.3.1.2.3.3", // MPPS
                "1.2.840.10008.4.2", // the service class itself
                "1.2.840.10008.5.1.4.1.2.2.1", // query
                "1.2.840.10008.5.1.4.1.1.201.1.1" // Storage Management Instance
            })
    void countsNothingElseAsStorage(String uid) {
        assertThat(uids(UidDictionary.storageSopClasses())).doesNotContain(uid);
        assertThat(uids(UidDictionary.nonPatientStorageSopClasses())).doesNotContain(uid);
    }

    @Test
    void handsOutListsThatCannotBeChanged() {
        assertThatThrownBy(() -> UidDictionary.all().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> UidDictionary.storageSopClasses().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "header only",
                "header\n1.2.3\tKeyword\tName\tSOP_CLASS\tpatient",
                "header\n1..3\tKeyword\tName\tSOP_CLASS\tpatient\t",
                "header\n1.2.3\tKeyword\tName\tNO_KIND\tpatient\t",
                "header\n1.2.3\tKeyword\tName\tSOP_CLASS\tanimal\t",
                "header\n1.2.3\tKeyword\tName\tSOP_CLASS\tpatient\tyes",
                "header\n1.2.3\tA\tName\tSOP_CLASS\tpatient\t\n1.2.3\tB\tName\tSOP_CLASS\tpatient\t",
            })
    void refusesABrokenResource(String text) {
        DictionaryResource broken = new DictionaryResource("broken.tsv", new StringReader(text));

        assertThatThrownBy(() -> UidTable.read(broken)).isInstanceOf(IllegalStateException.class);
    }

    private static boolean isOfAnotherStandard(UidDefinition definition) {
        String uid = definition.uid().value();
        return uid.startsWith("1.2.840.10008.5.1.4.1.1.501.") || uid.startsWith("1.2.840.10008.5.1.4.1.1.601.");
    }

    private static Set<String> uids(List<UidDefinition> definitions) {
        return definitions.stream()
                .map(definition -> definition.uid().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> below(String root, String arcs) {
        Set<String> uids = new TreeSet<>();
        for (String arc : arcs.split(" ")) {
            Matcher range = Pattern.compile("(.*?)(\\d+)-(\\d+)").matcher(arc);
            if (range.matches()) {
                for (int i = Integer.parseInt(range.group(2)); i <= Integer.parseInt(range.group(3)); i++) {
                    uids.add(root + range.group(1) + i);
                }
            } else {
                uids.add(root + arc);
            }
        }
        return uids;
    }
}
