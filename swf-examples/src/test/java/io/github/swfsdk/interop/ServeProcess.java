package io.github.swfsdk.interop;

import io.github.swfsdk.examples.Main;
import io.github.swfsdk.examples.department.StorageKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A department in a process of its own, as {@code serve} starts it: from the runnable jar in a build, else from classes. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?m)^ready dicom=(\\d+) hl7=(\\d+) http=(\\d+)$");
    static final Duration DEADLINE = Duration.ofSeconds(120);

    private final PeerProcess process;
    private final Matcher ready;

    private ServeProcess(PeerProcess process, Matcher ready) {
        this.process = process;
        this.ready = ready;
    }

    static ServeProcess start(Path data, StorageKind storage, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--ae=SWF",
                "--dicom-port=0",
                "--hl7-port=0",
                "--http-port=0",
                "--data=" + data,
                "--storage=" + storage));
        arguments.addAll(List.of(options));
        PeerProcess process = run(arguments.toArray(String[]::new)).awaitOutput(READY.pattern(), DEADLINE);
        Matcher ready = READY.matcher(process.output());
        if (!ready.find()) {
            throw new AssertionError(process.output());
        }
        return new ServeProcess(process, ready);
    }

    /** Starts any command in a process of its own. */
    static PeerProcess run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        String jar = System.getProperty("swf.examples.jar");
        if (jar != null) {
            command.addAll(List.of("-jar", jar));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        command.addAll(List.of(arguments));
        return PeerProcess.start(Path.of("."), command);
    }

    int dicomPort() {
        return Integer.parseInt(ready.group(1));
    }

    int hl7Port() {
        return Integer.parseInt(ready.group(2));
    }

    int httpPort() {
        return Integer.parseInt(ready.group(3));
    }

    /** SIGTERM. */
    void terminate() {
        process.terminate();
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    int awaitExit() {
        return process.awaitExit(DEADLINE);
    }

    @Override
    public void close() {
        process.close();
    }
}
