package io.github.swfsdk.examples.bench;

import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of DCMTK as the benchmarks run it: as it is shipped, with Nagle's algorithm, or without. */
final class ToolProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration RUN = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(5);

    private final Process process;

    private ToolProcess(Process process) {
        this.process = process;
    }

    /** Whether all of these programs are on the path. */
    static boolean areThere(String... programs) {
        return Stream.of(programs).allMatch(program -> find(program).isPresent());
    }

    /** Starts a program; its output is dropped, it prints nothing in a good run. */
    static ToolProcess start(boolean nagle, Path folder, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (nagle) {
            builder.environment().remove("TCP_NODELAY");
        } else {
            builder.environment().put("TCP_NODELAY", "1");
        }
        return new ToolProcess(builder.start());
    }

    /** Starts an archive that writes what it receives as it is; a process for each association. */
    static ToolProcess storescp(boolean nagle, Path folder, RemoteAe address, int maxPdu) throws IOException {
        return storescp(nagle, folder, address, "--fork", "+B", "-pdu", String.valueOf(maxPdu));
    }

    /** Starts an archive that serves one association after the other. */
    static ToolProcess storescpAlone(boolean nagle, Path folder, RemoteAe address) throws IOException {
        return storescp(nagle, folder, address, "--single-process");
    }

    private static ToolProcess storescp(boolean nagle, Path folder, RemoteAe address, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("storescp", "-q", "-od", folder.toString()));
        command.addAll(List.of(options));
        command.add(String.valueOf(address.port()));
        ToolProcess started = start(nagle, folder, command);
        started.awaitAnswer(address);
        return started;
    }

    /** Starts a worklist server over the folders in this one, each for the AE title that it is named after. */
    static ToolProcess wlmscpfs(boolean nagle, Path folder, RemoteAe address) throws IOException {
        ToolProcess started =
                start(nagle, folder, List.of("wlmscpfs", "-dfp", folder.toString(), String.valueOf(address.port())));
        started.awaitAnswer(address);
        return started;
    }

    /** An address on which nobody listens. */
    static RemoteAe freeAddress(String aeTitle) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new RemoteAe(aeTitle, "127.0.0.1", socket.getLocalPort());
        }
    }

    /** Starts to send files, named relative to their folder. */
    static ToolProcess storescu(boolean nagle, RemoteAe peer, Path folder, List<String> files) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("storescu", "-q", "-aec", peer.aeTitle(), peer.host(), String.valueOf(peer.port())));
        command.addAll(files);
        return start(nagle, folder, command);
    }

    /** Starts to ask so many times on one association. */
    static ToolProcess echoscu(boolean nagle, RemoteAe peer, Path folder, int count) throws IOException {
        return start(
                nagle,
                folder,
                List.of(
                        "echoscu",
                        "-q",
                        "--repeat",
                        String.valueOf(count),
                        "-aec",
                        peer.aeTitle(),
                        peer.host(),
                        String.valueOf(peer.port())));
    }

    /** Waits for its end, which has to be a good one. */
    void awaitSuccess() throws IOException, InterruptedException {
        if (!process.waitFor(RUN.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new IOException("a program of DCMTK still runs after " + RUN);
        }
        if (process.exitValue() != 0) {
            throw new IOException("a program of DCMTK ended with " + process.exitValue());
        }
    }

    @Override
    public void close() {
        end(process);
    }

    /** Ends a process and what it has started. */
    static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(RemoteAe address) {
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
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
