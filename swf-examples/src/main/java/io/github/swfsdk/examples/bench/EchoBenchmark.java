package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures C-ECHO between this SDK and DCMTK: what one message costs, and what one association costs. */
@Command(
        name = "echo",
        showDefaultValues = true,
        description =
                "C-ECHO per second on an open association, and associations per second that are opened, asked once and"
                        + " released. With echoscu and storescp of DCMTK on the path both are measured in turn, with"
                        + " TCP_NODELAY=1 in DCMTK's environment and, where it says Nagle, without.")
final class EchoBenchmark implements Callable<Integer> {
    private static final ProposedContext VERIFICATION =
            ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));

    /** Between peers with Nagle's algorithm each costs two delayed acknowledgements: a few are enough. */
    private static final int FEWER = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--echoes", paramLabel = "N", description = "how often to ask on one association in each run")
    private int echoes = 20_000;

    @Option(names = "--associations", paramLabel = "N", description = "how many associations to open in each run")
    private int associations = 2_000;

    @Option(names = "--rounds", paramLabel = "N", description = "how often each run is measured; the median counts")
    private int rounds = 5;

    @Option(names = "--warm-up", paramLabel = "N", description = "rounds that come first and do not count")
    private int warmUp = 2;

    @Option(names = "--heap", paramLabel = "SIZE", description = "heap of our receiver, which is a process of its own")
    private String heap = "64m";

    @Option(names = "--without-dcmtk", description = "measure this SDK alone")
    private boolean withoutDcmtk;

    private final DicomClient client = DicomClient.of("BENCH-SCU");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (echoes < 1 || associations < 1 || rounds < 1 || warmUp < 0) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive");
        }
        boolean dcmtk = !withoutDcmtk && ToolProcess.areThere("echoscu", "storescp");
        try (TemporaryFolder folder = TemporaryFolder.create("swf-bench");
                ReceiverProcess own = ReceiverProcess.start(heap)) {
            if (!dcmtk) {
                measure(rows(own));
                return 0;
            }
            try (StoredFiles peers = StoredFiles.in(folder.path())) {
                Comparison rows = rows(own);
                RemoteAe plain = peers.storescpAlone(false);
                RemoteAe nagle = peers.storescpAlone(true);
                addPeers(rows, own.address(), plain, nagle, folder.path());
                measure(rows);
            }
        }
        return 0;
    }

    private Comparison rows(ReceiverProcess own) {
        Comparison rows = new Comparison();
        rows.add("swf > swf, echo", "dcmtk > dcmtk, echo", () -> echoes(own.address()));
        rows.add("swf > swf, open echo release", "", () -> associations(own.address()));
        return rows;
    }

    private void addPeers(Comparison rows, RemoteAe own, RemoteAe plain, RemoteAe nagle, Path folder) {
        rows.add("dcmtk > dcmtk, echo", "", () -> echoscu(false, plain, folder, echoes));
        rows.add("dcmtk > swf, echo", "dcmtk > dcmtk, echo", () -> echoscu(false, own, folder, echoes));
        rows.add("dcmtk, Nagle > swf, echo", "dcmtk > swf, echo", () -> echoscu(true, own, folder, echoes));
        rows.add("swf > dcmtk, echo", "dcmtk > dcmtk, echo", () -> echoes(plain));
        rows.add("swf > dcmtk, Nagle, echo", "swf > dcmtk, echo", () -> echoes(nagle));
        int few = Math.max(1, Math.min(FEWER, echoes));
        rows.add("dcmtk, Nagle > dcmtk, Nagle, echo", "dcmtk > dcmtk, echo", () -> echoscu(true, nagle, folder, few));
        rows.add("swf > dcmtk, open echo release", "", () -> associations(plain));
        rows.add("swf > dcmtk, Nagle, open echo release", "swf > dcmtk, open echo release", () -> associations(nagle));
    }

    private void measure(Comparison rows) throws IOException, InterruptedException {
        rows.run(warmUp, rounds);
        spec.commandLine().getOut().printf("echo echoes=%d associations=%d%n", echoes, associations);
        rows.print(spec.commandLine().getOut(), "per second");
    }

    private double echoes(RemoteAe peer) throws IOException {
        try (DimseAssociation association = client.open(peer, List.of(VERIFICATION))) {
            long begin = System.nanoTime();
            for (int i = 0; i < echoes; i++) {
                check(association.send(DimseMessage.echo(Uids.VERIFICATION)).status());
            }
            return rate(echoes, begin);
        }
    }

    private double associations(RemoteAe peer) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < associations; i++) {
            check(client.echo(peer));
        }
        return rate(associations, begin);
    }

    private static double echoscu(boolean nagle, RemoteAe peer, Path folder, int count)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (ToolProcess sender = ToolProcess.echoscu(nagle, peer, folder, count)) {
            sender.awaitSuccess();
        }
        return rate(count, begin);
    }

    private static void check(Status status) throws IOException {
        if (!status.isDone()) {
            throw new IOException("an echo was answered with " + status);
        }
    }

    private static double rate(int count, long begin) {
        return count * 1e9 / (System.nanoTime() - begin);
    }
}
