package io.github.swfsdk.storage.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** An embedded database that the tests of a class share, each of them with empty tables. */
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedDatabase database;

    TestDatabase(Path folder) {
        database = EmbeddedDatabase.open(folder);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    /** Empties the tables that are there. */
    public static void clear(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : tables(connection)) {
                statement.execute("delete from " + table);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError("cannot empty the tables", e);
        }
    }

    /** Those that hold something and are not emptied by others, the referring before the referred. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        names.removeIf(
                name -> !name.startsWith("swf_") || name.equals("swf_lock") || name.equals("swf_schema_history"));
        names.sort(Comparator.comparing((String name) -> !name.equals("swf_chunk_ref")));
        return names;
    }

    @Override
    public void close() {
        database.close();
    }
}
