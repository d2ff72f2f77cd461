package io.github.swfsdk.examples.department;

import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistProfiles;
import io.github.swfsdk.examples.TlsArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a department until it is asked to end. */
@Command(
        name = "serve",
        showDefaultValues = true,
        description = "Runs a department in one process: order filler, PPS manager and image archive. Prints one line"
                + " \"ready dicom=<port> hl7=<port> http=<port>\" when it accepts connections; SIGTERM lets it finish what"
                + " it is doing, and it exits with 0.")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(names = "--ae", paramLabel = "AE", description = "AE title of the department")
    private String ae = "SWF";

    @Option(names = "--dicom-port", paramLabel = "PORT", description = "0 takes any free port")
    private int dicomPort = 11112;

    @Option(names = "--hl7-port", paramLabel = "PORT", description = "0 takes any free port")
    private int hl7Port = 2575;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "0 takes any free port; GET /health tells how it is")
    private int httpPort = 8080;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "local address to listen on")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "where everything is kept")
    private Path data;

    @Option(names = "--storage", paramLabel = "KIND", description = "how images are kept: file, blob or chunked")
    private StorageKind storage = StorageKind.FILE;

    @Option(
            names = "--db",
            paramLabel = "JDBC_URL",
            description = "database of orders, performed steps and BLOBs; by default an embedded one below --data")
    private @Nullable String database;

    @Option(names = "--s3", paramLabel = "URL", description = "chunks in an object store; not in this build")
    private @Nullable String s3;

    @Option(names = "--worklist", paramLabel = "DIR", description = "worklist files (*.wl) offered beside the orders")
    private @Nullable Path worklist;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "how the worklist queries of single devices are answered, a line for each setting")
    private @Nullable Path profiles;

    @Option(
            names = "--incomplete",
            paramLabel = "WHAT",
            description = "accept, report or refuse orders that lack what a modality needs")
    private IncompleteOrders incomplete = IncompleteOrders.REPORT;

    @Option(
            names = "--peer",
            paramLabel = "AE=HOST:PORT",
            description = "a peer that may be called, for commitment results and performed steps; may be repeated")
    private List<RemoteAe> peers = new ArrayList<>();

    @Option(
            names = "--forward-mpps",
            split = ",",
            paramLabel = "AE",
            description = "peers that get every performed step forwarded unchanged")
    private List<String> forwardMpps = new ArrayList<>();

    @Option(
            names = "--step-limit",
            paramLabel = "HOURS",
            description = "discontinue performed steps that are in progress for longer; by default none")
    private @Nullable Integer stepLimit;

    @Mixin
    private PeerArguments peerArguments = new PeerArguments();

    @Mixin
    private TlsArguments tls = new TlsArguments();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Department department = Department.start(options());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(department), "swf-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready dicom=" + department.dicomPort() + " hl7=" + department.hl7Port() + " http="
                + department.httpPort());
        out.flush();
        new CountDownLatch(1).await(); // until a signal ends the process
        return 0;
    }

    private DepartmentOptions options() throws IOException {
        if (s3 != null) {
            throw usage("--s3 is not in this build: chunks are kept as files below --data");
        }
        try {
            DepartmentOptions.Builder options = DepartmentOptions.in(data)
                    .aeTitle(ae)
                    .bind(bind)
                    .ports(dicomPort, hl7Port, httpPort)
                    .storage(storage)
                    .incompleteOrders(incomplete)
                    .peers(peers)
                    .forwardPerformedStepsTo(forwardMpps);
            peerArguments.applyTo(options);
            if (stepLimit != null) {
                options.stepLimit(Duration.ofHours(stepLimit));
            }
            if (database != null) {
                options.databaseUrl(database);
            }
            if (worklist != null) {
                options.worklist(worklist);
            }
            if (profiles != null) {
                options.worklistProfiles(WorklistProfiles.read(profiles));
            }
            tls.options().ifPresent(options::tls);
            return options.build();
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(@Nullable String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /** Without the halt a process that ends by a signal would report the signal, not that all went well. */
    private static void end(Department department) {
        int exit = 0;
        try {
            department.close();
        } catch (RuntimeException e) {
            LOG.error("the department did not close cleanly", e);
            exit = 1;
        }
        Runtime.getRuntime().halt(exit);
    }
}
