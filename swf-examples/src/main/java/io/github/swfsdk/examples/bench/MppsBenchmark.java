package io.github.swfsdk.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.examples.TemporaryFolder;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures pairs of N-CREATE and N-SET (RAD-6, RAD-7), strictly one after the other on each association. Every pair performs
 * an order of its own, for a department scheduler with strict rules that moves the order and writes its timeline.
 */
@Command(
        name = "mpps",
        showDefaultValues = true,
        description =
                "Pairs of N-CREATE and N-SET per second. Each pair performs an order of its own, all rules apply, and"
                        + " success is answered when the change is durable, or in memory if that is asked for.")
final class MppsBenchmark implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--pairs", paramLabel = "N", description = "how many pairs to measure")
    private int pairs = 5_000;

    @Option(names = "--warm-up", paramLabel = "N", description = "how many pairs come first and do not count")
    private int warmUp = 2_000;

    @Option(names = "--associations", paramLabel = "N", description = "how many associations send at once")
    private int associations = 1;

    @Option(names = "--stored", paramLabel = "N", description = "how many orders there are besides those performed")
    private int stored;

    @Option(names = "--memory", description = "keep everything in memory instead of a database")
    private boolean memory;

    @Option(
            names = "--db",
            paramLabel = "JDBC_URL",
            description = "the database; by default an embedded one in a temporary folder")
    private @Nullable String database;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1 || warmUp < 0 || stored < 0 || associations < 1) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive");
        }
        if (memory) {
            try (WorkflowStore store = new InMemoryWorkflowStore()) {
                return measure(store, "memory");
            }
        }
        if (database != null) {
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setJdbcUrl(database);
                try (WorkflowStore store = JdbcWorkflowStore.on(pool)) {
                    return measure(store, database.split(":")[1]);
                }
            }
        }
        try (TemporaryFolder folder = TemporaryFolder.create("swf-bench");
                EmbeddedDatabase embedded = EmbeddedDatabase.open(folder.path());
                WorkflowStore store = JdbcWorkflowStore.on(embedded.dataSource())) {
            return measure(store, "embedded");
        }
    }

    private int measure(WorkflowStore store, String kind) throws IOException, InterruptedException {
        SyntheticOrders.store(store, warmUp + pairs, stored);
        PerformedPairs prepared = PerformedPairs.of(SyntheticOrders.steps(warmUp + pairs));
        DepartmentScheduler scheduler = DepartmentScheduler.on(store);
        try (DicomServer server = DicomServer.builder()
                .ae("BENCH", 0)
                .host(MppsService.of(scheduler.performedSteps(), scheduler.performedStepStore()))
                .start()) {
            RemoteAe peer = new RemoteAe("BENCH", "127.0.0.1", server.port());
            prepared.send(peer, 0, warmUp, associations);
            Rate rate = prepared.send(peer, warmUp, warmUp + pairs, associations);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "mpps store=%s associations=%d stored=%d %s%n",
                            kind, associations, stored, rate.describe("pairs"));
            return 0;
        }
    }
}
