package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderRowsTest {
    private static final int ORDERS = 50;

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void open() {
        JdbcWorkflowStore store = JdbcWorkflowStore.on(DATABASE.dataSource(), new TestCodec());
        store.transact(tx -> {
            for (int i = 0; i < ORDERS; i++) {
                tx.save(ExamFixtures.record(
                        new ImagingOrder(List.of(ExamFixtures.step("A" + i, ExamFixtures.study(i), "S" + i)))));
            }
            return ORDERS;
        });
    }

    static Stream<String> selects() {
        return Stream.of(
                OrderRows.BY_KEY,
                OrderRows.BY_ID,
                OrderRows.BY_PATIENT,
                OrderRows.BY_STEP,
                OrderRows.BY_STUDY,
                OrderRows.STUDY_OF_OTHER);
    }

    @ParameterizedTest
    @MethodSource("selects")
    void looksOrdersUpByAnIndexHoweverTheyAreNamed(String select) throws SQLException {
        assertThat(plan(select, "A1")).contains("scanCount").doesNotContain("tableScan");
    }

    /** The orders have no filler number, so a lookup by an empty one may find nothing, and not look at each. */
    @ParameterizedTest
    @MethodSource("selects")
    void goesThroughNoRowsForANumberThatIsNotKnown(String select) throws SQLException {
        assertThat(plan(select, "")).contains("scanCount: 1").doesNotContainPattern("scanCount: \\d{2}");
    }

    private static String plan(String select, String text) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                PreparedStatement explain = connection.prepareStatement("explain analyze " + select)) {
            int parameters = (int) select.chars().filter(c -> c == '?').count();
            for (int i = 1; i <= parameters; i++) {
                explain.setString(i, Keys.sought(text));
            }
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
