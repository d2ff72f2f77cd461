package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class JdbcWorklistIT extends WorklistProviderContract {
    private static PostgresServer server;
    private static JdbcWorkflowStore store;

    private boolean broken;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
        store = JdbcWorkflowStore.on(server.dataSource(), new TestCodec());
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void mend() throws SQLException {
        if (broken) {
            execute("alter table swf_step_lost rename to swf_step");
        }
    }

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) {
        TestDatabase.clear(server.dataSource());
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
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
