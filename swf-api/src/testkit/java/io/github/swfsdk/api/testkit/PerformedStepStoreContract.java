package io.github.swfsdk.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PerformedStepStore} promises. */
public abstract class PerformedStepStoreContract {
    private static final Cause CAUSE = new Cause(Cause.Kind.DICOM, "CT1", "1.2.3", "CT1>SWF#1/1");
    private static final Uid UID = Uid.of("1.2.3.4.6.1");
    private static final int THREADS = 8;

    private PerformedStepStore store;

    /** Called by the test framework. */
    protected PerformedStepStoreContract() {}

    /** A store without steps. */
    protected abstract PerformedStepStore emptyStore();

    /** Another view of the same store, as after a restart or on another node; the same one if it lives in memory only. */
    protected PerformedStepStore reopened(PerformedStepStore opened) {
        return opened;
    }

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void findsNothingAtFirst() {
        assertThat(store.find(UID)).isEmpty();
    }

    @Test
    void findsWhatWasCreated() {
        PerformedStep step = ExamFixtures.started(UID);

        assertThat(store.create(step)).isTrue();

        assertThat(store.find(UID)).contains(step);
        assertThat(store.find(Uid.of("1.2.3.4.6.2"))).isEmpty();
    }

    @Test
    void keepsEveryAttribute() {
        PerformedStep step = new PerformedStep(
                UID,
                ExamFixtures.started(UID).attributes().toBuilder()
                        .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                        .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, " kept with its spaces ")
                        .putEmpty(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP)
                        .put(Tags.REFERENCED_PATIENT_SEQUENCE, List.of(DataSet.empty()))
                        .put(Tag.of(0x00310010), Vr.LO, "ACME")
                        .put(Tag.of(0x00311001), Vr.UN, new byte[] {1, 2, 3, 4})
                        .build());

        store.create(step);

        assertThat(reopened(store).find(UID)).contains(step);
    }

    @Test
    void createsAStepOnce() {
        PerformedStep step = ExamFixtures.started(UID);
        store.create(step);

        assertThat(store.create(ExamFixtures.completed(step))).isFalse();
        assertThat(store.find(UID)).contains(step);
    }

    @Test
    void replacesWhatTheCallerHasSeen() {
        PerformedStep step = ExamFixtures.started(UID);
        store.create(step);

        assertThat(store.replace(step, ExamFixtures.completed(step))).isTrue();

        assertThat(reopened(store).find(UID)).contains(ExamFixtures.completed(step));
    }

    @Test
    void replacesWhenToldWhatWasAskedFor() {
        PerformedStep step = ExamFixtures.started(UID);
        PerformedStep completed = ExamFixtures.completed(step);
        DataSet asked = DataSet.builder()
                .copy(completed.attributes(), Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                .build();
        assertThat(store.create(step, CAUSE)).isTrue();
        assertThat(store.create(step, CAUSE)).isFalse();

        assertThat(store.replace(step, completed, asked, CAUSE)).isTrue();
        assertThat(store.replace(step, completed, asked, CAUSE)).isFalse();

        assertThat(reopened(store).find(UID)).contains(completed);
    }

    @Test
    void replacesNothingThatHasChangedSince() {
        PerformedStep step = ExamFixtures.started(UID);
        PerformedStep completed = ExamFixtures.completed(step);
        store.create(step);
        store.replace(step, completed);

        assertThat(store.replace(step, ExamFixtures.discontinued(step, "110514")))
                .isFalse();
        assertThat(store.find(UID)).contains(completed);
    }

    @Test
    void replacesNothingThatIsNotThere() {
        PerformedStep step = ExamFixtures.started(UID);

        assertThat(store.replace(step, ExamFixtures.completed(step))).isFalse();
        assertThat(store.find(UID)).isEmpty();
    }

    @Test
    void replacesNoStepByAnother() {
        PerformedStep step = ExamFixtures.started(UID);
        store.create(step);

        assertThatThrownBy(() -> store.replace(step, ExamFixtures.started(Uid.of("1.2.3.4.6.2"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.find(UID)).contains(step);
    }

    @Test
    void oneOfManyCreatesAStep() throws Exception {
        List<Boolean> created = Concurrently.run(THREADS, () -> store.create(ExamFixtures.started(UID)));

        assertThat(created).containsOnlyOnce(true);
    }

    @Test
    void oneOfManyReplacesAStep() throws Exception {
        PerformedStep step = ExamFixtures.started(UID);
        store.create(step);
        AtomicInteger number = new AtomicInteger();

        List<Boolean> replaced = Concurrently.run(
                THREADS,
                () -> store.replace(
                        step,
                        new PerformedStep(
                                UID,
                                step.attributes().toBuilder()
                                        .put(
                                                Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
                                                "by " + number.incrementAndGet())
                                        .build())));

        assertThat(replaced).containsOnlyOnce(true);
    }
}
