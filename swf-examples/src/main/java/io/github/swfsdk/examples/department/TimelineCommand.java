package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what has happened to an order of a department that is not running. */
@Command(
        name = "timeline",
        description =
                "Prints what has happened to an order, a line for each event: time, event, what led to it, and how far"
                        + " each scheduled step was then. The department must not be running on the folder.")
public final class TimelineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ACCESSION", description = "accession number of the order")
    private String accession = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the folder that serve was given")
    private Path data;

    @Override
    public Integer call() {
        Path database = data.resolve("database");
        if (!Files.isDirectory(database)) {
            throw new ParameterException(spec.commandLine(), "there is no department in " + data);
        }
        try (EmbeddedDatabase open = EmbeddedDatabase.open(database);
                JdbcWorkflowStore store = JdbcWorkflowStore.on(open.dataSource())) {
            return print(DepartmentScheduler.on(store).timeline(new OrderKey("", "", accession)));
        }
    }

    private int print(List<TimelineEntry> entries) {
        PrintWriter out = spec.commandLine().getOut();
        for (TimelineEntry entry : entries) {
            out.printf(
                    "%s %s by %s %s %s: %s%n",
                    entry.at(),
                    entry.event(),
                    entry.cause().kind(),
                    entry.cause().peer(),
                    entry.cause().reference(),
                    entry.steps());
        }
        if (entries.isEmpty()) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": no such order");
            return 1;
        }
        return 0;
    }
}
