package io.github.swfsdk.storage.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded database that the tests of a class share. */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private @Nullable TestFolder folder;
    private @Nullable EmbeddedDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = TestFolder.create();
        database = EmbeddedDatabase.open(folder.path());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (database != null) {
            database.close();
        }
        if (folder != null) {
            folder.close();
        }
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
}
