package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcWorklistTest extends WorklistProviderContract {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static JdbcWorkflowStore store;

    private boolean broken;

    @BeforeAll
    static void open() {
        database = new TestDatabase(folder);
        store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
    }

    @AfterAll
    static void close() {
        store.close();
        database.close();
    }

    @AfterEach
    void mend() throws SQLException {
        if (broken) {
            execute("alter table swf_step_lost rename to swf_step");
        }
    }

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) {
        TestDatabase.clear(database.dataSource());
        store.transact(tx -> {
            steps.forEach(step -> tx.save(ExamFixtures.record(new ImagingOrder(List.of(step)))));
            return steps.size();
        });
        return DepartmentScheduler.on(store).worklist();
    }

    @Override
    protected void breakSource() throws SQLException {
        execute("alter table swf_step rename to swf_step_lost");
        broken = true;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
