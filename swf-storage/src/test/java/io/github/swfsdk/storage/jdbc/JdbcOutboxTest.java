package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.testkit.OutboxContract;
import io.github.swfsdk.api.workflow.Outbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcOutboxTest extends OutboxContract {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private JdbcWorkflowStore store;

    @BeforeAll
    static void openDatabase() {
        database = new TestDatabase(folder);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @Override
    protected Outbox openOutbox() throws Exception {
        store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
        TestDatabase.clear(database.dataSource());
        return store.outbox();
    }

    @Override
    protected void closeOutbox(Outbox opened) {
        store.close();
    }
}
