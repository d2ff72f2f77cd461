package io.github.swfsdk.storage.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Runs the tests of a class on the PostgreSQL server of the whole run, or skips them where there is none. */
final class SharedPostgres implements BeforeAllCallback {
    private @Nullable PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot() // whose values are closed at the end of the run
                .getStore(Namespace.create(SharedPostgres.class))
                .getOrComputeIfAbsent(PostgresServer.class, key -> start(), PostgresServer.class);
    }

    DataSource dataSource() {
        return server.dataSource();
    }

    private static PostgresServer start() {
        try {
            return PostgresServer.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        }
    }
}
