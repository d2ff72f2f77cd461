package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.storage.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommitted() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("new/data"))) {
            createTable(database);
            insert(database, 1);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("new/data"))) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void rollsBackWhatAUserLeftOpen() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.builder(folder).maxConnections(1).open()) {
            createTable(database);
            try (Connection connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "insert into t values (1)");
            }
            try (Connection connection = database.dataSource().getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
            }
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void refusesTheUseOfAConnectionThatWasGivenBack() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.builder(folder).maxConnections(1).open()) {
            Connection connection = database.dataSource().getConnection();
            connection.close();
            connection.close();
            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
            try (Connection next = database.dataSource().getConnection()) {
                assertThat(next.isClosed()).isFalse();
            }
        }
    }

    @Test
    void letsNobodyWaitForeverForAConnection() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.builder(folder)
                        .maxConnections(1)
                        .connectionPatience(Duration.ofMillis(20))
                        .open();
                Connection taken = database.dataSource().getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            assertThatThrownBy(() -> database.dataSource().getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class);
        }
    }

    @Test
    void keepsAsMuchInMemoryAsItMay() throws Exception {
        try (EmbeddedDatabase database =
                        EmbeddedDatabase.builder(folder).cacheMegabytes(24).open();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet megabytes = statement.executeQuery(
                        "select setting_value from information_schema.settings where setting_name = 'info.CACHE_MAX_SIZE'")) {
            assertThat(megabytes.next()).isTrue();
            assertThat(megabytes.getString(1)).isEqualTo("24");
        }
    }

    @Test
    void refusesACacheOfNothing() {
        assertThatThrownBy(() -> EmbeddedDatabase.builder(folder).cacheMegabytes(0))
                .hasMessage("cacheMegabytes must be 1 to 2097151, but was 0");
    }

    @Test
    void refusesWorkAfterItWasClosed() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.open(folder);
        database.close();
        database.close();
        assertThatThrownBy(() -> database.dataSource().getConnection()).isInstanceOf(SQLException.class);
    }

    /** An executor that is shut down interrupts its threads, also one that commits. */
    @Test
    void survivesInterruptsOfItsUsers() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
            createTable(database);
            List<Integer> acknowledged = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                Thread writer = new Thread(() -> {
                    try {
                        insert(database, number, Thread.currentThread()::interrupt);
                        synchronized (acknowledged) {
                            acknowledged.add(number);
                        }
                    } catch (SQLException | StorageException e) {
                        assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    }
                });
                writer.start();
                writer.join(30_000);
            }
            insert(database, 100);
            assertThat(count(database)).isGreaterThanOrEqualTo(acknowledged.size() + 1);
        }
    }

    private static void createTable(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            execute(connection, "create table t (n int primary key)");
        }
    }

    private static void insert(EmbeddedDatabase database, int number) throws SQLException {
        insert(database, number, () -> {});
    }

    private static void insert(EmbeddedDatabase database, int number, Runnable beforeCommit) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
            connection.setAutoCommit(false);
            insert.setInt(1, number);
            insert.executeUpdate();
            beforeCommit.run();
            connection.commit();
        }
    }

    private static int count(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
