package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The worklist of a scheduler over the SQL store, whose source breaks when a table is gone. */
public abstract class JdbcWorklistContract extends WorklistProviderContract {
    private boolean broken;

    /** The database, whose tables the tests empty. */
    protected abstract DataSource dataSource();

    @AfterEach
    void mendSource() throws SQLException {
        if (broken) {
            execute("alter table swf_step_lost rename to swf_step");
        }
    }

    @Override
    protected final WorklistProvider providerOf(List<ScheduledStep> steps) {
        JdbcWorkflowStore store = JdbcWorkflowStore.on(dataSource(), new TestCodec());
        TestDatabase.clear(dataSource());
        store.transact(tx -> {
            steps.forEach(step -> tx.save(ExamFixtures.record(new ImagingOrder(List.of(step)))));
            return steps.size();
        });
        return DepartmentScheduler.on(store).worklist();
    }

    @Override
    protected final void breakSource() throws SQLException {
        execute("alter table swf_step rename to swf_step_lost");
        broken = true;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
