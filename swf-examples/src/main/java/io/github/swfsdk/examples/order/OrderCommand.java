package io.github.swfsdk.examples.order;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.examples.Endpoint;
import io.github.swfsdk.hl7.Acknowledgement;
import io.github.swfsdk.hl7.Hl7Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends one HL7 message and prints its acknowledgement; the exit code is 0 for AA. */
@Command(
        name = "order",
        description = "Sends an HL7 order, change, cancellation or patient update to any MLLP port and prints the"
                + " acknowledgement. The exit code is 0 if it is AA.")
public final class OrderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "the receiver")
    private Endpoint to;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "send this message; its lines are the segments, and nothing is changed in them")
    private @Nullable Path file;

    @Option(
            names = "--control",
            paramLabel = "CODE",
            description = "send a message of these options: order control ${COMPLETION-CANDIDATES}")
    private @Nullable Control control;

    @Option(names = "--patient-id", paramLabel = "ID", description = "PID-3, such as 4711^^^HOSPITAL")
    private String patientId = "";

    @Option(names = "--name", paramLabel = "NAME", description = "PID-5, such as Doe^Jane")
    private String name = "";

    @Option(names = "--birth-date", paramLabel = "DATE", description = "PID-7, YYYYMMDD")
    private String birthDate = "";

    @Option(names = "--sex", paramLabel = "SEX", description = "PID-8: F, M, O or U")
    private String sex = "";

    @Option(names = "--prior-patient-id", paramLabel = "ID", description = "MRG-1, which A40 gives up")
    private String priorPatientId = "";

    @Option(names = "--placer", paramLabel = "NUMBER", description = "placer order number, ORC-2")
    private String placer = "";

    @Option(names = "--filler", paramLabel = "NUMBER", description = "filler order number, ORC-3")
    private String filler = "";

    @Option(names = "--accession", paramLabel = "NUMBER", description = "accession number, OBR-18")
    private String accession = "";

    @Option(names = "--procedure-id", paramLabel = "ID", description = "requested procedure ID, OBR-19")
    private String procedureId = "";

    @Option(names = "--procedure", paramLabel = "CODE", description = "OBR-4, such as P1^Thorax^LOCAL")
    private String procedure = "";

    @Option(names = "--study", paramLabel = "UID", description = "ZDS-1; NW makes one if it is not given")
    private String study = "";

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "a scheduled step, may be repeated: id=S1,modality=DX,ae=XRAY1,start=20261105143000,"
                    + "protocol=X1^Thorax p.a.^LOCAL; each part may be left out")
    private List<OrderedStep> steps = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if ((file == null) == (control == null)) {
            throw new ParameterException(spec.commandLine(), "give either --file or --control");
        }
        byte[] message = file != null ? read(file) : message(control).build().toBytes();
        try (Hl7Client client = Hl7Client.to(to.host(), to.port())) {
            Acknowledgement acknowledgement = client.send(message);
            print(acknowledgement);
            return acknowledgement.isAccepted() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private OrderMessage message(Control asked) {
        OrderMessage message = OrderMessage.of(asked, new OrderedPatient(patientId, name, birthDate, sex))
                .numbers(placer, filler, accession)
                .procedure(procedureId, procedure)
                .study(asked == Control.NW && study.isEmpty() ? Uid.random().value() : study)
                .priorPatientId(priorPatientId);
        steps.forEach(message::step);
        return message;
    }

    private void print(Acknowledgement acknowledgement) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                (acknowledgement.code() + " " + acknowledgement.controlId() + " " + acknowledgement.text()).strip());
        for (Acknowledgement.Error error : acknowledgement.errors()) {
            out.println("  " + error.location() + " " + error.code() + " " + error.text());
        }
        out.flush();
    }

    /** Ends each line with a carriage return alone, as a segment ends; lines without content are left out. */
    private static byte[] read(Path file) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte last = '\r';
        for (byte b : Files.readAllBytes(file)) {
            byte next = b == '\n' ? (byte) '\r' : b;
            if (next != '\r' || last != '\r') {
                message.write(next);
            }
            last = next;
        }
        return message.toByteArray();
    }
}
