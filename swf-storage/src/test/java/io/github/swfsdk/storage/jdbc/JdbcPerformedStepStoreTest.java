package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.PerformedStepStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcPerformedStepStoreTest extends PerformedStepStoreContract {
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
    protected PerformedStepStore emptyStore() {
        PerformedStepStore store = JdbcPerformedStepStore.on(database.dataSource(), new TestCodec());
        TestDatabase.clear(database.dataSource());
        return store;
    }

    @Override
    protected PerformedStepStore reopened(PerformedStepStore store) {
        return JdbcPerformedStepStore.on(database.dataSource(), new TestCodec());
    }
}
