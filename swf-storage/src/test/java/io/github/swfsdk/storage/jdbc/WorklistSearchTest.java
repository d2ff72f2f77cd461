package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorklistSearchTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final WorklistQuery EVERYTHING = query(DataSet.empty());

    private static JdbcWorkflowStore store;

    @BeforeAll
    static void open() {
        store = JdbcWorkflowStore.on(DATABASE.dataSource(), new TestCodec());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void clear() {
        TestDatabase.clear(DATABASE.dataSource());
    }

    /** Among the candidates are steps whose modality column cannot tell, between the others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 23, 24, 25, 5_000})
    void findsEachCandidateOnceHoweverManyAreLookedUpAtOnce(int atOnce) {
        for (int i = 0; i < 8; i++) {
            save(i, "DX", "DX", i % 2 == 0 ? "DX\\CT" : "DX");
        }
        save(8, "MR");

        assertThat(found(query(Tags.MODALITY, "DX"), atOnce))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8)
                        .boxed()
                        .flatMap(order -> IntStream.range(0, 3).mapToObj(step -> order + "." + step))
                        .toList());
    }

    @Test
    void leavesOutWhatHasEndedHoweverItIsLookedUp() {
        save(order(1, "DX", "DX"), Tags.SCHEDULED_STATION_AE_TITLE, "DX1", "DX2");
        change(1, steps -> steps.set(0, steps.get(0).withStatus(StepStatus.COMPLETED)));

        assertThat(found(query(Tags.SCHEDULED_STATION_AE_TITLE, "DX1"), 5_000)).containsExactly("1.1");
        assertThat(found(query(Tags.SCHEDULED_STATION_AE_TITLE, "DX2"), 5_000)).containsExactly("1.1");
        assertThat(found(query(Tags.MODALITY, "DX"), 5_000)).containsExactly("1.1");
        assertThat(found(query(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260110-"), 5_000))
                .containsExactly("1.1");
        assertThat(found(EVERYTHING, 5_000)).containsExactly("1.1");
    }

    @Test
    void findsAgainWhatIsOpenAgain() {
        save(order(1, "DX"), Tags.SCHEDULED_STATION_AE_TITLE, "DX1", "DX2");
        change(1, steps -> steps.set(0, steps.get(0).withStatus(StepStatus.DISCONTINUED)));
        change(1, steps -> steps.set(0, steps.get(0).withStatus(StepStatus.SCHEDULED)));

        assertThat(found(query(Tags.SCHEDULED_STATION_AE_TITLE, "DX1"), 5_000)).containsExactly("1.0");
        assertThat(found(query(Tags.SCHEDULED_STATION_AE_TITLE, "DX2"), 5_000)).containsExactly("1.0");
    }

    @Test
    void findsAStepByEachOfItsStationsOnItsDayOnly() {
        save(order(1, "DX"), Tags.SCHEDULED_STATION_AE_TITLE, "DX1", "DX2", "DX1");
        save(order(2, "DX"), Tags.SCHEDULED_STATION_AE_TITLE, "DX2");
        save(order(3, "DX"), Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);

        assertThat(found(stationOn("DX1", "20260110"), 5_000)).containsExactly("1.0");
        assertThat(found(stationOn("DX2", "20260101-20260110"), 5_000)).containsExactly("1.0", "2.0");
        assertThat(found(stationOn("DX2", "20260111-"), 5_000)).isEmpty();
        assertThat(found(stationOn("DX1", "-20260109"), 5_000)).isEmpty();
    }

    @Test
    void offersTheStepsOfEarlierDaysFirst() {
        save(order(1, "DX"), Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260112");
        save(order(2, "DX"), Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20251231");
        save(order(3, "DX"), Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260111");

        assertThat(found(EVERYTHING, 5_000)).containsExactly("2.0", "3.0", "1.0");
    }

    /** The step is on the second page, and is on another day when that page is read. */
    @Test
    void offersAStepThatMovesToAnotherDayMeanwhile() {
        int count = 150;
        for (int i = 0; i < count; i++) {
            save(i, "DX");
        }
        List<String> days = new ArrayList<>();
        search(query(Tags.MODALITY, "DX"), 5_000, step -> {
            if (days.isEmpty()) {
                change(
                        count - 1,
                        steps -> steps.set(
                                0,
                                steps.get(0)
                                        .withStep(with(
                                                steps.get(0).step(),
                                                Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
                                                "20260102"))));
            }
            return days.add(step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE));
        });
        assertThat(days).hasSize(count).endsWith("20260110", "20260102").containsOnlyOnce("20260102");
    }

    /** What many steps share is looked up in the order of an index, so that it takes only what is read. */
    @ParameterizedTest
    @CsvSource({
        "'', '', SWF_STEP_OPEN",
        "'', DX, SWF_STEP_MODALITY",
        "DX1, '', SWF_STEP_STATION",
        "DX1, DX, SWF_STEP_STATION",
    })
    void walksAnIndexInItsOrder(String station, String modality, String index) throws SQLException {
        saveForPlans();
        for (String days : List.of("", "20260110", "20260109-20260111")) {
            DataSet keys = DataSet.builder()
                    .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                    .put(Tags.MODALITY, modality)
                    .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, days)
                    .build();
            assertThat(plan(query(keys)))
                    .contains("PUBLIC." + index + ":", "index sorted")
                    .satisfies(plan -> assertThat(plan.contains("PLACE >=")).isEqualTo(!days.isEmpty()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00080050, A7, SWF_STEP_ACCESSION",
        "00100020, P7, SWF_STEP_PATIENT",
        "0020000D, 1.2.7, SWF_STEP_STUDY",
        "00401001, R-A7, SWF_STEP_PROCEDURE"
    })
    void looksUpAnIdentifierWhateverElseIsAsked(String tag, String value, String index) throws SQLException {
        saveForPlans();
        for (String days : List.of("", "20260110")) {
            DataSet keys = DataSet.builder()
                    .put(Tags.SCHEDULED_STATION_AE_TITLE, days.isEmpty() ? "" : "DX1")
                    .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, days)
                    .build();
            DataSet identifier = query(keys).identifier().toBuilder()
                    .put(Tag.parse(tag), value)
                    .build();
            assertThat(plan(new WorklistQuery(identifier, "DX1"))).contains("PUBLIC." + index + ":");
        }
    }

    /** As many steps as it takes until H2 prefers an index. */
    private static void saveForPlans() throws SQLException {
        store.transact(tx -> {
            for (int i = 0; i < 200; i++) {
                ScheduledStep step =
                        ExamFixtures.forPatient(order(i, "DX").steps().get(0), "P" + i);
                tx.save(ExamFixtures.record(new ImagingOrder(List.of(
                        i % 4 == 0 ? step : with(step, Tags.MODALITY, "CT"),
                        with(step, Tags.SCHEDULED_STATION_AE_TITLE, "S" + i)))));
            }
            return true;
        });
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    /** How H2 does the first of the lookups. */
    private static String plan(WorklistQuery query) throws SQLException {
        WorklistSearch.Lookup lookup = new WorklistSearch(query, new TestCodec(), 5_000)
                .lookups(Long.MIN_VALUE)
                .get(0);
        try (Connection connection = DATABASE.dataSource().getConnection();
                PreparedStatement explain =
                        connection.prepareStatement("explain " + lookup.sql() + " fetch first 5000 rows only")) {
            for (int i = 0; i < lookup.values().size(); i++) {
                explain.setObject(i + 1, lookup.values().get(i));
            }
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static List<String> found(WorklistQuery query, int atOnce) {
        List<String> found = new ArrayList<>();
        search(query, atOnce, step -> found.add(step.stepId()));
        return found;
    }

    private static void search(WorklistQuery query, int atOnce, WorklistSink sink) {
        new WorklistSearch(query, new TestCodec(), atOnce).run(Database.prepare(DATABASE.dataSource()), sink);
    }

    private static WorklistQuery query(Tag tag, String value) {
        return query(DataSet.builder().put(tag, value).build());
    }

    private static WorklistQuery stationOn(String station, String days) {
        return query(DataSet.builder()
                .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, days)
                .build());
    }

    private static WorklistQuery query(DataSet step) {
        return new WorklistQuery(
                DataSet.builder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                        .build(),
                "DX1");
    }

    private static void change(int number, Consumer<List<StepRecord>> change) {
        store.transact(tx -> {
            OrderRecord order =
                    tx.findOrder(ExamFixtures.record(order(number, "DX")).key()).orElseThrow();
            List<StepRecord> steps = new ArrayList<>(order.steps());
            change.accept(steps);
            tx.save(new OrderRecord(order.id(), order.version(), steps));
            return true;
        });
    }

    private static void save(int number, String... modalities) {
        save(order(number, modalities));
    }

    /** Saves an order whose steps have other values of an attribute. */
    private static void save(ImagingOrder order, Tag tag, String... values) {
        save(new ImagingOrder(
                order.steps().stream().map(step -> with(step, tag, values)).toList()));
    }

    private static void save(ImagingOrder order) {
        store.transact(tx -> {
            tx.save(ExamFixtures.record(order));
            return true;
        });
    }

    private static ImagingOrder order(int number, String... modalities) {
        List<ScheduledStep> steps = new ArrayList<>();
        for (int i = 0; i < modalities.length; i++) {
            ScheduledStep step = ExamFixtures.step("A" + number, ExamFixtures.study(number), number + "." + i);
            steps.add(with(step, Tags.MODALITY, modalities[i].split("\\\\")));
        }
        return new ImagingOrder(steps);
    }

    private static ScheduledStep with(ScheduledStep step, Tag tag, String... values) {
        return step.withStep(step.step().toBuilder().put(tag, values).build());
    }
}
