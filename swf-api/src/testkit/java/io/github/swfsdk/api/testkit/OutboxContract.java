package io.github.swfsdk.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUp.Kind;
import io.github.swfsdk.api.workflow.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Outbox} does. Extend it and say how to open an empty one. */
public abstract class OutboxContract {
    private static final Instant NOW = Instant.parse("2026-01-10T08:00:00Z");
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final String FIRST_KEY = "1.2.3.1";
    private static final String OTHER_KEY = "1.2.3.2";

    private Outbox outbox;

    /** Opens an empty outbox. */
    protected abstract Outbox openOutbox() throws Exception;

    /** Closes what {@link #openOutbox} opened. */
    protected abstract void closeOutbox(Outbox opened) throws Exception;

    @BeforeEach
    void open() throws Exception {
        outbox = openOutbox();
    }

    @AfterEach
    void close() throws Exception {
        closeOutbox(outbox);
    }

    @Test
    void handsOutWhatWasAddedUnchanged() {
        FollowUp followUp = new FollowUp(
                Kind.MPPS_CREATE,
                "PACS",
                FIRST_KEY,
                DataSet.builder()
                        .put(Tags.SOP_INSTANCE_UID, Uid.of(FIRST_KEY))
                        .put(Tags.PATIENT_NAME, "Müller^Jörg")
                        .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build());
        outbox.add(followUp);

        Outbox.Entry entry = claimOne(NOW);
        assertThat(entry.followUp()).isEqualTo(followUp);
        assertThat(entry.attempts()).isZero();
        assertThat(entry.lastFailure()).isEmpty();
    }

    @Test
    void handsOutAgainAtOnceWhatWaitsWhenAskedTo() {
        add(FIRST_KEY, "CLAIMED");
        add(OTHER_KEY, "POSTPONED");
        add(FIRST_KEY, "PARKED");
        List<Outbox.Entry> entries = claim(NOW, 10);
        outbox.postponed(entries.get(1).id(), NOW.plusSeconds(3600), "away");
        outbox.parked(entries.get(2).id(), "refused");
        assertThat(claim(NOW, 10)).isEmpty();

        outbox.retryNow();

        assertThat(claim(NOW, 10))
                .extracting(OutboxContract::lane)
                .containsExactly("1.2.3.1 CLAIMED", "1.2.3.2 POSTPONED");
    }

    @Test
    void owesUnderAKeyUntilTheLastIsDelivered() {
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "B");
        assertThat(outbox.owes(FIRST_KEY)).isTrue();
        assertThat(outbox.owes(OTHER_KEY)).isFalse();

        List<Outbox.Entry> entries = claim(NOW, 10);
        outbox.delivered(entries.get(0).id());
        outbox.parked(entries.get(1).id(), "refused");
        assertThat(outbox.owes(FIRST_KEY)).isTrue();

