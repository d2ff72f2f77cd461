package io.github.swfsdk.api.testkit;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.forPatient;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.record;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.workflow.WorkflowConflictException;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.workflow.WorkflowTransaction;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WorkflowStore} does, except for its outbox, which {@link OutboxContract} checks. Extend it and say how to
 * open an empty store.
 */
public abstract class WorkflowStoreContract {
    private static final Uid STUDY = study(1);
    private static final Uid PERFORMED = Uid.of("1.2.3.4.6.1");

    private WorkflowStore store;

    /** Opens an empty store; the contract closes it. */
    protected abstract WorkflowStore openStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void returnsAnOrderAsItWasSavedWithItsVersionRaised() {
        ImagingOrder order = order("A1", STUDY, "S1", "S2");
        OrderRecord saved = new OrderRecord(
                "id-A1",
                0,
                List.of(
                        new StepRecord(
                                order.steps().get(0),
                                StepStatus.IN_PROGRESS,
                                true,
                                List.of(PERFORMED, Uid.of("1.2.3.4.6.2"))),
                        new StepRecord(order.steps().get(1), StepStatus.CANCELLED, true, List.of())));
        save(saved);

        assertThat(find(saved.key())).isEqualTo(new OrderRecord("id-A1", 1, saved.steps()));
    }

    @Test
    void keepsAttributesThatNoAccessorKnows() {
        DataSet attributes = step("A1", STUDY, "S1").attributes().toBuilder()
                .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .put(Tag.of(0x0009, 0x0010), Vr.LO, "ACME")
                .put(Tag.of(0x0009, 0x1001), Vr.LO, "private")
                .putEmpty(Tags.REFERENCED_STUDY_SEQUENCE, Tags.MEDICAL_ALERTS)
                .build();
        OrderRecord record = record(new ImagingOrder(List.of(new ScheduledStep(attributes))));
        save(record);

        assertThat(find(record.key()).steps().get(0).step().attributes()).isEqualTo(attributes);
    }

    @Test
    void findsAnOrderByAnyOfItsNumbersThatDoesNotContradict() {
        OrderRecord record = record(order("A1", STUDY, "S1"));
        save(record);
        save(record(order("A2", study(2), "S1")));

        assertThat(isFound(new OrderKey("", "", "A1"))).isTrue();
        assertThat(isFound(new OrderKey("PL-A1", "", ""))).isTrue();
        assertThat(isFound(new OrderKey("PL-A1", "F9", "A1"))).isTrue();
        assertThat(isFound(new OrderKey("PL-A1", "", "A2"))).isFalse();
        assertThat(isFound(new OrderKey("", "F9", ""))).isFalse();
        assertThat(isFound(new OrderKey("A1", "", ""))).isFalse();
    }

    @Test
    void findsTheOrderSavedFirstOfSeveralWithOneNumber() {
        save(withNumbers("id-2", "PL", "A2", study(2)));
        save(withNumbers("id-1", "PL", "A1", study(1)));

        assertThat(find(new OrderKey("PL", "", "")).id()).isEqualTo("id-2");
        assertThat(find(new OrderKey("PL", "", "A1")).id()).isEqualTo("id-1");
    }

    @Test
    void findsTheOrderOfAScheduledStep() {
        save(record(order("A1", STUDY, "S1", "S2")));
        save(record(order("A2", study(2), "S1")));

        assertThat(orderOf(STUDY.value(), "A1", "R-A1", "S2")).containsExactly("id-A1");
        assertThat(orderOf(study(2).value(), "", "", "S1")).containsExactly("id-A2");
        assertThat(orderOf(STUDY.value(), "A1", "R-A1", "S3")).isEmpty();
        assertThat(orderOf(STUDY.value(), "A1", "R-A2", "S1")).isEmpty();
        assertThat(orderOf(STUDY.value(), "", "", "")).isEmpty();
    }

    @Test
    void findsTheOrderOfAStepThatWasPerformedInAGroupWithAStudyOfItsOwn() {
        save(record(order("A1", STUDY, "S1")));

        assertThat(orderOf("1.2.3.4.9", "A1", "R-A1", "S1")).containsExactly("id-A1");
    }

    @Test
    void findsAllOrdersOfAPatientInTheOrderOfTheirSaving() {
        save(record(order("A2", study(2), "S1")));
        save(record(order("A1", STUDY, "S1")));
        save(record(new ImagingOrder(List.of(forPatient(step("A3", study(3), "S1"), "P2")))));

        assertThat(ordersOf(new PatientId("P1", "HOSP"))).containsExactly("id-A2", "id-A1");
        assertThat(ordersOf(new PatientId("P2", ""))).containsExactly("id-A3");
        assertThat(ordersOf(new PatientId("P1", "ELSEWHERE"))).isEmpty();
    }

