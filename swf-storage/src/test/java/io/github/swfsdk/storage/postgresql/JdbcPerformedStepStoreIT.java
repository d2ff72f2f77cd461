package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.PerformedStepStoreContract;
import io.github.swfsdk.storage.jdbc.JdbcPerformedStepStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcPerformedStepStoreIT extends PerformedStepStoreContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected PerformedStepStore emptyStore() {
        PerformedStepStore store = JdbcPerformedStepStore.on(server.dataSource(), new TestCodec());
        TestDatabase.clear(server.dataSource());
        return store;
    }

    @Override
    protected PerformedStepStore reopened(PerformedStepStore store) {
        return JdbcPerformedStepStore.on(server.dataSource(), new TestCodec());
    }
}
