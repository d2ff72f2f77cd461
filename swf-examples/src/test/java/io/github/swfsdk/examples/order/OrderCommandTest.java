package io.github.swfsdk.examples.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.examples.CommandLineRun;
import io.github.swfsdk.hl7.Hl7Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderCommandTest {
    private final List<OrderRequest> orders = new CopyOnWriteArrayList<>();
    private final List<String> updates = new CopyOnWriteArrayList<>();
    private Hl7Server receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Hl7Server.builder()
                .orders(request -> {
                    orders.add(request);
                    return request.control() == OrderControl.CHANGE
                            ? OrderDecision.refuse(OrderDecision.Refusal.UNKNOWN_ORDER, "no such order")
                            : OrderDecision.accept();
                })
                .patients(new RecordedUpdates())
                .start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void sendsAnOrderOfOptions() {
        CommandLineRun run = order(
                "--control=NW --patient-id=4711^^^HOSPITAL --birth-date=19620305 --sex=F --placer=P1 --filler=F1"
                        + " --accession=A1 --procedure-id=RP1 --study=1.2.3",
                "--name=Müller^Eva",
                "--procedure=PE^Rule out pulmonary embolism^LOCAL",
                "--step=id=S1,modality=DX,ae=XRAY1,start=20261105143000,protocol=X1^Thorax p.a.^LOCAL",
                "--step=id=S2,modality=NM,ae=NUC1");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("AA ");
        OrderRequest request = orders.get(0);
        assertThat(request.control()).isEqualTo(OrderControl.NEW);
        assertThat(request.key()).isEqualTo(new OrderKey("P1", "F1", "A1"));
        ScheduledStep xray = request.steps().get(0);
        assertThat(xray.patient().id()).contains(new PatientId("4711", "HOSPITAL"));
        assertThat(xray.patient().name()).contains(PersonName.of("Müller", "Eva"));
        assertThat(xray.requestedProcedureId()).isEqualTo("RP1");
        assertThat(xray.studyInstanceUid()).isEqualTo(Uid.of("1.2.3"));
        assertThat(xray.stepId()).isEqualTo("S1");
        assertThat(xray.modality()).isEqualTo("DX");
        assertThat(xray.stationAeTitles()).containsExactly("XRAY1");
        assertThat(xray.start()).contains(LocalDateTime.of(2026, 11, 5, 14, 30));
        assertThat(xray.protocolCodes()).containsExactly(Code.of("X1", "LOCAL", "Thorax p.a."));
        assertThat(request.steps().get(1).stationAeTitles()).containsExactly("NUC1");
    }

    @Test
    void makesAStudyInstanceUidForANewOrder() {
        CommandLineRun run = order(
                "--control=NW --patient-id=1 --name=Doe --placer=P1 --accession=A1 --procedure-id=RP1 --procedure=P1^X^L"
                        + " --step=id=S1,modality=CT");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(orders.get(0).steps().get(0).studyInstanceUid().value()).startsWith("2.25.");
    }

    @Test
    void sendsACancellationOfOneStep() {
        CommandLineRun run = order("--control=CA --patient-id=1 --placer=P1 --accession=A1 --step=id=S2");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(orders.get(0).control()).isEqualTo(OrderControl.CANCEL);
        assertThat(orders.get(0).stepIds()).containsExactly("S2");
    }

    @Test
    void sendsACancellationOfAWholeOrder() {
        CommandLineRun run = order("--control=CA --patient-id=1 --placer=P1");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(orders.get(0).stepIds()).isEmpty();
    }

    @Test
    void sendsAMerge() {
        CommandLineRun run = order("--control=A40 --patient-id=2^^^H --prior-patient-id=1^^^H --name=Doe^Jane");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(updates).containsExactly("1 into 2");
    }

    @Test
    void printsWhereAReceiverFoundAnError() {
        CommandLineRun run =
                order("--control=NW --patient-id=1 --name=Doe --placer=P1 --accession=A1 --procedure=P1^X^L"
                        + " --step=id=S1,modality=CT");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("AE "),
                        second -> assertThat(second).startsWith("  OBR[1]-19 101 "));
    }

    @Test
    void endsWithOneIfTheOrderIsRefused() {
        CommandLineRun run = order(
                "--control=XO --patient-id=1 --name=Doe --placer=P1 --accession=A1 --procedure-id=RP1 --procedure=P1^X^L"
                        + " --study=1.2.3 --step=id=S1,modality=CT");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("AE ");
    }

    @Test
    void sendsTheMessageOfAFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("order.hl7"),
                String.join(
                                "\n",
                                "MSH|^~\\&|PLACER|WARD|RIS|RAD|20261105||ORM^O01|4712|P|2.3.1||||||8859/1",
                                "PID|||1^^^H||M\u00fcller^Eva",
                                "PV1||O",
                                "ORC|NW|P1|F1||SC||1^once^^20261105143000^^S",
                                "OBR|1|P1|F1|P1^X^L||||||||||||||A1|RP1|S1||||CT",
                                "ZDS|1.2.3^100^Application^DICOM",
                                "")
                        .getBytes(StandardCharsets.ISO_8859_1));

        CommandLineRun run = order("--file=" + file);

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out().strip()).isEqualTo("AA 4712");
        assertThat(orders.get(0).cause()).isEqualTo(new Cause(Cause.Kind.HL7, "PLACER|WARD", "4712"));
        assertThat(orders.get(0).steps().get(0).patient().name()).contains(PersonName.of("Müller", "Eva"));
    }

    @Test
    void saysInOneLineThatNobodyListens() {
        receiver.close();
        CommandLineRun run = order("--control=CA --patient-id=1 --placer=P1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("swf-examples order: no acknowledgement from");
    }

    private CommandLineRun order(String options, String... more) {
        List<String> args = new ArrayList<>(List.of("order", "--to=localhost:" + receiver.port()));
        Stream.concat(Arrays.stream(options.split(" ")), Arrays.stream(more)).forEach(args::add);
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    private final class RecordedUpdates implements PatientUpdateHandler {
        @Override
        public PatientDecision updated(Patient patient, Cause cause) {
            updates.add("updated");
            return PatientDecision.accept();
        }

        @Override
        public PatientDecision merged(Patient surviving, PatientId subsumed, Cause cause) {
            updates.add(subsumed.id() + " into " + surviving.id().orElseThrow().id());
            return PatientDecision.accept();
        }
    }
}
