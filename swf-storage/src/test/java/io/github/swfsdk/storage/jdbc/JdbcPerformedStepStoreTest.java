package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.PerformedStepStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPerformedStepStoreTest extends PerformedStepStoreContract {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected PerformedStepStore emptyStore() {
        PerformedStepStore store = JdbcPerformedStepStore.on(DATABASE.dataSource(), new TestCodec());
        TestDatabase.clear(DATABASE.dataSource());
        return store;
    }

    @Override
    protected PerformedStepStore reopened(PerformedStepStore store) {
        return JdbcPerformedStepStore.on(DATABASE.dataSource(), new TestCodec());
    }
}
