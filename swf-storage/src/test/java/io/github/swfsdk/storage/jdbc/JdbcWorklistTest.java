package io.github.swfsdk.storage.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcWorklistTest extends JdbcWorklistContract {
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
    protected DataSource dataSource() {
        return database.dataSource();
    }
}
