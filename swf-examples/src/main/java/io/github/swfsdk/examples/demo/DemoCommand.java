package io.github.swfsdk.examples.demo;

import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Plays one whole exam on this machine. */
@Command(
        name = "demo",
        description =
                "Plays one whole exam over real sockets on this machine. Each line of the timeline was checked before"
                        + " it is printed; the exit code is 0 if all of them hold.")
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Timeline timeline = new Timeline(line -> {
            out.println(line);
            out.flush();
        });
        try (TemporaryFolder folder = TemporaryFolder.create("swf-demo")) {
            new PulmonaryEmbolism(folder.path(), timeline).play();
        }
        out.println("pulmonary embolism: all " + timeline.checks() + " checks hold");
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
