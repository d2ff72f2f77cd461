package io.github.swfsdk.storage.durability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process of this test, with the same class path. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts a main class, behind a command such as a tracer. */
    static Child start(List<String> before, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Reads what was acknowledged, up to so many, or to the end of the process. */
    List<Integer> acknowledged(int limit) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        String line = numbers.size() < limit ? output.readLine() : null;
        while (line != null) {
            numbers.add(Integer.valueOf(line.substring("ACK ".length())));
            line = numbers.size() < limit ? output.readLine() : null;
        }
        return numbers;
    }

    /** Kills it with SIGKILL. What it has written can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // that of the process itself would close its output
        process.waitFor(30, TimeUnit.SECONDS);
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the child process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
