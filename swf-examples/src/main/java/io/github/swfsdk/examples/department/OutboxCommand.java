package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.Outbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a department has given up to deliver, and lets an operator decide. */
@Command(
        name = "outbox",
        description =
                "Prints how much a department owes to others, and a line for each message that was given up: its number, kind,"
                        + " destination, subject, number of attempts, and why. What follows a message under the same subject"
                        + " and destination waits until somebody decides.")
public final class OutboxCommand implements Callable<Integer> {
    private static final int MAX_SHOWN = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OpenedStore store;

    @Option(names = "--resume", paramLabel = "NUMBER", description = "try this one again; may be repeated")
    private List<Long> resume = new ArrayList<>();

    @Option(names = "--drop", paramLabel = "NUMBER", description = "deliver this one never; may be repeated")
    private List<Long> drop = new ArrayList<>();

    @Option(names = "--retry-now", description = "try everything now that waits for a receiver")
    private boolean retryNow;

    @Override
    public Integer call() throws IOException {
        return store.use(opened -> run(DepartmentScheduler.on(opened).outbox()));
    }

    private int run(Outbox outbox) {
        PrintWriter err = spec.commandLine().getErr();
        List<Long> parked =
                outbox.parked(MAX_SHOWN).stream().map(Outbox.Entry::id).toList();
        List<Long> named = new ArrayList<>(resume);
        named.addAll(drop);
        @Nullable
        Long unknown =
                named.stream().filter(id -> !parked.contains(id)).findFirst().orElse(null);
        if (unknown != null) {
            err.println(spec.qualifiedName() + ": number " + unknown + " is not among those given up");
            return 1;
        }
        resume.forEach(outbox::resume);
        drop.forEach(outbox::drop);
        if (retryNow) {
            outbox.retryNow();
        }
        print(outbox);
        return 0;
    }

    private void print(Outbox outbox) {
        PrintWriter out = spec.commandLine().getOut();
        List<Outbox.Entry> parked = outbox.parked(MAX_SHOWN);
        out.println("owed=" + outbox.size() + " given-up=" + parked.size());
        for (Outbox.Entry entry : parked) {
            out.printf(
                    "%d %s to %s about %s, %d attempts: %s%n",
                    entry.id(),
                    entry.followUp().kind(),
                    entry.followUp().destination(),
                    entry.followUp().orderingKey(),
                    entry.attempts(),
                    entry.lastFailure());
        }
    }
}