    @Test
    void findsAllOrdersOfAStudyInTheOrderOfTheirSaving() {
        save(record(order("A2", STUDY, "S1", "S2")));
        save(record(order("A1", STUDY, "S1")));
        save(record(order("A3", study(3), "S1")));

        List<OrderRecord> found = store.transact(tx -> tx.findOrdersOfStudy(STUDY));
        assertThat(found).extracting(OrderRecord::id).containsExactly("id-A2", "id-A1");
        List<OrderRecord> none = store.transact(tx -> tx.findOrdersOfStudy(study(2)));
        assertThat(none).isEmpty();
    }

    @Test
    void findsAnOrderByItsNewValuesOnlyAfterAChange() {
        save(record(order("A1", STUDY, "S1")));
        OrderRecord changed = find(new OrderKey("", "", "A1"))
                .withSteps(List.of(StepRecord.scheduled(forPatient(step("A9", study(9), "S9"), "P9"))));
        save(changed);

        assertThat(isFound(new OrderKey("", "", "A1"))).isFalse();
        assertThat(ordersOf(new PatientId("P1", "HOSP"))).isEmpty();
        assertThat(orderOf(STUDY.value(), "A1", "", "S1")).isEmpty();
        assertThat(find(new OrderKey("", "", "A9"))).isEqualTo(new OrderRecord("id-A1", 2, changed.steps()));
        assertThat(ordersOf(new PatientId("P9", "HOSP"))).containsExactly("id-A1");
        assertThat(orderOf(study(9).value(), "", "", "S9")).containsExactly("id-A1");
    }

