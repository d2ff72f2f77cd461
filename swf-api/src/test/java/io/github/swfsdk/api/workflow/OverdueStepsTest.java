package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverdueStepsTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 10, 8, 30);
    private static final Duration LIMIT = Duration.ofHours(24);
    private static final long DEADLINE_SECONDS = 30;

    private final Department department = new Department();
    private final List<OverdueSteps> opened = new ArrayList<>();
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final AtomicReference<LocalDateTime> now = new AtomicReference<>(START);

    @AfterEach
    void close() {
        opened.forEach(OverdueSteps::close);
    }

    @Test
    void endsAStepWhenTheLimitIsOver() throws Exception {
        begin(Uid.of("1.2.3"), START);
        try (OverdueSteps overdue = watch(Duration.ofDays(1))) {
            now.set(START.plus(LIMIT));
            assertThat(overdue.endOverdue()).isZero();
            assertThat(status(Uid.of("1.2.3"))).isEqualTo(PerformedStepStatus.IN_PROGRESS);

            now.set(START.plus(LIMIT).plusSeconds(1));
            assertThat(overdue.endOverdue()).isEqualTo(1);
            assertThat(overdue.endOverdue()).isZero();
        }
        PerformedStep ended = find(Uid.of("1.2.3"));
        assertThat(ended.status()).isEqualTo(PerformedStepStatus.DISCONTINUED);
        assertThat(ended.attributes().date(Tags.PERFORMED_PROCEDURE_STEP_END_DATE))
                .contains(now.get().toLocalDate());
        assertThat(ended.attributes().time(Tags.PERFORMED_PROCEDURE_STEP_END_TIME))
                .contains(now.get().toLocalTime());
    }

    @Test
    void endsMoreThanAreEndedAtATime() {
        for (int i = 0; i < 130; i++) {
            begin(Uid.of("1.2.3." + i), START);
        }
        now.set(START.plusDays(2));
        try (OverdueSteps overdue = watch(Duration.ofDays(1))) {
            overdue.endOverdue();
        }
        for (int i = 0; i < 130; i++) {
            assertThat(status(Uid.of("1.2.3." + i))).isEqualTo(PerformedStepStatus.DISCONTINUED);
        }
    }

    @Test
    void looksAgainAndAgainByItself() throws Exception {
        opened.add(watch(Duration.ofMillis(5)));
        begin(Uid.of("1.2.3"), START);
        now.set(START.plusDays(2));
        assertThat(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);

        begin(Uid.of("1.2.4"), START);
        assertThat(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void tellsOfAFailureAndLooksAgain() throws Exception {
        opened.add(watch(Duration.ofMillis(5)));
        department.store.close();

        for (int i = 0; i < 2; i++) {
            assertThat(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesALimitThatEndsEverything() {
        assertThatThrownBy(() -> OverdueSteps.of(department.scheduler, Duration.ZERO))
                .hasMessageContaining("limit must be positive, but was PT0S");
    }

    private OverdueSteps watch(Duration interval) {
        return OverdueSteps.of(department.scheduler, LIMIT)
                .interval(interval)
                .clock(new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        throw new UnsupportedOperationException("the zone is fixed");
                    }

                    @Override
                    public Instant instant() {
                        return now.get().toInstant(ZoneOffset.UTC);
                    }
                })
                .listener(told::add, told::add)
                .start();
    }

    private void begin(Uid uid, LocalDateTime start) {
        PerformedStep step = ExamFixtures.started(uid, ExamFixtures.step("A1", ExamFixtures.study(1), "S1"));
        department
                .scheduler
                .performedStepStore()
                .create(new PerformedStep(
                        uid,
                        step.attributes().toBuilder()
                                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, start.toLocalDate())
                                .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, start.toLocalTime())
                                .build()));
    }

    private PerformedStep find(Uid uid) {
        return department.scheduler.performedStepStore().find(uid).orElseThrow();
    }

    private PerformedStepStatus status(Uid uid) {
        return find(uid).status();
    }
}
