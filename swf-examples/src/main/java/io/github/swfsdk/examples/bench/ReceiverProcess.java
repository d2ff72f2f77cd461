package io.github.swfsdk.examples.bench;

import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.examples.Main;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Our receiver in a JVM of its own. One caller at a time. */
final class ReceiverProcess implements AutoCloseable {
    private static final String READY = "ready dicom=";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;
    private final RemoteAe address;

    private ReceiverProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        String ready = answer(READY);
        this.address = new RemoteAe(ReceiveCommand.AE, "127.0.0.1", Integer.parseInt(ready.substring(READY.length())));
    }

    /**
     * Starts a receiver.
     *
     * @param heap how much it may hold, as {@code -Xmx} takes it
     * @param options of {@link ReceiveCommand}
     */
    static ReceiverProcess start(String heap, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "bench",
                "receive"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ReceiverProcess(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    RemoteAe address() {
        return address;
    }

    /** Instances become plain files in this folder, or are committed durably in it. */
    void receiveInto(Path folder, boolean durable) throws IOException {
        commands.println((durable ? "durable " : "files ") + folder);
        answer("ok");
    }

    /** Releases the folder; an instance that comes now is refused. */
    void stopReceiving() throws IOException {
        commands.println("stop");
        answer("ok");
    }

    /** The most memory that was resident so far, in KiB, where the system tells. */
    OptionalLong peakMemory() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        }
    }

    @Override
    public void close() {
        commands.close();
        ToolProcess.end(process);
    }

    private String answer(String start) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(start)) {
            throw new EOFException("the receiver said " + line + " instead of " + start);
        }
        return line;
    }
}
