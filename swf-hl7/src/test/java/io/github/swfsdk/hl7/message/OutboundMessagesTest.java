package io.github.swfsdk.hl7.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.RequestedProcedure;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.hl7.Hl7Reader;
import io.github.swfsdk.hl7.Samples;
import io.github.swfsdk.hl7.mapping.OrderMapper;
import io.github.swfsdk.hl7.mapping.PatientMapper;
import io.github.swfsdk.hl7.mapping.StationDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent: by hand, read by HAPI's typed model of v2.3.1, and by our own mapping back to the same attributes. */
class OutboundMessagesTest {
    private static final Cause CAUSE = new Cause(Cause.Kind.HL7, "", "");
    private static final Envelope ENVELOPE = Envelope.between("RIS", "RADIOLOGY", "PACS", "ARCHIVE")
            .with(Clock.fixed(Instant.parse("2026-11-22T09:15:01Z"), ZoneOffset.UTC));
    private static final OrderMessages ORDERS = OrderMessages.in(ENVELOPE);
    private static final PatientMessages PATIENTS = PatientMessages.in(ENVELOPE);

    @Test
    void aScheduledProcedureIsWrittenFieldByField() {
        String written = text(ORDERS.placed(procedure(Samples.NEW_ORDER_OF_TWO_STEPS)));
        List<String> segments = List.of(written.split("\r"));
        assertThat(segments)
                .extracting(line -> line.substring(0, 3))
                .containsExactly("MSH", "PID", "PV1", "ORC", "OBR", "ORC", "OBR", "ZDS");
        assertThat(segments.get(0).replaceFirst("\\|ORM\\^O01\\|[0-9A-Z]{1,20}\\|", "|ORM^O01|ID|"))
                .isEqualTo(
                        "MSH|^~\\&|RIS|RADIOLOGY|PACS|ARCHIVE|20261122091501+0000||ORM^O01|ID|P|2.3.1||||||UNICODE UTF-8");
        assertThat(segments.get(1))
                .isEqualTo("PID|||P4711^^^HOSPITAL&1.2.276.0.99&ISO||HEIDER^ANNA^MARIA^JR^DR||19620423|F|||"
                        + "1 Main St, Apt 2, Berlin, BE, 10115, DE||+49 30 1234567");
        assertThat(segments.get(3))
                .isEqualTo("ORC|NW|A200^OP|B200^OF||SC||^^^20261123080000^^R||20261122091501+0000|||||||||CR");
        assertThat(segments.get(4))
                .isEqualTo("OBR|1|A200^OP|B200^OF|PE^Rule out pulmonary embolism^LOCAL^CXR^Chest X-ray^LOCAL"
                        + "||||||||||||||ACC-0002|RP-0002|SPS-0002||||CR|||^^^20261123080000^^R");
        assertThat(segments.get(7)).isEqualTo("ZDS|1.2.840.99.1.2^100^Application^DICOM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void whatIsWrittenIsMappedBackToTheSame(String steps) {
        String sample = steps.equals("one") ? Samples.NEW_ORDER : Samples.NEW_ORDER_OF_TWO_STEPS;
        RequestedProcedure procedure = procedure(sample.replace("20261123143000", "20261123143000.5-0530"));
        assertThat(procedure(text(ORDERS.placed(procedure)))).isEqualTo(procedure);
    }

    @Test
    void namesAndTextSurviveWithDelimitersAndOtherScripts() {
        DataSet attributes = procedure(Samples.NEW_ORDER).steps().get(0).attributes().toBuilder()
                .put(Tags.PATIENT_NAME, PersonName.parse("Wang^Xiao|Dong=\u738B^\u5C0F\u4E1C"))
                .put(Tags.PATIENT_ADDRESS, "5 ~ 6 & 7 | 8")
                .put(Tags.MEDICAL_ALERTS, "Latex & rubber", "Iodine ~ severe")
                .build();
        RequestedProcedure procedure = new RequestedProcedure(List.of(new ScheduledStep(attributes)));
        assertThat(procedure(text(ORDERS.placed(procedure)))).isEqualTo(procedure);
    }

    @Test
    void hapiReadsAnOrder() throws Exception {
        try (HapiContext context = hapi()) {
            Terser terser = terser(context, ORDERS.placed(procedure(Samples.NEW_ORDER)));
            assertThat(terser.get("/.MSH-9-1")).isEqualTo("ORM");
            assertThat(terser.get("/.PID-3-1")).isEqualTo("P4711");
            assertThat(terser.get("/.PID-3-4-2")).isEqualTo("1.2.276.0.99");
            assertThat(terser.get("/.PID-5-1")).isEqualTo("HEIDER");
            assertThat(terser.get("/.PV1-8-2")).isEqualTo("REFER");
            assertThat(terser.get("/.PV1-15")).isEqualTo("B6");
            assertThat(terser.get("/.ORC-1")).isEqualTo("NW");
            assertThat(terser.get("/.ORC-2-2")).isEqualTo("MESA_ORDPLC");
            assertThat(terser.get("/.ORC-7-4")).isEqualTo("20261123143000");
            assertThat(terser.get("/.ORC-7-6")).isEqualTo("S");
            assertThat(terser.get("/.OBR-4-4")).isEqualTo("X1_A1");
            assertThat(terser.get("/.OBR-18")).isEqualTo("ACC-0001");
            assertThat(terser.get("/.OBR-19")).isEqualTo("RP-0001");
            assertThat(terser.get("/.OBR-20")).isEqualTo("SPS-0001");
            assertThat(terser.get("/.OBR-24")).isEqualTo("CT");
            assertThat(terser.get("/.OBR-34-1-2")).isEqualTo("RADIO");
            assertThat(terser.get("/.ZDS-1-1")).isEqualTo("1.2.840.99.1.1");
        }
    }

    @Test
    void hapiReadsAPatientUpdateAndAMerge() throws Exception {
        Patient patient = patient();
        try (HapiContext context = hapi()) {
            Terser update = terser(context, PATIENTS.updated(patient));
            assertThat(update.get("/.MSH-9-2")).isEqualTo("A08");
            assertThat(update.get("/.EVN-2")).isEqualTo("20261122091501+0000");
            assertThat(update.get("/.PID-5-2")).isEqualTo("ANNA");
            assertThat(update.get("/.PV1-2")).isEqualTo("N");
            Terser merge = terser(context, PATIENTS.merged(patient, new PatientId("TEMP1", "HOSPITAL")));
            assertThat(merge.get("/.MSH-9-2")).isEqualTo("A40");
            assertThat(merge.get("/.MRG-1-1")).isEqualTo("TEMP1");
            assertThat(merge.get("/.MRG-1-4-1")).isEqualTo("HOSPITAL");
        }
    }

    @Test
    void anUpdateSaysWhatIsCleared() {
        DataSet attributes = patient().attributes().toBuilder()
                .putEmpty(Tags.PATIENT_ADDRESS, Tags.PATIENT_TELEPHONE_NUMBERS, Tags.PATIENT_NAME)
                .remove(Tags.PATIENT_BIRTH_DATE)
                .build();
        String written = text(PATIENTS.updated(new Patient(attributes)));
        assertThat(written).contains("\rPID|||P4711^^^HOSPITAL&1.2.276.0.99&ISO||\"\"|||F|||\"\"||\"\"\r");
        assertThat(PatientMapper.standard().toPatient(read(written)).attributes())
                .isEqualTo(attributes);
    }

    @Test
    void aMergeIsReadBack() {
        PatientMapper.Merge merge = PatientMapper.standard()
                .toMerge(read(text(PATIENTS.merged(patient(), new PatientId("TEMP1", "HOSPITAL")))));
        assertThat(merge.subsumed()).isEqualTo(new PatientId("TEMP1", "HOSPITAL"));
        assertThat(merge.surviving().id()).isEqualTo(patient().id());
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void aStatusForThePlacerIsOrderControlSc(OrderStatus status) {
        Segment orc =
                ORDERS.status(procedure(Samples.NEW_ORDER), status).first("ORC").orElseThrow();
        assertThat(orc.text(1)).isEqualTo("SC");
        assertThat(orc.text(2)).isEqualTo("A100Z");
        assertThat(orc.text(5)).isEqualTo(status.code());
    }

    @Test
    void updatesOfAProcedureHaveTheirControlAndStatus() {
        RequestedProcedure procedure = procedure(Samples.NEW_ORDER);
        assertThat(controlAndStatus(ORDERS.placed(procedure))).isEqualTo("NW SC");
        assertThat(controlAndStatus(ORDERS.changed(procedure))).isEqualTo("XO SC");
        assertThat(controlAndStatus(ORDERS.completed(procedure))).isEqualTo("XO CM");
        assertThat(controlAndStatus(ORDERS.cancelled(procedure))).isEqualTo("CA CA");
        assertThat(controlAndStatus(ORDERS.discontinued(procedure))).isEqualTo("DC DC");
    }

    @Test
    void controlIdsAreUniqueAndShort() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ControlIds series = new ControlIds(Clock.systemUTC());
            for (int j = 0; j < 10_000; j++) {
                assertThat(ids.add(series.next())).isTrue();
            }
        }
        assertThat(ids).allMatch(id -> id.length() <= 20);
    }

