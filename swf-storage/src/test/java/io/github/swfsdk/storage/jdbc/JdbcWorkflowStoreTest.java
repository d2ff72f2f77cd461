package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.testkit.WorkflowStoreContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcWorkflowStoreTest extends WorkflowStoreContract {
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
    protected WorkflowStore openStore() throws Exception {
        WorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
        TestDatabase.clear(database.dataSource());
        assertThat(store.outbox().size()).isZero();
        return store;
    }
}
