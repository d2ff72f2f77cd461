package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.PerformedStepStoreContract;
import io.github.swfsdk.storage.jdbc.JdbcPerformedStepStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPerformedStepStoreIT extends PerformedStepStoreContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    @Override
    protected PerformedStepStore emptyStore() {
        PerformedStepStore store = JdbcPerformedStepStore.on(POSTGRES.dataSource(), new TestCodec());
        TestDatabase.clear(POSTGRES.dataSource());
        return store;
    }

    @Override
    protected PerformedStepStore reopened(PerformedStepStore store) {
        return JdbcPerformedStepStore.on(POSTGRES.dataSource(), new TestCodec());
    }
}
