package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.examples.order.Control;
import io.github.swfsdk.examples.order.OrderMessage;
import io.github.swfsdk.examples.order.OrderedPatient;
import io.github.swfsdk.examples.order.OrderedStep;
import io.github.swfsdk.hl7.Acknowledgement;
import io.github.swfsdk.hl7.Hl7Client;

/** Orders for tests with a running department. */
public final class Exams {
    private Exams() {}

    /** Orders one step of a modality for a station; everything is named after the number. */
    public static Acknowledgement order(Department department, int number, String modality, String station) {
        return order(department.hl7Port(), number, modality, station);
    }

    /** Orders one step of a modality for a station; everything is named after the number. */
    public static Acknowledgement order(int hl7Port, int number, String modality, String station) {
        OrderedPatient patient = new OrderedPatient("PAT" + number + "^^^HOSPITAL", "Doe^Jane", "19620305", "F");
        return send(
                hl7Port,
                numbered(OrderMessage.of(Control.NW, patient), number)
                        .study(Uid.random().value())
                        .step(step("S" + number, modality, station)));
    }

    /** A step without time. */
    public static OrderedStep step(String id, String modality, String station) {
        return new OrderedStep(id, modality, station, "", "X1^Thorax^99LOCAL");
    }

    /** The numbers of an order. */
    public static OrderMessage numbered(OrderMessage message, int number) {
        return message.numbers("P" + number, "F" + number, "A" + number)
                .procedure("RP" + number, "PE^Rule out pulmonary embolism^99LOCAL");
    }

    /** Sends a message and awaits the acknowledgement. */
    public static Acknowledgement send(int hl7Port, OrderMessage message) {
        try (Hl7Client placer = Hl7Client.to("localhost", hl7Port)) {
            return placer.send(message.build());
        }
    }
}
