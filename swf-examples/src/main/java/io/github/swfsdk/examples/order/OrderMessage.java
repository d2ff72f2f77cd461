package io.github.swfsdk.examples.order;

import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Composite;
import io.github.swfsdk.hl7.message.ControlIds;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Segment;
import io.github.swfsdk.hl7.message.Timestamps;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together ORM^O01 and ADT messages of HL7 v2.3.1 (IHE RAD-2, RAD-4, RAD-12, RAD-13). It sends what it is given, also
 * what a receiver has to refuse. Not thread-safe.
 */
public final class OrderMessage {
    private static final ControlIds CONTROL_IDS = new ControlIds(Clock.systemUTC());
    private static final String VERSION = "2.3.1";
    private static final CharacterSet CHARACTERS = CharacterSet.UTF_8;

    private final Control control;
    private final OrderedPatient patient;
    private String placerOrder = "";
    private String fillerOrder = "";
    private String accession = "";
    private String procedureId = "";
    private String procedure = "";
    private String study = "";
    private String priorPatientId = "";
    private final List<OrderedStep> steps = new ArrayList<>();

    private OrderMessage(Control control, OrderedPatient patient) {
        this.control = control;
        this.patient = patient;
    }

    /** Starts a message about a patient. */
    public static OrderMessage of(Control control, OrderedPatient patient) {
        return new OrderMessage(control, patient);
    }

    /** The numbers that name the order: ORC-2, ORC-3 and OBR-18. */
    public OrderMessage numbers(String placer, String filler, String accessionNumber) {
        placerOrder = placer;
        fillerOrder = filler;
        accession = accessionNumber;
        return this;
    }

    /** The requested procedure: OBR-19, and OBR-4.1 to 4.3 as code, meaning and scheme between {@code ^}. */
    public OrderMessage procedure(String id, String code) {
        procedureId = id;
        procedure = code;
        return this;
    }

    /** ZDS-1, the Study Instance UID. */
    public OrderMessage study(String uid) {
        study = uid;
        return this;
    }

    /** Adds a scheduled step. */
    public OrderMessage step(OrderedStep step) {
        steps.add(step);
        return this;
    }

    /** MRG-1, the identifier that is given up. */
    public OrderMessage priorPatientId(String id) {
        priorPatientId = id;
        return this;
    }

    /** Returns the message, with a control ID of its own and the present time. */
    public Hl7Message build() {
        List<Segment> segments = new ArrayList<>();
        segments.add(header());
        segments.addAll(control.isOrder() ? order() : update());
        return Hl7Message.of(CHARACTERS, segments.toArray(Segment[]::new));
    }

    private Segment header() {
        return Segment.builder("MSH")
                .put(3, "SWF")
                .put(4, "EXAMPLES")
                .put(5, "ORDER_FILLER")
                .put(6, "RADIOLOGY")
                .put(7, now())
                .put(9, control.isOrder() ? Composite.of("ORM", "O01") : Composite.of("ADT", control.name()))
                .put(10, CONTROL_IDS.next())
                .put(11, "P")
                .put(12, VERSION)
                .put(18, CHARACTERS.hl7Name())
                .build();
    }

    private List<Segment> order() {
        List<Segment> segments = new ArrayList<>(List.of(pid(), pv1()));
        List<OrderedStep> named = steps.isEmpty() ? List.of(new OrderedStep("", "", "", "", "")) : steps;
        for (int i = 0; i < named.size(); i++) {
            segments.add(orc(named.get(i)));
            segments.add(obr(named.get(i), i + 1));
        }
        if (control.schedules()) {
            segments.add(Segment.builder("ZDS")
                    .put(1, Composite.of(study, "100", "Application", "DICOM"))
                    .build());
        }
        return segments;
    }

    private List<Segment> update() {
        List<Segment> segments = new ArrayList<>();
        segments.add(Segment.builder("EVN").put(1, control.name()).put(2, now()).build());
        segments.add(pid());
        if (control == Control.A40) {
            segments.add(
                    Segment.builder("MRG").put(1, components(priorPatientId)).build());
        } else {
            segments.add(pv1());
        }
        return segments;
    }

    private Segment pid() {
        return Segment.builder("PID")
                .put(3, components(patient.id()))
                .put(5, components(patient.name()))
                .put(7, patient.birthDate())
                .put(8, patient.sex())
                .build();
    }

    private static Segment pv1() {
        return Segment.builder("PV1").put(2, "O").build();
    }

    private Segment orc(OrderedStep step) {
        return Segment.builder("ORC")
                .put(1, control.name())
                .put(2, placerOrder)
                .put(3, fillerOrder)
                .put(5, control.orderStatus())
                .put(7, Composite.of("1", "once", "", step.start(), "", "R"))
                .put(9, now())
                .put(18, step.station())
                .build();
    }

    private Segment obr(OrderedStep step, int number) {
        return Segment.builder("OBR")
                .put(1, String.valueOf(number))
                .put(2, placerOrder)
                .put(3, fillerOrder)
                .put(4, service(step))
                .put(18, accession)
                .put(19, procedureId)
                .put(20, step.id())
                .put(24, step.modality())
                .build();
    }

    /** OBR-4: the procedure in components 1 to 3, the step's protocol in 4 to 6. */
    private Composite service(OrderedStep step) {
        String[] service = {"", "", "", "", "", ""};
        copy(procedure, service, 0);
        copy(step.protocol(), service, 3);
        return Composite.of(service);
    }

    private static void copy(String code, String[] target, int from) {
        String[] parts = code.split("\\^", 3);
        System.arraycopy(parts, 0, target, from, parts.length);
    }

    private static Composite components(String text) {
        return Composite.of(text.split("\\^"));
    }

    private static String now() {
        return Timestamps.format(Clock.systemDefaultZone());
    }
}
