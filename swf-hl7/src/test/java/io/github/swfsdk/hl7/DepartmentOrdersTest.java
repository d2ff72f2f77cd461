package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.hl7.mapping.OrderProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A department behind the server: what each message does to its orders. */
@Timeout(60)
class DepartmentOrdersTest {
    private static final OrderKey CT = new OrderKey("A100Z", "", "");

    private final DepartmentScheduler department = DepartmentScheduler.on(new InMemoryWorkflowStore());
    private Hl7Server server;
    private Hl7Client client;

    @BeforeEach
    void start() throws IOException {
        server = Hl7Server.builder()
                .orders(department.orders())
                .patients(department.patients())
                .start();
        client = Hl7Client.to("127.0.0.1", server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aNewOrderIsScheduledAndItsRepetitionHasNoEffect() {
        assertThat(send(Samples.NEW_ORDER)).isEqualTo("AA");
        OrderRecord first = order();
        assertThat(first.status()).isEqualTo(OrderStatus.SCHEDULED);
        assertThat(send(Samples.NEW_ORDER)).isEqualTo("AA");
        assertThat(send(Samples.NEW_ORDER.replace("MSG0001", "MSG0009"))).isEqualTo("AA");
        assertThat(order()).isEqualTo(first);
    }

    @Test
    void aKnownOrderWithOtherContentIsADuplicate() {
        send(Samples.NEW_ORDER);
        OrderRecord first = order();
        assertThat(send(Samples.NEW_ORDER.replace("|CT|", "|MR|"))).isEqualTo("AE 205 ORC[1]-2");
        assertThat(order()).isEqualTo(first);
    }

    @Test
    void aCancellationTakesTheOrderBack() {
        send(Samples.NEW_ORDER);
        assertThat(send(Samples.CANCEL)).isEqualTo("AA");
        assertThat(order().status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void cancellingOneStepLeavesTheOther() {
        send(Samples.NEW_ORDER_OF_TWO_STEPS);
        assertThat(send(Samples.message(
                        Samples.MSH, "ORC|CA|A200||", "OBR||||||||||||||||||ACC-0002|RP-0002|SPS-0003")))
                .isEqualTo("AA");
        assertThat(department.order(new OrderKey("A200", "", "")).orElseThrow().steps())
                .extracting(step -> step.status().term())
                .containsExactly("SCHEDULED", "CANCELLED");
    }

    @Test
    void anUnknownOrderOrStepIsToldByItsField() {
        assertThat(send(Samples.CANCEL)).isEqualTo("AE 204 ORC[1]-2");
        send(Samples.NEW_ORDER);
        assertThat(send(Samples.CANCEL.replace("SPS-0001", "SPS-0099"))).isEqualTo("AE 204 OBR[1]-20");
    }

    @Test
    void aChangeMovesTheStep() {
        send(Samples.NEW_ORDER);
        assertThat(send(Samples.NEW_ORDER.replace("ORC|NW", "ORC|XO").replace("20261123143000", "20261124090000")))
                .isEqualTo("AA");
        assertThat(order().steps().get(0).step().start().orElseThrow()).hasToString("2026-11-24T09:00");
    }

    @Test
    void anUpdateReachesTheScheduledStep() {
        send(Samples.NEW_ORDER);
        assertThat(send(Samples.UPDATE.replace("ANNA", "ANNE"))).isEqualTo("AA");
        assertThat(order().order().patient().name().orElseThrow().alphabetic().given())
                .isEqualTo("ANNE");
    }

    @Test
    void aMergeMovesTheScheduledStep() {
        send(Samples.NEW_ORDER.replace("P4711", "TEMP1").replace("HEIDER^ANNA", "DOE^JANE"));
        assertThat(send(Samples.MERGE)).isEqualTo("AA");
        assertThat(order().order().patient().id()).contains(new PatientId("P4711", "HOSPITAL"));
        assertThat(order().order().patient().name().orElseThrow().alphabetic().family())
                .isEqualTo("HEIDER");
    }

    @Test
    void whatThePlacerDoesNotKnowIsAssigned() throws IOException {
        String placed = Samples.NEW_ORDER
                .replace(Samples.ZDS + "\r", "")
                .replace("ACC-0001", "")
                .replace("RP-0001", "")
                .replace("SPS-0001", "");
        try (Hl7Server filler = Hl7Server.builder()
                        .orders(department.orders())
                        .orderProfile(OrderProfile.PLACED)
                        .start();
                Hl7Client placer = Hl7Client.to("127.0.0.1", filler.port())) {
            assertThat(placer.send(placed.getBytes(StandardCharsets.UTF_8)).isAccepted())
                    .isTrue();
            assertThat(placer.send(placed.getBytes(StandardCharsets.UTF_8)).isAccepted())
                    .isTrue();
        }
        assertThat(order().steps()).hasSize(1);
        assertThat(order().key().accessionNumber()).isNotEmpty();
        assertThat(order().steps().get(0).step().studyInstanceUid()).isNotNull();
    }

    @Test
    void aRefusedMessageLeavesNothingBehind() {
        assertThat(send(Samples.NEW_ORDER.replace(Samples.ZDS, "ZZZ|"))).isEqualTo("AE 101 ZDS[1]-1");
        assertThat(department.order(CT)).isEmpty();
    }

    private OrderRecord order() {
        return department.order(CT).orElseThrow();
    }

    /** Code, and of a refusal error code and place. */
    private String send(String message) {
        Acknowledgement acknowledgement = client.send(message.getBytes(StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder(acknowledgement.code().name());
        acknowledgement
                .errors()
                .forEach(error ->
                        said.append(' ').append(error.code()).append(' ').append(error.location()));
        return said.toString();
    }
}
