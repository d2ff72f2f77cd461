package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.examples.CommandLineRun;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-10T08:00:00Z");
    private static final Instant MUCH_LATER = NOW.plusSeconds(1_000_000);

    @TempDir
    Path folder;

    private long parked;

    @BeforeEach
    void giveUpOneOfTwo() {
        parked = outbox(outbox -> {
            outbox.add(new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", "1.2.3", DataSet.empty()));
            outbox.add(new FollowUp(FollowUp.Kind.MPPS_SET, "PACS", "1.2.3", DataSet.empty()));
            outbox.add(new FollowUp(FollowUp.Kind.MPPS_CREATE, "RIS", "1.2.3", DataSet.empty()));
            List<Outbox.Entry> claimed = outbox.claim(NOW, MUCH_LATER, 10, Set.of());
            outbox.parked(claimed.get(0).id(), "N-CREATE was answered with 0110H");
            return claimed.get(0).id();
        });
    }

    @Test
    void showsWhatWasGivenUpAndWhy() {
        CommandLineRun run = run();

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "owed=3 given-up=1",
                        parked + " MPPS_CREATE to PACS about 1.2.3, 1 attempts: N-CREATE was answered with 0110H");
    }

    @Test
    void resumesWhatAnOperatorNames() {
        assertThat(run("--resume", Long.toString(parked)).out().lines()).containsExactly("owed=3 given-up=0");

        assertThat(claimable()).containsExactly("MPPS_CREATE PACS");
    }

    @Test
    void dropsWhatAnOperatorNamesAndGoesOnWithWhatFollows() {
        assertThat(run("--drop", Long.toString(parked)).out().lines()).containsExactly("owed=2 given-up=0");

        assertThat(claimable()).containsExactly("MPPS_SET PACS");
    }

    @Test
    void triesNowWhatWaits() {
        assertThat(run("--retry-now").exit()).isZero();

        assertThat(claimable()).containsExactly("MPPS_CREATE RIS");
    }

    @Test
    void touchesNothingIfANumberIsNotAmongThoseGivenUp() {
        CommandLineRun run = run("--drop", Long.toString(parked), "--resume", Long.toString(parked + 1));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("number " + (parked + 1) + " is not among those given up");
        assertThat(run().out()).startsWith("owed=3 given-up=1");
    }

    private CommandLineRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("outbox", "--data", folder.toString()));
        all.addAll(List.of(arguments));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private List<String> claimable() {
        return outbox(outbox -> outbox.claim(NOW, MUCH_LATER, 10, Set.of()).stream()
                .map(entry -> entry.followUp().kind() + " " + entry.followUp().destination())
                .toList());
    }

    private <T> T outbox(Function<Outbox, T> use) {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("database"));
                WorkflowStore store = JdbcWorkflowStore.on(database.dataSource())) {
            return use.apply(store.outbox());
        }
    }
}
