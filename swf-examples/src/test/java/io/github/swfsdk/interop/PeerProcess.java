package io.github.swfsdk.interop;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A peer's program, run for one test: its output is kept (up to a limit), every wait has a deadline, and closing ends
 * this process and its children, no others. Thread-safe.
 */
public final class PeerProcess implements AutoCloseable {
    private static final int OUTPUT_LIMIT = 4 * 1024 * 1024;
    private static final Duration END = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final Object lock = new Object();
    private final StringBuilder output = new StringBuilder(); // guarded by lock

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::readOutput, "peer-output-" + name);
        reader.setDaemon(true);
    }

    /** Starts a program in the current folder. */
    public static PeerProcess start(String... command) {
        return start(Path.of("."), List.of(command));
    }

    /** Starts a program in a folder; its standard input is empty, its error output is joined with the other. */
    public static PeerProcess start(Path folder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        try {
            PeerProcess peer =
                    new PeerProcess(Path.of(command.get(0)).getFileName().toString(), builder.start());
            peer.process.getOutputStream().close();
            peer.reader.start();
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /** Runs a program to its end and returns what it printed; any exit code but 0 fails with its output. */
    public static String run(Duration deadline, String... command) {
        try (PeerProcess peer = start(command)) {
            int exit = peer.awaitExit(deadline);
            if (exit != 0) {
                throw new AssertionError(Arrays.toString(command) + " ended with " + exit + ":\n" + peer.output());
            }
            return peer.output();
        }
    }

    /** What it has printed so far. */
    public String output() {
        synchronized (lock) {
            return output.toString();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has printed something that contains a match of the pattern. */
    public PeerProcess awaitOutput(String pattern, Duration deadline) {
        Pattern wanted = Pattern.compile(pattern);
        return await(
                "output " + pattern, deadline, () -> wanted.matcher(output()).find());
    }

    /** Waits until it accepts connections on a loopback port; connects and closes, so the peer may log that. */
    public PeerProcess awaitPort(int port, Duration deadline) {
        return await("port " + port, deadline, () -> accepts(port));
    }

    /** Waits for its end and for the last of its output; returns the exit code. */
    public int awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("still runs after " + deadline);
            }
            reader.join(END.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    /** Asks it to end (SIGTERM), as an operator would; wait with {@link #awaitExit}. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL), as a crash would; wait with {@link #awaitExit}. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends this process and its children; kills what has not ended in time. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            }
            children.forEach(ProcessHandle::destroyForcibly);
            reader.join(END.toMillis());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private PeerProcess await(String what, Duration deadline, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() && !condition.getAsBoolean()) {
                throw failed("ended with " + process.exitValue() + " before " + what);
            }
            if (System.nanoTime() > end) {
                throw failed("no " + what + " within " + deadline);
            }
            pause();
        }
        return this;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    private AssertionError failed(String why) {
        return new AssertionError(name + ": " + why + "; its output:\n" + output());
    }

    private void readOutput() {
        char[] buffer = new char[8192];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                append(buffer, n); // read on beyond the limit: a full pipe would stop the peer
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                append(("\n(output lost: " + e + ")").toCharArray());
            }
        }
    }

    private void append(char[] text, int length) {
        synchronized (lock) {
            output.append(text, 0, Math.min(length, OUTPUT_LIMIT - output.length()));
        }
    }

    private void append(char[] text) {
        append(text, text.length);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
