package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcWorklistTest extends WorklistProviderContract {
    private static final Cause CAUSE = new Cause(Cause.Kind.HL7, "OP", "1");

    @TempDir
    Path folder;

    private TestDatabase database;
    private JdbcWorkflowStore store;

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) {
        if (store == null) {
            database = new TestDatabase(folder);
            store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
        }
        TestDatabase.clear(database.dataSource());
        DepartmentScheduler scheduler = DepartmentScheduler.on(store);
        steps.forEach(step -> scheduler.orders().receive(OrderRequest.place(new ImagingOrder(List.of(step)), CAUSE)));
        return scheduler.worklist();
    }

    @Override
    protected void breakSource() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table swf_step rename to swf_step_lost");
        }
    }
}