        outbox.delivered(entries.get(1).id());
        assertThat(outbox.owes(FIRST_KEY)).isFalse();
    }

    @Test
    void handsOutTheOldestFirstWithAscendingIds() {
        add(FIRST_KEY, "A");
        add(OTHER_KEY, "A");
        add(FIRST_KEY, "B");

        List<Outbox.Entry> entries = claim(NOW, 10);
        assertThat(entries).extracting(OutboxContract::lane).containsExactly("1.2.3.1 A", "1.2.3.2 A", "1.2.3.1 B");
        assertThat(entries).extracting(Outbox.Entry::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void handsOutNoMoreThanAskedFor() {
        add(FIRST_KEY, "A");
        add(OTHER_KEY, "A");

        assertThat(claim(NOW, 1)).extracting(OutboxContract::lane).containsExactly("1.2.3.1 A");
        assertThat(claim(NOW, 1)).extracting(OutboxContract::lane).containsExactly("1.2.3.2 A");
    }

    @Test
    void handsOutNothingForDestinationsThatAreExcepted() {
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "B");

        assertThat(outbox.claim(NOW, NOW.plus(CLAIM), 10, Set.of("A")))
                .extracting(OutboxContract::lane)
                .containsExactly("1.2.3.1 B");
        assertThat(claim(NOW, 10)).extracting(OutboxContract::lane).containsExactly("1.2.3.1 A");
    }

    @Test
    void keepsASuccessorBackUntilItsPredecessorIsDelivered() {
        add(FIRST_KEY, "A");
        FollowUp second = new FollowUp(Kind.MPPS_SET, "A", FIRST_KEY, DataSet.empty());
        outbox.add(second);

        Outbox.Entry first = claimOne(NOW);
        assertThat(claim(NOW, 10)).isEmpty();
        outbox.delivered(first.id());
        assertThat(claimOne(NOW).followUp()).isEqualTo(second);
    }

    @Test
    void handsAClaimedEntryOutAgainOnlyWhenItsTimeHasPassed() {
        add(FIRST_KEY, "A");
        long id = claimOne(NOW).id();

        assertThat(claim(NOW.plus(CLAIM).minusMillis(1), 10)).isEmpty();
        assertThat(claimOne(NOW.plus(CLAIM)).id()).isEqualTo(id);
    }

    @Test
    void handsAPostponedEntryOutWhenItIsDueWithItsFailure() {
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "A");
        Outbox.Entry first = claimOne(NOW);
        outbox.postponed(first.id(), NOW.plusSeconds(5), "connection refused");

        assertThat(claim(NOW.plusMillis(4999), 10)).isEmpty();
        Outbox.Entry again = claimOne(NOW.plusSeconds(5));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.lastFailure()).isEqualTo("connection refused");
    }

    @Test
    void holdsALaneWhileItsHeadIsParkedAndNoOther() {
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "B");
        outbox.parked(claimOne(NOW).id(), "status 0110H");

        assertThat(claim(NOW.plus(Duration.ofDays(1)), 10))
                .extracting(OutboxContract::lane)
                .containsExactly("1.2.3.1 B");
        assertThat(outbox.parked(10)).singleElement().satisfies(entry -> {
            assertThat(entry.lastFailure()).isEqualTo("status 0110H");
            assertThat(entry.attempts()).isEqualTo(1);
        });
    }

    @Test
    void makesAResumedEntryDueWithItsFailuresForgotten() {
        add(FIRST_KEY, "A");
        long id = claimOne(NOW).id();
        outbox.parked(id, "status 0110H");
        outbox.resume(id);

        assertThat(outbox.parked(10)).isEmpty();
        Outbox.Entry resumed = claimOne(NOW);
        assertThat(resumed.id()).isEqualTo(id);
        assertThat(resumed.attempts()).isZero();
        assertThat(resumed.lastFailure()).isEmpty();
    }

    @Test
    void letsAnOperatorDropAParkedEntry() {
        add(FIRST_KEY, "A");
        add(FIRST_KEY, "A");
        Outbox.Entry first = claimOne(NOW);
        outbox.drop(first.id());
        assertThat(outbox.size()).as("one that is not parked stays").isEqualTo(2);
        outbox.parked(first.id(), "status 0110H");
        outbox.drop(first.id());

        assertThat(outbox.parked(10)).isEmpty();
        assertThat(claimOne(NOW).id()).isGreaterThan(first.id());
    }

    @Test
    void listsParkedEntriesOldestFirstUpToTheLimit() {
        add(FIRST_KEY, "A");
        add(OTHER_KEY, "A");
        List<Outbox.Entry> entries = claim(NOW, 2);
        outbox.parked(entries.get(1).id(), "no");
        outbox.parked(entries.get(0).id(), "no");

        assertThat(outbox.parked(1)).extracting(OutboxContract::lane).containsExactly("1.2.3.1 A");
        assertThat(outbox.parked(10)).hasSize(2);
    }

    @Test
    void countsWhatIsNotDelivered() {
        assertThat(outbox.size()).isZero();
        add(FIRST_KEY, "A");
        add(OTHER_KEY, "A");
        add(OTHER_KEY, "B");
        List<Outbox.Entry> entries = claim(NOW, 10);
        outbox.parked(entries.get(0).id(), "no");
        outbox.delivered(entries.get(1).id());
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    void takesWordOfASettledEntryWithoutEffect() {
        add(FIRST_KEY, "A");
        long id = claimOne(NOW).id();
        outbox.delivered(id);
        outbox.delivered(id);
        outbox.postponed(id, NOW, "late");
        outbox.parked(id, "late");
        outbox.resume(id);
        outbox.drop(id);

        assertThat(outbox.size()).isZero();
        assertThat(outbox.parked(10)).isEmpty();
        assertThat(claim(NOW.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void addsWhatIsToBeOwedOnceOnlyOnce() {
        FollowUp first = commitment("1.2.3.1", "CT1", "1.2.3.1.1");
        FollowUp other = commitment("1.2.3.1", "CT2", "1.2.3.1.2");
        outbox.add(new FollowUp(Kind.MPPS_SET, "CT1", "1.2.3.1", DataSet.empty()));

        assertThat(outbox.addUnlessOwed(first)).isEmpty();
        assertThat(outbox.addUnlessOwed(other)).contains(first);
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    void addsItAgainWhenTheFirstIsDelivered() {
        FollowUp first = commitment("1.2.3.1", "CT1", "1.2.3.1.1");
        assertThat(outbox.addUnlessOwed(first)).isEmpty();
        outbox.delivered(claimOne(NOW).id());

        assertThat(outbox.addUnlessOwed(first)).isEmpty();
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void addsItOnceForSeveralCallersAtTheSameTime() throws Exception {
        FollowUp followUp = commitment("1.2.3.1", "CT1", "1.2.3.1.1");
        List<Boolean> added =
                Concurrently.run(4, () -> outbox.addUnlessOwed(followUp).isEmpty());

        assertThat(added).containsOnlyOnce(true);
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void handsEachEntryToOneOfSeveralClaimants() throws Exception {
        for (int i = 0; i < 40; i++) {
            add("1.2.3." + i, "A");
        }
        List<List<Long>> claimed = Concurrently.run(4, () -> {
            List<Long> ids = new ArrayList<>();
            List<Outbox.Entry> next = claim(NOW, 3);
            while (!next.isEmpty()) {
                next.forEach(entry -> ids.add(entry.id()));
                next = claim(NOW, 3);
            }
            return ids;
        });

        assertThat(claimed.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void tellsListenersOfWhatIsNewResumedOrDropped() {
        AtomicInteger told = new AtomicInteger();
        Runnable listener = told::incrementAndGet;
        outbox.addListener(listener);
        add(FIRST_KEY, "A");
        assertThat(told).hasValue(1);
        outbox.addUnlessOwed(commitment("1.2.3.3", "CT1", "1.2.3.1.1"));
        assertThat(told).hasValue(2);

        long id = claimOne(NOW).id();
        outbox.parked(id, "no");
        outbox.resume(id);
        assertThat(told).hasValue(3);

        outbox.drop(id);
        assertThat(told).as("it is not parked").hasValue(3);
        long next = claimOne(NOW).id();
        outbox.parked(next, "no");
        outbox.drop(next);
        assertThat(told).as("what it held back is due").hasValue(4);

        outbox.removeListener(listener);
        add(OTHER_KEY, "A");
        assertThat(told).hasValue(4);
    }

    private void add(String orderingKey, String destination) {
        outbox.add(new FollowUp(Kind.MPPS_CREATE, destination, orderingKey, DataSet.empty()));
    }

    private List<Outbox.Entry> claim(Instant now, int limit) {
        return outbox.claim(now, now.plus(CLAIM), limit, Set.of());
    }

    private Outbox.Entry claimOne(Instant now) {
        List<Outbox.Entry> entries = claim(now, 1);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static FollowUp commitment(String transaction, String requester, String instance) {
        return new FollowUp(
                Kind.COMMITMENT_REPORT,
                requester,
                transaction,
                DataSet.builder()
                        .put(Tags.REFERENCED_SOP_INSTANCE_UID, Uid.of(instance))
                        .build());
    }

    private static String lane(Outbox.Entry entry) {
        return entry.followUp().orderingKey() + " " + entry.followUp().destination();
    }
}
