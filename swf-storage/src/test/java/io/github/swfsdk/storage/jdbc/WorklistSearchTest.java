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
import io.github.swfsdk.storage.internal.schema.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorklistSearchTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

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
                .isEqualTo(IntStream.range(0, 8)
                        .boxed()
                        .flatMap(order -> IntStream.range(0, 3).mapToObj(step -> order + "." + step))
                        .toList());
    }

    @Test
    void leavesOutWhatHasEndedHoweverItIsLookedUp() {
        save(1, "DX", "DX");
        store.transact(tx -> {
            OrderRecord order =
                    tx.findOrder(ExamFixtures.record(order(1, "DX")).key()).orElseThrow();
            List<StepRecord> steps = new ArrayList<>(order.steps());
            steps.set(0, steps.get(0).withStatus(StepStatus.COMPLETED));
            tx.save(new OrderRecord(order.id(), order.version(), steps));
            return true;
        });
        assertThat(found(query(Tags.SCHEDULED_STATION_AE_TITLE, "DX1"), 5_000)).containsExactly("1.1");
        assertThat(found(query(Tags.MODALITY, "DX"), 5_000)).containsExactly("1.1");
        assertThat(found(query(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260110-"), 5_000))
                .containsExactly("1.1");
    }

    private static List<String> found(WorklistQuery query, int atOnce) {
        List<String> found = new ArrayList<>();
        new WorklistSearch(query, new TestCodec(), atOnce)
                .run(Database.prepare(DATABASE.dataSource()), step -> found.add(step.stepId()));
        return found;
    }

    private static WorklistQuery query(Tag tag, String value) {
        return new WorklistQuery(
                DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                DataSet.builder().put(tag, value).build())
                        .build(),
                "DX1");
    }

    private static void save(int number, String... modalities) {
        store.transact(tx -> {
            tx.save(ExamFixtures.record(order(number, modalities)));
            return number;
        });
    }

    private static ImagingOrder order(int number, String... modalities) {
        List<ScheduledStep> steps = new ArrayList<>();
        for (int i = 0; i < modalities.length; i++) {
            ScheduledStep step = ExamFixtures.step("A" + number, ExamFixtures.study(number), number + "." + i);
            steps.add(step.withStep(step.step().toBuilder()
                    .put(Tags.MODALITY, modalities[i].split("\\\\"))
                    .build()));
        }
        return new ImagingOrder(steps);
    }
}
