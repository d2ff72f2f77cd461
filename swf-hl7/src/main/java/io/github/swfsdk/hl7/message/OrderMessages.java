package io.github.swfsdk.hl7.message;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.order.RequestedProcedure;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes ORM^O01 messages about one requested procedure, with a pair of ORC and OBR for each of its scheduled steps and its
 * Study Instance UID in ZDS-1. Immutable and thread-safe.
 */
public final class OrderMessages {
    /** (0040,1003) to priority in TQ.6. */
    private static final Map<String, String> PRIORITY = Map.of("STAT", "S", "HIGH", "A", "ROUTINE", "R", "MEDIUM", "T");

    private static final int LONGEST_TIME = "HHMMSS.SSSS".length();

    private final Envelope envelope;

    private OrderMessages(Envelope envelope) {
        this.envelope = Objects.requireNonNull(envelope, "envelope");
    }

    /** Writes messages with this envelope. */
    public static OrderMessages in(Envelope envelope) {
        return new OrderMessages(envelope);
    }

    /** A new order or a procedure scheduled for the first time, NW (RAD-2, RAD-4). */
    public Hl7Message placed(RequestedProcedure procedure) {
        return message("NW", OrderStatus.SCHEDULED, procedure);
    }

    /** Times, stations or protocols changed, XO (RAD-13). */
    public Hl7Message changed(RequestedProcedure procedure) {
        return message("XO", OrderStatus.SCHEDULED, procedure);
    }

    /** The procedure is done, XO with status CM (RAD-13). */
    public Hl7Message completed(RequestedProcedure procedure) {
        return message("XO", OrderStatus.COMPLETED, procedure);
    }

    /** Cancelled before it began, CA (RAD-2, RAD-13). */
    public Hl7Message cancelled(RequestedProcedure procedure) {
        return message("CA", OrderStatus.CANCELLED, procedure);
    }

    /** Discontinued after it began, DC (RAD-13). */
    public Hl7Message discontinued(RequestedProcedure procedure) {
        return message("DC", OrderStatus.DISCONTINUED, procedure);
    }

    /** How far the order has come, SC, for its placer (RAD-3). */
    public Hl7Message status(RequestedProcedure procedure, OrderStatus status) {
        return message("SC", status, procedure);
    }

    private Hl7Message message(String control, OrderStatus status, RequestedProcedure procedure) {
        DataSet patient = procedure.steps().get(0).attributes();
        List<Segment> segments = new ArrayList<>();
        segments.add(envelope.header("ORM", "O01"));
        segments.add(PatientSegments.pid(patient));
        segments.add(PatientSegments.pv1(patient));
        int number = 1;
        for (ScheduledStep step : procedure.steps()) {
            segments.add(orc(control, status, step));
            segments.add(obr(number++, step));
        }
        segments.add(Segment.builder("ZDS")
                .put(1, Composite.of(procedure.studyInstanceUid().value(), "100", "Application", "DICOM"))
                .build());
        return Hl7Message.of(envelope.characterSet(), segments.toArray(Segment[]::new));
    }

    private Segment orc(String control, OrderStatus status, ScheduledStep step) {
        DataSet order = step.attributes();
        return Segment.builder("ORC")
                .put(1, control)
                .put(2, placerNumber(order))
                .put(3, fillerNumber(order))
                .put(5, status.code())
                .put(7, quantityTiming(step))
                .put(9, envelope.now())
                .put(10, person(order, Tags.ORDER_ENTERED_BY))
                .put(12, person(order, Tags.REQUESTING_PHYSICIAN))
                .put(13, order.text(Tags.ORDER_ENTERER_LOCATION))
                .put(14, order.text(Tags.ORDER_CALLBACK_PHONE_NUMBER))
                .put(17, Composite.of("", order.text(Tags.REQUESTING_SERVICE)))
                .put(18, String.join(" ", step.stationAeTitles()))
                .build();
    }