    @Test
    void aCharacterOutsideTheSetIsRefusedBeforeItIsSent() {
        RequestedProcedure procedure = procedure(Samples.NEW_ORDER
                .replace("|P|2.3.1\r", "|P|2.3.1||||||UNICODE UTF-8\r")
                .replace("HEIDER", "\u738B"));
        Hl7Message message =
                OrderMessages.in(ENVELOPE.with(CharacterSet.ISO_8859_1)).placed(procedure);
        assertThatThrownBy(message::toBytes).isInstanceOf(Hl7FormatException.class);
    }

    private static String controlAndStatus(Hl7Message message) {
        Segment orc = message.first("ORC").orElseThrow();
        return orc.text(1) + " " + orc.text(5);
    }

    private static Patient patient() {
        return PatientMapper.standard().toPatient(read(Samples.UPDATE));
    }

    private static RequestedProcedure procedure(String message) {
        return new RequestedProcedure(OrderMapper.with(StationDirectory.modalityAsStation())
                .toRequest(read(message), CAUSE)
                .steps());
    }

    private static Hl7Message read(String message) {
        return Hl7Reader.read(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Hl7Message message) {
        return new String(message.toBytes(), StandardCharsets.UTF_8);
    }

    private static HapiContext hapi() {
        HapiContext context = new DefaultHapiContext(Executors.newCachedThreadPool());
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context;
    }

    private static Terser terser(HapiContext context, Hl7Message message) throws HL7Exception {
        return new Terser(context.getPipeParser().parse(text(message)));
    }
}
