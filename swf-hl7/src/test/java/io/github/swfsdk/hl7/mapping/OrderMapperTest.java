package io.github.swfsdk.hl7.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.hl7.Hl7Reader;
import io.github.swfsdk.hl7.Samples;
import io.github.swfsdk.hl7.mapping.StationDirectory.Station;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders to worklist items, field by field; expected values are written by hand from IHE RAD TF-2, appendix B. */
class OrderMapperTest {
    private static final Cause CAUSE = new Cause(Cause.Kind.HL7, "OP_SYS|HOSPITAL", "MSG0001");

    @Test
    void mapsThePatient() {
        DataSet item = onlyStep(Samples.NEW_ORDER).attributes();
        assertThat(item.text(Tags.PATIENT_NAME)).isEqualTo("HEIDER^ANNA^MARIA^DR^JR");
        assertThat(item.text(Tags.PATIENT_ID)).isEqualTo("P4711");
        assertThat(item.text(Tags.ISSUER_OF_PATIENT_ID)).isEqualTo("HOSPITAL");
        DataSet qualifiers =
                item.item(Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE).orElseThrow();
        assertThat(qualifiers.text(Tags.UNIVERSAL_ENTITY_ID)).isEqualTo("1.2.276.0.99");
        assertThat(qualifiers.text(Tags.UNIVERSAL_ENTITY_ID_TYPE)).isEqualTo("ISO");
        assertThat(item.text(Tags.PATIENT_BIRTH_DATE)).isEqualTo("19620423");
        assertThat(item.text(Tags.PATIENT_SEX)).isEqualTo("F");
        assertThat(item.text(Tags.PATIENT_ADDRESS)).isEqualTo("1 Main St, Apt 2, Berlin, BE, 10115, DE");
        assertThat(item.text(Tags.PATIENT_TELEPHONE_NUMBERS)).isEqualTo("+49 30 1234567");
    }

    @Test
    void mapsTheVisit() {
        DataSet item = onlyStep(Samples.NEW_ORDER).attributes();
        assertThat(item.text(Tags.CURRENT_PATIENT_LOCATION)).isEqualTo("4EAST 112 2 HOSPITAL");
        assertThat(item.text(Tags.REFERRING_PHYSICIAN_NAME)).isEqualTo("REFER^ROBERT^^DR");
        assertThat(item.number(Tags.PREGNANCY_STATUS)).hasValue(3);
        assertThat(item.text(Tags.ADMISSION_ID)).as("PV1-19 before PID-18").isEqualTo("V100");
        assertThat(item.item(Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE).orElseThrow().text(Tags.LOCAL_NAMESPACE_ENTITY_ID))
                .isEqualTo("HOSPITAL");
        DataSet withoutVisitNumber =
                onlyStep(Samples.NEW_ORDER.replace("|V100^^^HOSPITAL\r", "\r")).attributes();
        assertThat(withoutVisitNumber.text(Tags.ADMISSION_ID)).isEqualTo("V099");
    }

    @Test
    void mapsTheOrder() {
        OrderRequest request = request(Samples.NEW_ORDER);
        assertThat(request.control()).isEqualTo(OrderControl.NEW);
        assertThat(request.key()).isEqualTo(new OrderKey("A100Z", "B100Z", "ACC-0001"));
        assertThat(request.cause()).isEqualTo(CAUSE);
        DataSet item = request.steps().get(0).attributes();
        assertThat(item.text(Tags.ACCESSION_NUMBER)).isEqualTo("ACC-0001");
        assertThat(item.text(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)).isEqualTo("A100Z");
        assertThat(issuer(item, Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE)).isEqualTo("MESA_ORDPLC");
        assertThat(item.text(Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)).isEqualTo("B100Z");
        assertThat(issuer(item, Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE)).isEqualTo("MESA_ORDFIL");
        assertThat(item.text(Tags.REQUESTING_PHYSICIAN)).isEqualTo("ESTRADA^JAIME^P^DR");
        assertThat(item.text(Tags.REQUESTING_SERVICE)).isEqualTo("Radiology");
        assertThat(item.text(Tags.ORDER_ENTERED_BY)).isEqualTo("CLERK^CORA");
        assertThat(item.text(Tags.ORDER_CALLBACK_PHONE_NUMBER)).isEqualTo("314-555-1212");
    }

