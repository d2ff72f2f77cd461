package io.github.swfsdk.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistMatcher;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WorklistProvider} promises, whatever it keeps its steps in. A subclass fills a provider and can take
 * away what the provider reads from.
 */
public abstract class WorklistProviderContract {
    private static final int STEPS = 250; // more than a provider reads at once
    private static final int QUERIES = 150;
    private static final int THREADS = 8;
    private static final long DEADLINE_SECONDS = 60;
    private static final long SEED = 20260705;
    private static final WorklistQuery EVERYTHING = query(DataSet.empty());

    private final List<ScheduledStep> steps = WorklistFixtures.unusualSteps(STEPS, new Random(SEED));
    private WorklistProvider provider;

    /** Called by the test framework. */
    protected WorklistProviderContract() {}

    /**
     * A provider of these steps and no others. They are scheduled and not started; each has a study, a step ID and an
     * accession number of its own.
     */
    protected abstract WorklistProvider providerOf(List<ScheduledStep> steps) throws Exception;

    /** Takes away what the provider made last reads from, as if a disk, a database or a network were lost. */
    protected abstract void breakSource() throws Exception;

    @BeforeEach
    void fill() throws Exception {
        provider = providerOf(steps);
    }

    @Test
    void offersEachStepOnceToAQueryForEverything() {
        assertThat(offered(EVERYTHING))
                .extracting(ScheduledStep::stepId)
                .containsExactlyInAnyOrderElementsOf(ids(steps));
    }

    @Test
    void offersNeverTooLittle() {
        Random random = new Random(SEED);
        for (int i = 0; i < QUERIES; i++) {
            WorklistMatcher matcher = WorklistMatcher.of(query(WorklistFixtures.identifierInZone(steps, random)));
            assertThat(ids(offered(matcher.query()).stream()
                            .filter(matcher::matches)
                            .toList()))
                    .as("query %s", i)
                    .containsExactlyInAnyOrderElementsOf(
                            ids(steps.stream().filter(matcher::matches).toList()));
        }
    }

    @Test
    void offersAStepThatLacksWhatIsNotAskedFor() throws Exception {
        ScheduledStep bare = new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "A1")
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.STUDY_INSTANCE_UID, ExamFixtures.study(1))
                .put(Tags.REQUESTED_PROCEDURE_ID, "R1")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                                .build())
                .build());
        provider = providerOf(List.of(bare));

        assertThat(offered(EVERYTHING)).extracting(ScheduledStep::stepId).containsExactly("S1");
        assertThat(offered(query(DataSet.builder().put(Tags.PATIENT_ID, "P1").build())))
                .extracting(ScheduledStep::stepId)
                .containsExactly("S1");
    }

    @Test
    void keepsEveryAttribute() throws Exception {
        DataSet attributes =
                ExamFixtures.step("A1", ExamFixtures.study(1), "S1").attributes();
        DataSet item = attributes.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();
        DataSet.Builder extended = attributes.toBuilder()
                .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .put(Tag.of(0x0009, 0x0010), Vr.LO, "ACME")
                .put(Tag.of(0x0009, 0x1001), Vr.LO, "private")
                .put(Tags.MEDICAL_ALERTS, "Pacemaker", "Diabetes")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        item.toBuilder()
                                .put(Tag.of(0x0019, 0x0010), Vr.LO, "ACME")
                                .put(Tag.of(0x0019, 0x1001), Vr.UN, new byte[] {1, 2, 3, 4})
                                .build());
        ScheduledStep step = new ScheduledStep(extended.build());
        provider = providerOf(List.of(step));

        ScheduledStep offered = offered(query(askingForAll(step.attributes()))).get(0);

        assertKept(step.attributes(), offered.attributes());
        assertKept(step.step(), offered.step());
    }

    /** Asks for each attribute by name, as a provider may have to ask others for it. */
    private static DataSet askingForAll(DataSet attributes) {
        DataSet.Builder identifier = DataSet.builder();
        for (Element element : attributes) {
            if (element.tag().equals(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)) {
                identifier.put(
                        element.tag(),
                        askingForAll(attributes.item(element.tag()).orElseThrow()));
            } else {
                identifier.put(element.tag().isPrivateCreator() ? element : Element.empty(element.tag(), element.vr()));
            }
        }
        return identifier.build();
    }

    /** Each element as it was; the provider may add some, such as a status. */
    private static void assertKept(DataSet before, DataSet after) {
        for (Element element : before) {
            if (!element.tag().equals(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)) {
                assertThat(after.find(element.tag())).as("%s", element.tag()).contains(element);
            }
        }
    }

    @Test
    void offersNothingMoreOnceNoMoreIsWanted() {
        for (int wanted : new int[] {1, 2, 99, 100, 101, STEPS - 1}) {
            List<ScheduledStep> offered = new ArrayList<>();
            provider.find(EVERYTHING, step -> {
                offered.add(step);
                return offered.size() < wanted;
            });
            assertThat(offered).hasSize(wanted);
        }
        assertThat(offered(EVERYTHING)).hasSize(STEPS);
    }

    @Test
    void answersSeveralThreads() throws Exception {
        List<String> all = ids(steps);
        List<List<String>> found = Concurrently.run(THREADS, () -> ids(offered(EVERYTHING)));
        assertThat(found).hasSize(THREADS).allSatisfy(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all));
    }

    @Test
    void answersOthersWhileAPeerTakesItsAnswersSlowly() throws Exception {
        CountDownLatch taking = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        ExecutorService slow = Executors.newSingleThreadExecutor();
        try {
            Future<?> search = slow.submit(() -> provider.find(EVERYTHING, step -> {
                taking.countDown();
                return awaited(taken);
            }));
            assertThat(awaited(taking)).isTrue();

            List<List<String>> others = Concurrently.run(2, () -> ids(offered(EVERYTHING)));

            assertThat(others).allSatisfy(ids -> assertThat(ids).hasSize(STEPS));
            assertThat(search.isDone()).isFalse();
            taken.countDown();
            search.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } finally {
            taken.countDown();
            slow.shutdownNow();
        }
    }

    @Test
    void letsAFailureOfTheSinkThrough() {
        IllegalStateException failure = new IllegalStateException("the peer is gone");
        assertThatThrownBy(() -> provider.find(EVERYTHING, step -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(offered(EVERYTHING)).hasSize(STEPS);
    }

    @Test
    void throwsWhenItsSourceIsLost() throws Exception {
        breakSource();
        assertThatThrownBy(() -> offered(EVERYTHING)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void doesNotEndAsIfCompleteWhenItsSourceIsLostOnTheWay() {
        List<ScheduledStep> offered = new ArrayList<>();
        try {
            provider.find(EVERYTHING, step -> {
                offered.add(step);
                if (offered.size() == 1) {
                    breakNow();
                }
                return true;
            });
        } catch (RuntimeException e) {
            assertThat(offered).isNotEmpty();
            return; // it said so
        }
        assertThat(offered).hasSize(STEPS); // it had read everything before
    }

    private void breakNow() {
        try {
            breakSource();
        } catch (Exception e) {
            throw new AssertionError("the source cannot be broken", e);
        }
    }

    private List<ScheduledStep> offered(WorklistQuery query) {
        List<ScheduledStep> offered = new ArrayList<>();
        provider.find(query, offered::add);
        return offered;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static WorklistQuery query(DataSet identifier) {
        return new WorklistQuery(identifier, "DX1");
    }

    private static List<String> ids(List<ScheduledStep> steps) {
        return steps.stream().map(ScheduledStep::stepId).toList();
    }
}