    @Test
    void tellsWhetherAStudyBelongsToAnotherOrder() {
        save(record(order("A1", STUDY, "S1")));

        assertThat(store.<Boolean>transact(tx -> tx.isStudyOfOtherOrder(STUDY, "id-A1")))
                .isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.isStudyOfOtherOrder(STUDY, "id-A2")))
                .isTrue();
        assertThat(store.<Boolean>transact(tx -> tx.isStudyOfOtherOrder(study(2), "id-A2")))
                .isFalse();
    }

    @Test
    void refusesAnOrderThatWasReadEarlierAndHasChangedSince() {
        save(record(order("A1", STUDY, "S1")));
        OrderRecord old = find(new OrderKey("", "", "A1"));
        save(old.withSteps(List.of(old.steps().get(0).withStatus(StepStatus.COMPLETED))));

        assertThatThrownBy(() -> save(old)).isInstanceOf(WorkflowConflictException.class);
        assertThat(find(old.key()).steps().get(0).status()).isEqualTo(StepStatus.COMPLETED);
    }

    @Test
    void refusesANewOrderWithTheIdentityOfAnother() {
        save(record(order("A1", STUDY, "S1")));

        assertThatThrownBy(() -> save(record(order("A1", STUDY, "S2")))).isInstanceOf(WorkflowConflictException.class);
        assertThat(find(new OrderKey("", "", "A1")).steps().get(0).step().stepId())
                .isEqualTo("S1");
    }

    @Test
    void returnsAPerformedStepAsItWasSavedLast() {
        PerformedStep running = started(PERFORMED, step("A1", STUDY, "S1"));
        assertThat(performedStep()).isEmpty();
        save(running);
        assertThat(performedStep()).containsExactly(running);
        save(completed(running));
        assertThat(performedStep()).containsExactly(completed(running));
    }

    @Test
    void seesItsOwnWritesBeforeTheyAreCommitted() {
        OrderRecord record = record(order("A1", STUDY, "S1"));
        store.transact(tx -> {
            tx.save(record);
            OrderRecord seen = tx.findOrder(record.key()).orElseThrow();
            assertThat(seen.version()).isEqualTo(1);
            tx.save(seen.withSteps(List.of(seen.steps().get(0).withStatus(StepStatus.CANCELLED))));
            assertThat(tx.findOrdersOf(new PatientId("P1", "HOSP"))).hasSize(1);
            assertThat(tx.isStudyOfOtherOrder(STUDY, "id-A2")).isTrue();
            tx.save(started(PERFORMED));
            assertThat(tx.findPerformedStep(PERFORMED)).contains(started(PERFORMED));
            return null;
        });

        assertThat(find(record.key()).version()).isEqualTo(2);
        assertThat(find(record.key()).steps().get(0).status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void keepsNothingOfWorkThatFails() {
        IllegalArgumentException failure = new IllegalArgumentException("on purpose");
        assertThatThrownBy(() -> store.transact(tx -> {
                    tx.save(record(order("A1", STUDY, "S1")));
                    tx.save(started(PERFORMED));
                    tx.owe(followUp(1));
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(isFound(new OrderKey("", "", "A1"))).isFalse();
        assertThat(performedStep()).isEmpty();
        assertThat(store.outbox().size()).isZero();
    }

    @Test
    void owesWhatTheTransactionOwesInItsOrder() {
        AtomicInteger told = new AtomicInteger();
        store.outbox().addListener(told::incrementAndGet);
        store.transact(tx -> {
            tx.owe(followUp(1));
            tx.owe(followUp(2));
            return null;
        });

        assertThat(told.get()).isPositive();
        Instant now = Instant.parse("2026-01-10T08:00:00Z");
        assertThat(store.outbox().claim(now, now.plusSeconds(60), 10, Set.of()))
                .extracting(entry -> entry.followUp())
                .containsExactly(followUp(1), followUp(2));
    }

    @Test
    void returnsWhatTheWorkReturns() {
        assertThat(store.<String>transact(tx -> "done")).isEqualTo("done");
    }

    @Test
    void refusesATransactionWithinAnother() {
        assertThatThrownBy(() -> store.transact(tx -> store.transact(inner -> "never")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.<String>transact(tx -> "still works")).isEqualTo("still works");
    }

    @Test
    void refusesTheUseOfATransactionThatHasEnded() {
        AtomicReference<WorkflowTransaction> kept = new AtomicReference<>();
        store.transact(tx -> {
            kept.set(tx);
            return null;
        });
        assertThatThrownBy(() -> kept.get().save(started(PERFORMED))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesOneOfSeveralNewOrdersWithTheSameNumberAtTheSameTime() throws Exception {
        AtomicInteger ids = new AtomicInteger();
        List<Boolean> saved = Concurrently.run(4, () -> {
            String id = "id-" + ids.incrementAndGet();
            return store.transact(tx -> {
                if (tx.findOrder(new OrderKey("PL", "", "")).isPresent()) {
                    return false;
                }
                tx.save(withNumbers(id, "PL", "A1", STUDY));
                return true;
            });
        });
        assertThat(saved).containsOnlyOnce(true);
        assertThat(ordersOf(new PatientId("P1", "HOSP"))).hasSize(1);
    }

    @Test
    void takesOneOfSeveralPerformedStepsWithTheSameIdentityAtTheSameTime() throws Exception {
        List<Boolean> saved = Concurrently.run(
                4,
                () -> store.transact(tx -> {
                    if (tx.findPerformedStep(PERFORMED).isPresent()) {
                        return false;
                    }
                    tx.save(started(PERFORMED));
                    return true;
                }));
        assertThat(saved).containsOnlyOnce(true);
    }

    @Test
    void losesNoChangeOfAnOrderThatSeveralMakeAtTheSameTime() throws Exception {
        save(record(order("A1", STUDY, "S1")));
        AtomicInteger uids = new AtomicInteger();
        Concurrently.run(4, () -> {
            for (int i = 0; i < 10; i++) {
                Uid uid = Uid.of("1.2.3.4.6." + uids.incrementAndGet());
                store.transact(tx -> addPerformed(tx, uid));
            }
            return null;
        });

        OrderRecord result = find(new OrderKey("", "", "A1"));
        assertThat(result.version()).isEqualTo(41);
        assertThat(result.steps().get(0).performedSteps()).hasSize(40).doesNotHaveDuplicates();
        assertThat(store.outbox().size()).isEqualTo(40);
    }

    @Test
    void losesNoChangeOfAPerformedStepThatSeveralMakeAtTheSameTime() throws Exception {
        save(started(PERFORMED));
        Concurrently.run(4, () -> {
            for (int i = 0; i < 10; i++) {
                store.transact(WorkflowStoreContract::countUp);
            }
            return null;
        });

        assertThat(performedStep().get(0).attributes().text(Tags.PERFORMED_PROCEDURE_STEP_ID))
                .isEqualTo("40");
    }

    @Test
    void offersOpenStepsWithTheirStatus() {
        ImagingOrder order = order("A1", STUDY, "S1", "S2", "S3", "S4", "S5");
        StepStatus[] all = StepStatus.values();
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            steps.add(StepRecord.scheduled(order.steps().get(i)).withStatus(all[i]));
        }
        save(new OrderRecord("id-A1", 0, steps));

        assertThat(worklist(DataSet.empty())).containsExactlyInAnyOrder("A1 S1 SCHEDULED", "A1 S2 STARTED");
    }

    @Test
    void offersNoStepOfAnOrderThatHasEndedAndAnyThatIsOpenAgain() {
        save(record(order("A1", STUDY, "S1")));
        setStatus(StepStatus.COMPLETED);
        assertThat(worklist(DataSet.empty())).isEmpty();
        setStatus(StepStatus.SCHEDULED);
        assertThat(worklist(DataSet.empty())).containsExactly("A1 S1 SCHEDULED");
    }

    @Test
    void offersAtLeastWhatTheKeysAskFor() {
        save(record(order("A1", STUDY, "S1")));
        save(record(new ImagingOrder(List.of(forPatient(step("A2", study(2), "S1"), "P2")))));

        assertThat(worklist(keys(Tags.ACCESSION_NUMBER, "A1"))).contains("A1 S1 SCHEDULED");
        assertThat(worklist(keys(Tags.ACCESSION_NUMBER, "A?"))).contains("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
        assertThat(worklist(keys(Tags.PATIENT_ID, "P2"))).contains("A2 S1 SCHEDULED");
        assertThat(worklist(keys(Tags.PATIENT_ID, "P*"))).contains("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
        assertThat(worklist(keys(Tags.PATIENT_NAME, "Sample^*"))).contains("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
        assertThat(worklist(DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260101-20260131")
                                        .put(Tags.SCHEDULED_STATION_AE_TITLE, "DX1")
                                        .put(Tags.MODALITY, "DX")
                                        .build())
                        .build()))
                .contains("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
    }

    @Test
    void stopsOfferingWhenTheSinkWantsNoMore() {
        save(record(order("A1", STUDY, "S1", "S2")));
        save(record(order("A2", study(2), "S1")));
        AtomicInteger offered = new AtomicInteger();
        store.find(new WorklistQuery(DataSet.empty(), "DX1"), step -> offered.incrementAndGet() < 2);

        assertThat(offered).hasValue(2);
    }

    @Test
    void letsTheSinkUseTheStore() {
        save(record(order("A1", STUDY, "S1")));
        List<OrderRecord> found = new ArrayList<>();
        store.find(new WorklistQuery(DataSet.empty(), "DX1"), step -> found.add(find(OrderKey.of(step.attributes()))));

        assertThat(found).hasSize(1);
    }

    @Test
    void refusesEverythingAfterItWasClosed() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.transact(tx -> "never")).isInstanceOf(IllegalStateException.class);
    }

    private void save(OrderRecord record) {
        store.transact(tx -> {
            tx.save(record);
            return null;
        });
    }

    private void save(PerformedStep step) {
        store.transact(tx -> {
            tx.save(step);
            return null;
        });
    }

    private void setStatus(StepStatus status) {
        OrderRecord record = find(new OrderKey("", "", "A1"));
        save(record.withSteps(List.of(record.steps().get(0).withStatus(status))));
    }

    private OrderRecord find(OrderKey key) {
        return store.transact(tx -> tx.findOrder(key).orElseThrow());
    }

    private boolean isFound(OrderKey key) {
        return store.transact(tx -> tx.findOrder(key).isPresent());
    }

    private List<String> orderOf(String study, String accession, String procedure, String stepId) {
        return store.transact(tx -> tx.findOrderOf(new StepReference(study, accession, procedure, stepId)).stream()
                .map(OrderRecord::id)
                .toList());
    }

    private List<String> ordersOf(PatientId patient) {
        return store.transact(
                tx -> tx.findOrdersOf(patient).stream().map(OrderRecord::id).toList());
    }

    private List<PerformedStep> performedStep() {
        return store.transact(tx -> tx.findPerformedStep(PERFORMED).stream().toList());
    }

    private List<String> worklist(DataSet identifier) {
        List<String> steps = new ArrayList<>();
        store.find(
                new WorklistQuery(identifier, "DX1"),
                step -> steps.add(step.accessionNumber() + " " + step.stepId() + " "
                        + step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)));
        return steps;
    }

    private static String addPerformed(WorkflowTransaction tx, Uid uid) {
        OrderRecord record = tx.findOrder(new OrderKey("", "", "A1")).orElseThrow();
        StepRecord step = record.steps().get(0);
        List<Uid> performed = new ArrayList<>(step.performedSteps());
        performed.add(uid);
        tx.save(record.withSteps(List.of(new StepRecord(step.step(), step.status(), step.withdrawn(), performed))));
        tx.owe(new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", uid.value(), DataSet.empty()));
        return record.id();
    }

    private static String countUp(WorkflowTransaction tx) {
        PerformedStep step = tx.findPerformedStep(PERFORMED).orElseThrow();
        long count = step.attributes().number(Tags.PERFORMED_PROCEDURE_STEP_ID).orElse(0) + 1;
        tx.save(new PerformedStep(
                PERFORMED,
                step.attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_ID, Long.toString(count))
                        .build()));
        return step.id();
    }

    private static OrderRecord withNumbers(String id, String placer, String accession, Uid study) {
        DataSet attributes = step(accession, study, "S1").attributes().toBuilder()
                .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, placer)
                .build();
        return new OrderRecord(id, 0, List.of(StepRecord.scheduled(new ScheduledStep(attributes))));
    }

    private static FollowUp followUp(int number) {
        return new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", "1.2.3." + number, DataSet.empty());
    }

    private static DataSet keys(Tag tag, String value) {
        return DataSet.builder().put(tag, value).build();
    }
}