    @Test
    void mapsTheRequestedProcedure() {
        DataSet item = onlyStep(Samples.NEW_ORDER).attributes();
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_ID)).isEqualTo("RP-0001");
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)).isEqualTo("Procedure 1");
        assertThat(item.codes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .containsExactly(Code.of("P1", "ERL_MESA", "Procedure 1"));
        assertThat(item.text(Tags.STUDY_INSTANCE_UID)).isEqualTo("1.2.840.99.1.1");
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_PRIORITY)).isEqualTo("STAT");
        assertThat(item.text(Tags.PATIENT_TRANSPORT_ARRANGEMENTS)).isEqualTo("WHLC");
        assertThat(item.text(Tags.REASON_FOR_THE_REQUESTED_PROCEDURE)).isEqualTo("Headache");
        assertThat(item.codes(Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .containsExactly(Code.of("R51", "I10", "Headache"));
        assertThat(item.text(Tags.PATIENT_STATE)).isEqualTo("walking");
        assertThat(item.strings(Tags.MEDICAL_ALERTS)).containsExactly("Latex allergy");
    }

    @Test
    void mapsTheScheduledStep() {
        DataSet step = onlyStep(Samples.NEW_ORDER).step();
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_ID)).isEqualTo("SPS-0001");
        assertThat(step.text(Tags.MODALITY)).isEqualTo("CT");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)).isEqualTo("20261123");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)).isEqualTo("143000");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION)).isEqualTo("SP Action Item X1_A1");
        assertThat(step.codes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(Code.of("X1_A1", "DSS_MESA", "SP Action Item X1_A1"));
        assertThat(step.text(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME)).isEqualTo("RADIO^RITA");
        assertThat(step.text(Tags.SCHEDULED_STATION_AE_TITLE)).isEqualTo("CT");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)).isEqualTo("SCHEDULED");
    }

    @Test
    void threePairsAreThreeStepsOfOneStudy() {
        String third = Samples.OBR.replace("SPS-0001", "SPS-0003");
        OrderRequest request = request(Samples.message(
                Samples.MSH,
                Samples.PID,
                Samples.ORC,
                Samples.OBR,
                Samples.ORC,
                Samples.OBR.replace("SPS-0001", "SPS-0002"),
                Samples.ORC,
                third,
                Samples.ZDS));
        assertThat(request.steps())
                .extracting(ScheduledStep::stepId)
                .containsExactly("SPS-0001", "SPS-0002", "SPS-0003");
        assertThat(request.steps())
                .extracting(step -> step.studyInstanceUid().value())
                .containsOnly("1.2.840.99.1.1");
    }

    @Test
    void eachStepHasItsOwnModalityProtocolAndStart() {
        OrderRequest request = request(Samples.NEW_ORDER_OF_TWO_STEPS);
        assertThat(request.steps()).extracting(ScheduledStep::modality).containsExactly("CR", "NM");
        assertThat(request.steps())
                .extracting(step -> step.start().orElseThrow().toString())
                .containsExactly("2026-11-23T08:00", "2026-11-23T09:30");
        assertThat(request.steps())
                .extracting(ScheduledStep::description)
                .containsExactly("Chest X-ray", "Lung scintigraphy");
    }

    @Test
    void aCancellationNamesItsSteps() {
        OrderRequest request = request(Samples.CANCEL);
        assertThat(request.control()).isEqualTo(OrderControl.CANCEL);
        assertThat(request.key()).isEqualTo(new OrderKey("A100Z", "B100Z", "ACC-0001"));
        assertThat(request.stepIds()).containsExactly("SPS-0001");
        assertThat(request.steps()).isEmpty();
    }

    @Test
    void aCancellationWithoutAnObrIsAboutTheWholeOrder() {
        OrderRequest request = request(Samples.message(Samples.MSH, "ORC|CA|A100Z"));
        assertThat(request.key()).isEqualTo(new OrderKey("A100Z", "", ""));
        assertThat(request.stepIds()).isEmpty();
    }

    @Test
    void aChangeCarriesTheNewStart() {
        OrderRequest request =
                request(Samples.NEW_ORDER.replace("ORC|NW", "ORC|XO").replace("20261123143000", "20261124090000"));
        assertThat(request.control()).isEqualTo(OrderControl.CHANGE);
        assertThat(request.steps().get(0).start().orElseThrow()).hasToString("2026-11-24T09:00");
    }

    @ParameterizedTest
    @CsvSource({
        "NW, SC, NEW, SCHEDULED",
        "NW, IP, NEW, STARTED",
        "NW, '', NEW, SCHEDULED",
        "XO, SC, CHANGE, SCHEDULED",
        "XO, CM, CHANGE, COMPLETED"
    })
    void orderControlAndStatusGiveTheStepsStatus(String orc1, String orc5, OrderControl control, String status) {
        OrderRequest request = request(withOrc(orc1, orc5));
        assertThat(request.control()).isEqualTo(control);
        assertThat(request.steps().get(0).step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"CA, CA, CANCEL", "CA, '', CANCEL", "DC, CA, DISCONTINUE", "DC, DC, DISCONTINUE"})
    void orderControlTakesStepsBack(String orc1, String orc5, OrderControl control) {
        assertThat(request(withOrc(orc1, orc5)).control()).isEqualTo(control);
    }

    @ParameterizedTest
    @CsvSource({"NW, CA, ORC[1]-5", "XO, IP, ORC[1]-5", "RP, SC, ORC[1]-1", "SN, '', ORC[1]-1"})
    void otherPairsAreNotInTheTable(String orc1, String orc5, String location) {
        refused(withOrc(orc1, orc5), 103, location);
    }

    @Test
    void quotationMarksClear() {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("1 Main St^Apt 2^Berlin^BE^10115^DE", "\"\""))
                .attributes();
        assertThat(item.contains(Tags.PATIENT_ADDRESS)).isTrue();
        assertThat(item.hasValue(Tags.PATIENT_ADDRESS)).isFalse();
    }

    @Test
    void anEmptyFieldSaysNothing() {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("1 Main St^Apt 2^Berlin^BE^10115^DE", ""))
                .attributes();
        assertThat(item.contains(Tags.PATIENT_ADDRESS)).isFalse();
    }

    @Test
    void theOffsetOfTheStartIsTheTimeZone() {
        ScheduledStep step = onlyStep(Samples.NEW_ORDER.replace("20261123143000^^S", "20261123143000.25-0530^^S"));
        assertThat(step.attributes().text(Tags.TIMEZONE_OFFSET_FROM_UTC)).isEqualTo("-0530");
        assertThat(step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)).isEqualTo("143000.250000");
        assertThat(onlyStep(Samples.NEW_ORDER).attributes().contains(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isFalse();
    }

    @Test
    void theStartComesFromTheFirstFieldThatHasIt() {
        String withoutOrc7 = Samples.NEW_ORDER.replace("1^once^^20261123143000^^S", "1^once^^^^S");
        assertThat(onlyStep(withoutOrc7).start().orElseThrow())
                .as("MSH-7, as soon as possible")
                .hasToString("2026-11-22T10:15");
        String withObr27 = withoutOrc7.replace("|||WHLC", "1^^^20261201070000|||WHLC");
        assertThat(onlyStep(withObr27).start().orElseThrow()).hasToString("2026-12-01T07:00");
        String withObr36 = withoutOrc7.replace("7890&RADIO&RITA", "7890&RADIO&RITA||20261202070000");
        assertThat(onlyStep(withObr36).start().orElseThrow()).hasToString("2026-12-02T07:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261323", "2026112", "20261123250000", "tomorrow", "202611"})
    void aBadStartIsRefused(String start) {
        refused(Samples.NEW_ORDER.replace("20261123143000", start), 102, "ORC[1]-7.4");
    }

    @Test
    void aBirthDateWithoutDayIsLeftEmptyAndAnImpossibleOneRefused() {
        assertThat(onlyStep(Samples.NEW_ORDER.replace("19620423", "1962"))
                        .attributes()
                        .hasValue(Tags.PATIENT_BIRTH_DATE))
                .isFalse();
        refused(Samples.NEW_ORDER.replace("19620423", "19620431"), 102, "PID[1]-7.1");
    }

    @Test
    void furtherIdentifiersAreOtherPatientIds() {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace(
                        "P4711^^^HOSPITAL&1.2.276.0.99&ISO", "P4711^^^HOSPITAL~N77^^^NATIONAL"))
                .attributes();
        assertThat(item.items(Tags.OTHER_PATIENT_IDS_SEQUENCE)).hasSize(1);
        DataSet other = item.items(Tags.OTHER_PATIENT_IDS_SEQUENCE).get(0);
        assertThat(other.text(Tags.PATIENT_ID)).isEqualTo("N77");
        assertThat(other.text(Tags.ISSUER_OF_PATIENT_ID)).isEqualTo("NATIONAL");
        assertThat(other.text(Tags.TYPE_OF_PATIENT_ID)).isEqualTo("TEXT");
    }

    @Test
    void anAuthorityWithoutNamespaceIsNamedByItsUniversalIdentifier() {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("HOSPITAL&1.2.276.0.99&ISO", "&1.2.276.0.99&ISO"))
                .attributes();
        assertThat(item.text(Tags.ISSUER_OF_PATIENT_ID)).isEqualTo("1.2.276.0.99");
    }

    @ParameterizedTest
    @CsvSource({"M, M", "F, F", "O, O", "A, O", "N, O", "U, ''"})
    void sexIsMappedByTable(String hl7, String dicom) {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("|19620423|F|", "|19620423|" + hl7 + "|"))
                .attributes();
        assertThat(item.text(Tags.PATIENT_SEX)).isEqualTo(dicom);
    }

    @ParameterizedTest
    @CsvSource({"S, STAT", "A, HIGH", "P, HIGH", "C, HIGH", "R, ROUTINE", "T, MEDIUM", "X, ''"})
    void priorityIsMappedByTable(String hl7, String dicom) {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("20261123143000^^S", "20261123143000^^" + hl7))
                .attributes();
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_PRIORITY)).isEqualTo(dicom);
    }

    @Test
    void namesInThreeWritingsAreOneName() {
        String name =
                "Yamada^Tarou^^^^^L^A~\u5C71\u7530^\u592A\u90CE^^^^^L^I~\u3084\u307E\u3060^\u305F\u308D\u3046^^^^^L^P";
        DataSet item = onlyStep(Samples.NEW_ORDER
                        .replace("|P|2.3.1\r", "|P|2.3.1||||||UNICODE UTF-8\r")
                        .replace("HEIDER^ANNA^MARIA^JR^DR", name))
                .attributes();
        assertThat(item.text(Tags.PATIENT_NAME))
                .isEqualTo("Yamada^Tarou=\u5C71\u7530^\u592A\u90CE=\u3084\u307E\u3060^\u305F\u308D\u3046");
    }

    @Test
    void theLegalNameStandsBeforeAnAlias() {
        DataSet item = onlyStep(
                        Samples.NEW_ORDER.replace("HEIDER^ANNA^MARIA^JR^DR", "DOE^JANE^^^^^A~HEIDER&VON^ANNA^^^^MD^L"))
                .attributes();
        assertThat(item.text(Tags.PATIENT_NAME)).isEqualTo("HEIDER^ANNA^^^MD");
    }

    @Test
    void delimitersOfDicomInANameBecomeSpaces() {
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("HEIDER^ANNA^MARIA^JR^DR", "O\\S\\BRI=EN\\E\\X^ANNA"))
                .attributes();
        assertThat(item.text(Tags.PATIENT_NAME)).isEqualTo("O BRI EN/X^ANNA");
    }

    @Test
    void escapesAreResolvedBeforeMapping() {
        DataSet item = onlyStep(Samples.NEW_ORDER
                        .replace("Latex allergy", "Latex \\T\\ nickel\\.br\\sulfite \\X41\\")
                        .replace("^Headache^", "^Head \\R\\ ache \\E\\^"))
                .attributes();
        assertThat(item.strings(Tags.MEDICAL_ALERTS)).containsExactly("Latex & nickel sulfite A");
        assertThat(item.text(Tags.REASON_FOR_THE_REQUESTED_PROCEDURE)).isEqualTo("Head ~ ache /");
    }

    @Test
    void alertsAreNeverCut() {
        String alert =
                "allergic to contrast medium with iodine, reacted with severe dyspnoea in 2019 and again in 2021";
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("Latex allergy", "Latex & rubber~" + alert))
                .attributes();
        assertThat(item.strings(Tags.MEDICAL_ALERTS))
                .containsExactly(
                        "Latex & rubber",
                        "allergic to contrast medium with iodine, reacted with severe",
                        "dyspnoea in 2019 and again in 2021");
    }

    @Test
    void descriptionsAreCut() {
        String text = "x".repeat(80);
        DataSet item = onlyStep(Samples.NEW_ORDER.replace("P1^Procedure 1^ERL_MESA", "P1^" + text + "^ERL_MESA"))
                .attributes();
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)).isEqualTo("x".repeat(64));
        assertThat(item.codes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .containsExactly(Code.of("P1", "ERL_MESA", "x".repeat(64)));
    }

    @ParameterizedTest
    @CsvSource({
        "ACC-0001, ACCESSION-0000001, OBR[1]-18.1",
        "RP-0001, PROCEDURE-0000001, OBR[1]-19.1",
        "SPS-0001, SCHEDULED-STEP-001, OBR[1]-20.1"
    })
    void identifiersThatDoNotFitAreRefused(String fits, String tooLong, String location) {
        refused(Samples.NEW_ORDER.replace(fits, tooLong), 102, location);
    }

    @Test
    void aLongPatientIdentifierIsRefused() {
        refused(Samples.NEW_ORDER.replace("P4711", "P".repeat(65)), 102, "PID[1]-3.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "P4711^^^HOSPITAL&1.2.276.0.99&ISO; PID[1]-3",
                "HEIDER^ANNA^MARIA^JR^DR; PID[1]-5",
                "RP-0001; OBR[1]-19",
                "SPS-0001; OBR[1]-20",
                "CT; OBR[1]-24",
                "1.2.840.99.1.1^100^Application^DICOM; ZDS[1]-1",
                "P1^Procedure 1^ERL_MESA^X1_A1^SP Action Item X1_A1^DSS_MESA; OBR[1]-4",
                "NW; ORC[1]-1"
            })
    void aRequiredFieldThatIsEmptyIsNamed(String value, String location) {
        refused(Samples.NEW_ORDER.replace("|" + value, "|"), 101, location);
    }

    @Test
    void aRequiredSegmentThatIsMissingIsNamedByItsFirstRequiredField() {
        refused(Samples.message(Samples.MSH, Samples.ORC, Samples.OBR, Samples.ZDS), 101, "PID[1]-3");
        refused(Samples.message(Samples.MSH, Samples.PID, Samples.ZDS), 101, "ORC[1]-1");
        refused(Samples.message(Samples.MSH, Samples.PID, Samples.ORC, Samples.ZDS), 101, "OBR[1]-4");
        refused(Samples.message(Samples.MSH, Samples.PID, Samples.ORC, Samples.OBR), 101, "ZDS[1]-1");
    }

    @Test
    void anOrderWithoutAnyNumberIsRefused() {
        refused(
                Samples.NEW_ORDER
                        .replace("|A100Z^MESA_ORDPLC|B100Z^MESA_ORDFIL", "||")
                        .replace("ACC-0001", ""),
                101,
                "ORC[1]-2");
    }

    @Test
    void anObrBeforeItsOrcIsOutOfSequence() {
        refused(Samples.message(Samples.MSH, Samples.PID, Samples.OBR, Samples.ORC, Samples.ZDS), 100, "OBR[1]");
    }

    @Test
    void groupsThatContradictEachOtherAreRefused() {
        refused(two(Samples.ORC.replace("NW", "CA").replace("|SC|", "|CA|"), Samples.OBR), 102, "ORC[2]-1");
        refused(two(Samples.ORC.replace("A100Z", "A101Z"), Samples.OBR), 102, "ORC[2]-2");
        String step2 = Samples.OBR.replace("SPS-0001", "SPS-0002");
        refused(two(Samples.ORC, step2.replace("RP-0001", "RP-0002")), 102, "OBR[2]-19");
        refused(two(Samples.ORC, step2.replace("ACC-0001", "")), 102, "OBR[2]-18");
        refused(two(Samples.ORC, Samples.OBR), 205, "OBR[2]-20");
        refused(Samples.NEW_ORDER + "ZDS|1.2.3\r", 102, "ZDS[2]-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2..3", "1.02.3", "abc", "1.2.3."})
    void aStudyInstanceUidMustBeOne(String uid) {
        refused(Samples.NEW_ORDER.replace("1.2.840.99.1.1", uid), 102, "ZDS[1]-1");
    }

    @Test
    void aModalityMustBeACodeString() {
        refused(Samples.NEW_ORDER.replace("|CT|", "|ct scanner|"), 102, "OBR[1]-24");
    }

    @Test
    void aPlacedOrderMayLackWhatTheFillerAssigns() {
        String placed = Samples.NEW_ORDER
                .replace(Samples.ZDS + "\r", "")
                .replace("ACC-0001", "")
                .replace("RP-0001", "")
                .replace("SPS-0001", "");
        ScheduledStep step = OrderMapper.with(OrderProfile.PLACED, StationDirectory.modalityAsStation())
                .toRequest(Hl7Reader.read(placed.getBytes(StandardCharsets.UTF_8)), CAUSE)
                .steps()
                .get(0);
        assertThat(step.attributes().contains(Tags.STUDY_INSTANCE_UID)).isFalse();
        assertThat(step.requestedProcedureId()).isEmpty();
        assertThat(step.stepId()).isEmpty();
        assertThat(OrderKey.of(step.attributes())).isEqualTo(new OrderKey("A100Z", "B100Z", ""));
        refused(placed, 101, "ZDS[1]-1");
    }

    @Test
    void stationsComeFromTheDirectory() {
        StationDirectory stations = StationDirectory.byModality(Map.of("CT", new Station("CT_ER_1", "CT 1", "Room 7")));
        DataSet step = OrderMapper.with(stations)
                .toRequest(Hl7Reader.read(Samples.NEW_ORDER.getBytes(StandardCharsets.UTF_8)), CAUSE)
                .steps()
                .get(0)
                .step();
        assertThat(step.text(Tags.SCHEDULED_STATION_AE_TITLE)).isEqualTo("CT_ER_1");
        assertThat(step.text(Tags.SCHEDULED_STATION_NAME)).isEqualTo("CT 1");
        assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_LOCATION)).isEqualTo("Room 7");
    }

    @Test
    void orc18IsTheStationUnlessTheDirectorySaysOtherwise() {
        String orc = Samples.ORC + "|CT_SUITE_2";
        DataSet step = onlyStep(Samples.message(Samples.MSH, Samples.PID, orc, Samples.OBR, Samples.ZDS))
                .step();
        assertThat(step.text(Tags.SCHEDULED_STATION_AE_TITLE)).isEqualTo("CT_SUITE_2");
    }

    @Test
    void obr44StandsBeforeObr4() {
        String obr = Samples.OBR + "|".repeat(10) + "44550^CT head^C4";
        DataSet item = onlyStep(Samples.message(Samples.MSH, Samples.PID, Samples.ORC, obr, Samples.ZDS))
                .attributes();
        assertThat(item.codes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .containsExactly(Code.of("44550", "C4", "CT head"));
        assertThat(item.text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)).isEqualTo("CT head");
    }

    @Test
    void aTextWithoutCodeIsADescriptionOnly() {
        ScheduledStep step = onlyStep(
                Samples.NEW_ORDER.replace("P1^Procedure 1^ERL_MESA^X1_A1^SP Action Item X1_A1^DSS_MESA", "^CT head"));
        assertThat(step.attributes().text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)).isEqualTo("CT head");
        assertThat(step.attributes().contains(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .isFalse();
        assertThat(step.description()).as("a worklist item needs one").isEqualTo("CT head");
    }

    @Test
    void bodyWeightAndHeightAreTakenInTheirUnits() {
        DataSet item = onlyStep(
                        Samples.NEW_ORDER.replace(
                                "ZDS|",
                                "OBX|1|NM|^Body Weight||62.5|||||||||\rOBX|2|NM|^Body Weight||62.5|kg\rOBX|3|NM|^Body Height||172|cm\rZDS|"))
                .attributes();
        assertThat(item.text(Tags.PATIENT_WEIGHT)).isEqualTo("62.5");
        assertThat(item.text(Tags.PATIENT_SIZE)).isEqualTo("1.72");
    }

    @Test
    void notesAndAllergiesOfThePatientAreKept() {
        DataSet item = onlyStep(Samples.NEW_ORDER
                        .replace("PV1|", "NTE|1||Needs an interpreter.\\.br\\Call 4711.\rPV1|")
                        .replace("ORC|NW", "AL1|1|DA|^Penicillin\rAL1|2|DA|IOD\rORC|NW")
                        .replace("ZDS|", "NTE|1||about the order\rZDS|"))
                .attributes();
        assertThat(item.text(Tags.PATIENT_COMMENTS)).isEqualTo("Needs an interpreter.\r\nCall 4711.");
        assertThat(item.strings(Tags.ALLERGIES)).containsExactly("Penicillin", "IOD");
    }

    private static String two(String orc, String obr) {
        return Samples.message(Samples.MSH, Samples.PID, Samples.ORC, Samples.OBR, orc, obr, Samples.ZDS);
    }

    private static String withOrc(String orc1, String orc5) {
        return Samples.NEW_ORDER
                .replace("ORC|NW", "ORC|" + orc1)
                .replace("MESA_ORDFIL||SC|", "MESA_ORDFIL||" + orc5 + "|");
    }

    private static String issuer(DataSet item, Tag sequence) {
        return item.item(sequence).orElseThrow().text(Tags.LOCAL_NAMESPACE_ENTITY_ID);
    }

    private static ScheduledStep onlyStep(String message) {
        OrderRequest request = request(message);
        assertThat(request.steps()).hasSize(1);
        return request.steps().get(0);
    }

    private static OrderRequest request(String message) {
        return OrderMapper.with(StationDirectory.modalityAsStation())
                .toRequest(Hl7Reader.read(message.getBytes(StandardCharsets.UTF_8)), CAUSE);
    }

    private static void refused(String message, int code, String location) {
        Hl7FormatException failure = catchThrowableOfType(Hl7FormatException.class, () -> request(message));
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure.code().code()).isEqualTo(code);
        assertThat(failure.location()).hasToString(location);
    }
}
