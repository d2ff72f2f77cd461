package io.github.swfsdk.examples.bench;

import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures C-STORE of CT images between this SDK and DCMTK, in every combination that both have programs for. */
@Command(
        name = "store",
        showDefaultValues = true,
        description =
                "CT images per second by C-STORE, from files to files. With storescu and storescp of DCMTK on the path every"
                        + " combination of senders and receivers is measured in turn, with TCP_NODELAY=1 in DCMTK's environment and,"
                        + " where it says Nagle, without.")
final class StoreBenchmark implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--images", paramLabel = "N", description = "how many images to send in each run")
    private int images = 1_000;

    @Option(names = "--size", paramLabel = "N", description = "rows and columns of an image, of 16 bits each")
    private int size = 512;

    @Option(
            names = "--associations",
            split = ",",
            paramLabel = "N",
            description = "how many associations share the images")
    private List<Integer> associations = List.of(1, 4);

    @Option(names = "--rounds", paramLabel = "N", description = "how often each run is measured; the median counts")
    private int rounds = 5;

    @Option(names = "--warm-up", paramLabel = "N", description = "rounds that come first and do not count")
    private int warmUp = 4; // the receiver's JVM compiles for some thousand images

    @Option(names = "--max-pdu", paramLabel = "BYTES", description = "longest PDU that our side sends and receives")
    private int maxPdu = AssociationOptions.defaults().maxPduLength();

    @Option(names = "--dcmtk-pdu", paramLabel = "BYTES", description = "longest PDU that storescp receives")
    private int dcmtkPdu = 131_072;

    @Option(names = "--heap", paramLabel = "SIZE", description = "heap of our receiver, which is a process of its own")
    private String heap = "64m";

    @Option(names = "--without-dcmtk", description = "measure this SDK alone")
    private boolean withoutDcmtk;

    @Option(names = "--without-durable", description = "do not measure durable commits")
    private boolean withoutDurable;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where files are written; a temporary folder by default")
    private @Nullable Path parent;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (images < 1
                || size < 1
                || rounds < 1
                || warmUp < 0
                || associations.stream().anyMatch(n -> n < 1)) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive");
        }
        try (TemporaryFolder folder =
                parent == null ? TemporaryFolder.create("swf-bench") : TemporaryFolder.in(parent, "swf-bench")) {
            measure(folder.path());
        }
        return 0;
    }

    private void measure(Path folder) throws IOException, InterruptedException {
        CtFiles files = CtFiles.write(Files.createDirectory(folder.resolve("images")), images, size);
        boolean dcmtk = !withoutDcmtk && ToolProcess.areThere("storescu", "storescp");
        try (ReceiverProcess own = ReceiverProcess.start(heap, "--max-pdu=" + maxPdu);
                StoredFiles received = StoredFiles.in(folder)) {
            Comparison comparison = new Comparison();
            StoreLoad load = new StoreLoad(files, maxPdu, received);
            if (dcmtk) {
                RemoteAe plain = received.storescp(false, dcmtkPdu);
                RemoteAe nagle = received.storescp(true, dcmtkPdu);
                associations.forEach(n -> addPairs(comparison, load, own, plain, nagle, n));
            } else {
                associations.forEach(n -> comparison.add(row("swf > swf", n), "", () -> load.swfToOwn(own, false, n)));
            }
            if (!withoutDurable) {
                associations.forEach(n -> comparison.add(
                        row("swf > swf, durable", n), row("swf > swf", n), () -> load.swfToOwn(own, true, n)));
            }
            comparison.run(warmUp, rounds);
            print(comparison, own.peakMemory());
        }
    }

    private static void addPairs(
            Comparison rows, StoreLoad load, ReceiverProcess own, RemoteAe plain, RemoteAe nagle, int n) {
        String theirs = row("dcmtk > dcmtk", n);
        rows.add(theirs, "", () -> load.storescuToStorescp(plain, false, n));
        rows.add(row("dcmtk > swf", n), theirs, () -> load.storescuToOwn(own, false, n));
        rows.add(row("swf > dcmtk", n), theirs, () -> load.swfToStorescp(plain, n));
        rows.add(row("swf > swf", n), theirs, () -> load.swfToOwn(own, false, n));
        rows.add(row("dcmtk, Nagle > swf", n), row("dcmtk > swf", n), () -> load.storescuToOwn(own, true, n));
        rows.add(row("swf > dcmtk, Nagle", n), row("swf > dcmtk", n), () -> load.swfToStorescp(nagle, n));
    }

    private static String row(String pair, int associations) {
        return pair + ", " + associations + (associations == 1 ? " association" : " associations");
    }

    private void print(Comparison comparison, OptionalLong peakMemory) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("store images=%d size=%d max-pdu=%d dcmtk-pdu=%d%n", images, size, maxPdu, dcmtkPdu);
        comparison.print(out, "images/s");
        peakMemory.ifPresent(
                peak -> out.printf("receiver swf heap=%s peak-resident-mb=%d%n", heap, Math.round(peak / 1024.0)));
    }
}
