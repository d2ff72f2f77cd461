package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.TimelineEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what has happened to an order. */
@Command(
        name = "timeline",
        description =
                "Prints what has happened to an order, a line for each event: time, event, what led to it, and how far"
                        + " each scheduled step was then.")
public final class TimelineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ACCESSION", description = "accession number of the order")
    private String accession = "";

    @Mixin
    private OpenedStore store;

    @Override
    public Integer call() throws IOException {
        return store.use(opened -> print(DepartmentScheduler.on(opened).timeline(new OrderKey("", "", accession))));
    }

    private int print(List<TimelineEntry> entries) {
        PrintWriter out = spec.commandLine().getOut();
        for (TimelineEntry entry : entries) {
            out.printf("%s %s by %s: %s%n", entry.at(), entry.event(), told(entry.cause()), entry.steps());
        }
        if (entries.isEmpty()) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": no such order");
            return 1;
        }
        return 0;
    }

    private static String told(Cause cause) {
        String what = cause.kind() + " " + cause.peer() + " " + cause.reference();
        return cause.association().isEmpty() ? what : what + " over " + cause.association();
    }
}
