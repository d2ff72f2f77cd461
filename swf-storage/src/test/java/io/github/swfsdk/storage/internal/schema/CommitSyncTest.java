package io.github.swfsdk.storage.internal.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLFeatureNotSupportedException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be made durable is refused before anything is kept in it. */
class CommitSyncTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2.5.252 (2026-06-01)", "2.5.250"})
    void refusesAReleaseThatLosesCommits(String version) {
        assertThatThrownBy(() -> CommitSync.requireSafe(version))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining(version.substring(0, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.240 (2025-09-22)", "2.3.232", "2.5.2520"})
    void acceptsOthers(String version) {
        assertThatCode(() -> CommitSync.requireSafe(version)).doesNotThrowAnyException();
    }

    @Test
    void refusesADatabaseInAnotherProcess() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
        try {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:tcp://localhost:" + server.getPort() + "/./remote");
            assertThatThrownBy(() -> DurableDataSource.over(source))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("in this process");
        } finally {
            server.stop();
        }
    }
}
