package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.dicom.AcquisitionModality;
import io.github.swfsdk.dicom.ModalityListener;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.examples.TemporaryFolder;
import io.github.swfsdk.examples.TlsArguments;
import io.github.swfsdk.storage.file.FileSpool;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays an exam on a simulated modality, against any RIS and PACS. */
@Command(
        name = "modality",
        showDefaultValues = true,
        description =
                "Plays an exam on a simulated modality against any RIS and PACS, a line for each step of it. The exit"
                        + " code is 0 if everything was confirmed, the commitment of each image included.")
public final class ModalityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--ris", required = true, paramLabel = "AE@HOST:PORT", description = "worklist and performed steps")
    private RemoteAe ris;

    @Option(names = "--pacs", required = true, paramLabel = "AE@HOST:PORT", description = "storage and commitment")
    private RemoteAe pacs;

    @Option(names = "--ae", required = true, paramLabel = "AE", description = "AE title of the modality")
    private String ae;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where commitment results are awaited; 0 is any free port")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "local address to listen on")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "uncompressed DICOM files to store, with new identities")
    private @Nullable Path images;

    @Option(names = "--synthetic", paramLabel = "N", description = "store so many synthetic CT, DX or NM images")
    private @Nullable Integer synthetic;

    @Option(
            names = "--case",
            paramLabel = "CASE",
            description = "scheduled, unscheduled, append, group, discontinue or wrong-entry")
    private ExamCase exam = ExamCase.SCHEDULED;

    @Option(names = "--modality", paramLabel = "MODALITY", description = "what is performed in the unscheduled case")
    private String modality = "DX";

    @Option(names = "--wait", paramLabel = "SECONDS", description = "how long to wait until a step is confirmed")
    private int seconds = 60;

    @Mixin
    private TlsArguments tls = new TlsArguments();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ImageSource source = source();
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--wait must be positive, but was " + seconds);
        }
        try (TemporaryFolder folder = TemporaryFolder.create("swf-spool");
                Spool spool = FileSpool.at(folder.path());
                AcquisitionModality client = client(spool)) {
            SimulatedModality simulated = new SimulatedModality(
                    client, WorklistKeys.all().station(ae), modality, source, Duration.ofSeconds(seconds), this::print);
            return simulated.perform(exam) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private ImageSource source() {
        if ((images == null) == (synthetic == null)) {
            throw new ParameterException(spec.commandLine(), "give either --images or --synthetic");
        }
        if (images != null) {
            return ImageSource.folder(images);
        }
        if (synthetic < 1) {
            throw new ParameterException(spec.commandLine(), "--synthetic must be positive, but was " + synthetic);
        }
        return ImageSource.synthetic(synthetic);
    }

    private AcquisitionModality client(Spool spool) {
        AcquisitionModality.Builder client = AcquisitionModality.builder();
        try {
            tls.options().ifPresent(client::tls);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        return client.ae(ae, port)
                .bind(bind)
                .worklist(ris)
                .performedSteps(ris)
                .archive(pacs)
                .spool(spool)
                .listener(new FailureReport())
                .start();
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Tells on standard error why something is not delivered. */
    private final class FailureReport implements ModalityListener {
        @Override
        public void postponed(Uid performedStepUid, FollowUp.Kind kind, Instant next, String reason) {
            tell(kind + " is tried again: " + reason);
        }

        @Override
        public void parked(Uid performedStepUid, FollowUp.Kind kind, String reason) {
            tell(kind + " is given up: " + reason);
        }

        private void tell(String line) {
            spec.commandLine().getErr().println(line);
        }
    }
}
