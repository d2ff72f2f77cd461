package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.testkit.PerformedStepLookupContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcPerformedStepLookupTest extends PerformedStepLookupContract {
    @TempDir
    static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void openDatabase() {
        database = new TestDatabase(folder);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @Override
    protected WorkflowStore openStore() {
        WorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
        TestDatabase.clear(database.dataSource());
        return store;
    }
}
