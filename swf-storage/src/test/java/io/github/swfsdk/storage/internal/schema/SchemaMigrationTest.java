package io.github.swfsdk.storage.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
    private static final Pattern COMMENT = Pattern.compile("--.*");

    @Test
    void eachDialectHasEachStep() throws Exception {
        for (Dialect dialect : Dialect.values()) {
            for (String step : SchemaMigration.STEPS) {
                assertThat(statements(dialect, step)).as("%s %s", dialect, step).isNotEmpty();
            }
        }
    }

    /** H2 commits after each statement, so a start that is cut short leaves half a step, which is done again. */
    @Test
    void eachStatementForH2MayBeRepeated() throws Exception {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:repeated");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String step : SchemaMigration.STEPS) {
                for (String sql : statements(Dialect.H2, step)) {
                    statement.execute(sql);
                    statement.execute(sql);
                }
                for (String sql : statements(Dialect.H2, step)) {
                    statement.execute(sql);
                }
            }
        }
    }

    @Test
    void aSecondStartChangesNothing() throws Exception {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:twice");
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.isClosed()).isFalse(); // keeps the database while it is open
            Database.prepare(dataSource);
            Database.prepare(dataSource);
        }
    }

    private static List<String> statements(Dialect dialect, String step) throws Exception {
        String name = "/io/github/swfsdk/storage/schema/" + dialect.folder() + "/" + step;
        try (InputStream in = SchemaMigration.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            String text = COMMENT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll("");
            return Stream.of(text.split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        }
    }
}
