package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The same worklist files behind our server and behind wlmscpfs of DCMTK. */
final class WorklistFiles {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Uid ITEM_CLASS = Uid.of("1.2.276.0.7230010.3.1.0.1"); // DCMTK's, for files of this kind
    /** How long their server may take to start. */
    private static final Duration START = Duration.ofSeconds(20);

    private WorklistFiles() {}

    static void compare(ScheduleFixture schedule, WorklistLoad load) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create("swf-bench")) {
            Path items = Files.createDirectory(folder.path().resolve(WorklistBenchmark.AE));
            write(schedule, items);
            WorklistBenchmark.serve(WorklistFolder.at(items), server -> load.run("files, swf", server, schedule));
            try (Wlmscpfs theirs = Wlmscpfs.start(folder.path())) {
                load.run("files, wlmscpfs", theirs.address(), schedule);
            }
        }
    }

    private static void write(ScheduleFixture schedule, Path items) throws IOException {
        Files.createFile(items.resolve("lockfile")); // wlmscpfs takes no folder without it
        for (int i = 0; i < schedule.steps(); i++) {
            InstanceReference instance = new InstanceReference(ITEM_CLASS, Uid.of("1.2.3." + i));
            new DicomFile(
                            FileMetaInformation.of(instance, SYNTAX),
                            SYNTAX,
                            schedule.step(i).attributes())
                    .write(items.resolve(i + ".wl"));
        }
    }

    /** DCMTK's server in a process of its own. */
    private record Wlmscpfs(Process process, RemoteAe address) implements AutoCloseable {
        static Wlmscpfs start(Path folder) throws IOException {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Process process = new ProcessBuilder("wlmscpfs", "-dfp", folder.toString(), String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Wlmscpfs started = new Wlmscpfs(process, new RemoteAe(WorklistBenchmark.AE, "localhost", port));
            started.awaitStart();
            return started;
        }

        private void awaitStart() {
            long end = System.nanoTime() + START.toNanos();
            while (true) {
                try {
                    DicomClient.of("BENCH").echo(address);
                    return;
                } catch (AssociationException e) {
                    if (System.nanoTime() > end || !process.isAlive()) {
                        close();
                        throw e;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