    private static Segment obr(int number, ScheduledStep step) {
        DataSet order = step.attributes();
        Segment.Builder obr = Segment.builder("OBR")
                .put(1, String.valueOf(number))
                .put(2, placerNumber(order))
                .put(3, fillerNumber(order))
                .put(4, universalService(step))
                .put(12, Composite.of("", order.text(Tags.PATIENT_STATE)))
                .put(16, person(order, Tags.REQUESTING_PHYSICIAN))
                .put(18, step.accessionNumber())
                .put(19, step.requestedProcedureId())
                .put(20, step.stepId())
                .put(24, step.modality())
                .put(27, quantityTiming(step))
                .put(30, order.text(Tags.PATIENT_TRANSPORT_ARRANGEMENTS))
                .put(31, reason(order));
        order.strings(Tags.MEDICAL_ALERTS).forEach(alert -> obr.repeat(13, Composite.of(alert)));
        if (step.step().hasValue(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME)) {
            obr.put(34, Persons.ndl(step.step(), Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME));
        }
        return obr.build();
    }

    /** The procedure in components 1 to 3, the protocol in 4 to 6. */
    private static Composite universalService(ScheduledStep step) {
        Optional<Code> procedure = first(step.attributes(), Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE);
        Optional<Code> protocol = first(step.step(), Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE);
        String description = step.attributes().text(Tags.REQUESTED_PROCEDURE_DESCRIPTION);
        return Composite.of(
                value(procedure),
                description.isEmpty() ? meaning(procedure) : description,
                scheme(procedure),
                value(protocol),
                step.description().isEmpty() ? meaning(protocol) : step.description(),
                scheme(protocol));
    }

    /** TQ: start in component 4, priority in 6. */
    private static Composite quantityTiming(ScheduledStep step) {
        String date = step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        String time = cutFraction(step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
        String offset = step.attributes().text(Tags.TIMEZONE_OFFSET_FROM_UTC);
        String start = date.isEmpty() ? "" : date + time + offset;
        String priority = step.attributes().text(Tags.REQUESTED_PROCEDURE_PRIORITY);
        return Composite.of("", "", "", start, "", PRIORITY.getOrDefault(priority, ""));
    }

    /** TM has up to six digits of a second's fraction, TS four. */
    private static String cutFraction(String time) {
        return time.length() > LONGEST_TIME ? time.substring(0, LONGEST_TIME) : time;
    }

    private static Composite reason(DataSet order) {
        Optional<Code> code = first(order, Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE);
        String text = order.text(Tags.REASON_FOR_THE_REQUESTED_PROCEDURE);
        return Composite.of(value(code), text.isEmpty() ? meaning(code) : text, scheme(code));
    }

    private static Composite placerNumber(DataSet order) {
        return entity(
                order.text(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST),
                order.item(Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE).orElse(DataSet.empty()));
    }

    private static Composite fillerNumber(DataSet order) {
        return entity(
                order.text(Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST),
                order.item(Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE).orElse(DataSet.empty()));
    }

    /** EI: number, namespace, universal identifier and its type. */
    private static Composite entity(String number, DataSet issuer) {
        return Composite.of(
                number,
                issuer.text(Tags.LOCAL_NAMESPACE_ENTITY_ID),
                issuer.text(Tags.UNIVERSAL_ENTITY_ID),
                issuer.text(Tags.UNIVERSAL_ENTITY_ID_TYPE));
    }

    private static Composite person(DataSet order, Tag tag) {
        return order.hasValue(tag) ? Persons.xcn(order, tag) : Composite.of("");
    }

    private static Optional<Code> first(DataSet attributes, Tag tag) {
        return attributes.codes(tag).stream().findFirst();
    }

    private static String value(Optional<Code> code) {
        return code.map(Code::value).orElse("");
    }

    private static String meaning(Optional<Code> code) {
        return code.map(Code::meaning).orElse("");
    }

    private static String scheme(Optional<Code> code) {
        return code.map(Code::scheme).orElse("");
    }
}
