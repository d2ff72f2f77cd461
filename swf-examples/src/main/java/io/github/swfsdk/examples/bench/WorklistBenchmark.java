package io.github.swfsdk.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistService;
import io.github.swfsdk.examples.TemporaryFolder;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures worklist queries over schedules of several sizes, and over worklist files beside DCMTK. */
@Command(
        name = "mwl",
        showDefaultValues = true,
        description =
                "Worklist queries on an open association, over schedules in a database: median and 99th percentile,"
                        + " then several modalities that poll at once. With --files the same questions to a folder of worklist"
                        + " files, and to wlmscpfs of DCMTK on the same files, which has to be on the path.")
final class WorklistBenchmark implements Callable<Integer> {
    static final String AE = "SWF";

    private static final int BATCH = 500;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "N",
            description = "sizes of the schedule in the database, ascending; each is filled up to the next")
    private List<Integer> sizes = List.of(100_000);

    @Option(
            names = "--db",
            paramLabel = "JDBC_URL",
            description = "a database of its own; by default an embedded one in a temporary folder")
    private @Nullable String database;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "a folder that keeps the embedded database for the next time; filling it takes the longest")
    private @Nullable Path data;

    @Option(names = "--files", paramLabel = "N", description = "compares on so many worklist files instead")
    private int files;

    @Option(names = "--pollers", paramLabel = "N", description = "modalities that poll at once")
    private int pollers = 8;

    @Option(names = "--seconds", paramLabel = "N", description = "how long each question is asked")
    private double seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "seconds that each question is asked before that at least, which do not count")
    private double warmUp = 3;

    @Override
    public Integer call() throws IOException, SQLException {
        if (!(seconds > 0 && warmUp > 0)
                || pollers < 1
                || files < 0
                || sizes.stream().anyMatch(size -> size < 1)) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive");
        }
        WorklistLoad load = new WorklistLoad(
                duration(warmUp), duration(seconds), pollers, spec.commandLine().getOut());
        load.printHeader();
        if (files > 0) {
            WorklistFiles.compare(new ScheduleFixture(files, LocalDate.now()), load);
        } else if (database != null) {
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setJdbcUrl(database);
                for (int size : sizes) {
                    fill(pool, size);
                    measure(pool, size, load);
                }
            }
        } else if (data != null) {
            embedded(data, load);
        } else {
            try (TemporaryFolder folder = TemporaryFolder.create("swf-bench")) {
                embedded(folder.path(), load);
            }
        }
        return 0;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** Closes the database after it was filled: it would rearrange its file while it is measured. */
    private void embedded(Path folder, WorklistLoad load) throws IOException, SQLException {
        for (int size : sizes) {
            try (EmbeddedDatabase embedded = EmbeddedDatabase.open(folder)) {
                fill(embedded.dataSource(), size);
            }
            try (EmbeddedDatabase embedded = EmbeddedDatabase.open(folder)) {
                measure(embedded.dataSource(), size, load);
            }
        }
    }

    private static void measure(DataSource source, int size, WorklistLoad load) throws IOException, SQLException {
        String product = product(source);
        try (WorkflowStore store = JdbcWorkflowStore.on(source)) {
            serve(
                    DepartmentScheduler.on(store).worklist(),
                    server -> load.run(product, server, new ScheduleFixture(size, LocalDate.now())));
        }
    }

    static void serve(WorklistProvider worklist, Consumer<RemoteAe> user) throws IOException {
        try (DicomServer server = DicomServer.builder()
                .ae(AE, 0)
                .host(WorklistService.of(worklist))
                .start()) {
            user.accept(new RemoteAe(AE, "localhost", server.port()));
        }
    }

    /** Adds the steps that are not there yet, an order for each: what a smaller schedule or an earlier run has left out. */
    private static void fill(DataSource source, int size) throws SQLException {
        ScheduleFixture schedule = new ScheduleFixture(size, LocalDate.now());
        try (WorkflowStore store = JdbcWorkflowStore.on(source)) {
            if (isThere(store, order(schedule, size - 1))) {
                return;
            }
            for (int from = 0; from < size; from += BATCH) {
                int first = from;
                int end = Math.min(from + BATCH, size);
                if (!isThere(store, order(schedule, end - 1))) {
                    store.transact(transaction -> {
                        for (int i = first; i < end; i++) {
                            OrderRecord order = order(schedule, i);
                            if (transaction.findOrder(order.key()).isEmpty()) {
                                transaction.save(order);
                            }
                        }
                        return end;
                    });
                }
            }
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze"); // as both databases do by themselves a while later
        }
    }

    private static OrderRecord order(ScheduleFixture schedule, int number) {
        return new OrderRecord("bench-" + number, 0, List.of(StepRecord.scheduled(schedule.step(number))));
    }

    private static boolean isThere(WorkflowStore store, OrderRecord order) {
        return store.transact(transaction -> transaction.findOrder(order.key()).isPresent());
    }

    private static String product(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }
}
