package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistFailureException;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.dicom.service.WorklistService;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries and providers that go wrong, over sockets: each gets its status, and the association goes on. */
class WorklistBadInputTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ScheduledStep STEP = ExamFixtures.step("A1", ExamFixtures.study(1), "S1");
    private static final DimseMessage EVERYTHING = query(WorklistKeys.all().identifier());

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        released.countDown();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00400002 | 2026*            | a900 | the key is no date or range of dates",
                "00400002 | 20260705-2026070 | a900 | the key is no date or range of dates",
                "00400002 | 20260706-20260705 | a900 | the key is no date or range of dates",
                "00400003 | 2500             | a900 | the key is no time or range of times",
                "00400003 | 1200-0800        | a900 | the range of times ends before it begins",
                "00400002 | 20260705\\20260706 | a900 | the key has one value at most",
            })
    void refusesAMalformedKeyNamesItAndGoesOn(String tag, String value, String status, String comment)
            throws IOException {
        DimseAssociation association = associate(offering(STEP));
        Tag key = Tag.of(Integer.parseUnsignedInt(tag, 16));

        DimseResponse refused = association.send(inStep(DataSet.builder().put(key, value.split("\\\\"))));

        assertThat(refused.status().code()).isEqualTo(Integer.parseInt(status, 16));
        assertThat(refused.offendingElements()).containsExactly(key);
        assertThat(refused.errorComment()).isEqualTo(comment);
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
    }

    @Test
    void refusesTwoItemsInTheStepSequence() throws IOException {
        DimseAssociation association = associate(offering(STEP));
        DataSet item = DataSet.builder().put(Tags.MODALITY, "DX").build();

        DimseResponse refused = association.send(query(DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, List.of(item, item))
                .build()));

        assertThat(refused.status()).isEqualTo(Status.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(refused.offendingElements()).containsExactly(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE);
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
    }

    @Test
    void refusesAValueThatIsFarTooLong() throws IOException {
        DimseAssociation association = associate(offering(STEP));

        DimseResponse refused = association.send(query(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "*".repeat(1_000) + "A".repeat(1_000))
                .build()));

        assertThat(refused.status().code()).isEqualTo(0xC000);
        assertThat(refused.offendingElements()).containsExactly(Tags.ACCESSION_NUMBER);
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
    }

    @Test
    void answersAFailureOfTheProviderWithAStatus() throws IOException {
        AtomicInteger queries = new AtomicInteger();
        DimseAssociation association = associate((query, sink) -> {
            sink.offer(STEP);
            if (queries.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is down");
            }
        });

        assertThat(association.send(EVERYTHING).status()).isEqualTo(Status.CANNOT_UNDERSTAND);
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("NullAway") // what a vendor without checks may do
    void answersGarbageOfTheProviderWithAStatus() throws IOException {
        AtomicInteger queries = new AtomicInteger();
        DimseAssociation association =
                associate((query, sink) -> sink.offer(queries.getAndIncrement() == 0 ? null : STEP));

        assertThat(association.send(EVERYTHING).status()).isEqualTo(Status.CANNOT_UNDERSTAND);
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
    }

    @Test
    void givesUpAProviderThatBlocksAndHearsNothingOfItAnyMore() throws Exception {
        AtomicInteger queries = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        List<Boolean> wanted = new ArrayList<>();
        DimseAssociation association = associate((query, sink) -> {
            if (queries.getAndIncrement() == 0) {
                Stubborn.await(released);
                wanted.add(sink.offer(STEP));
                ended.countDown();
            } else {
                sink.offer(STEP);
            }
        });

        DimseResponse response = association.send(EVERYTHING);

        assertThat(response.status()).isEqualTo(Status.CANNOT_UNDERSTAND);
        assertThat(response.errorComment()).isEqualTo("the worklist does not answer");
        assertThat(answers(association, EVERYTHING)).isEqualTo(1);
        released.countDown();
        await().atMost(SOON).until(() -> ended.getCount() == 0);
        assertThat(wanted).containsExactly(false);
    }

    @Test
    void stopsAtOnceWhenCancelledAndNeverRunsFarAhead() throws IOException {
        Endless provider = new Endless();
        DimseAssociation association = associate(provider);
        AtomicInteger taken = new AtomicInteger();

        DimseResponse end = association.send(EVERYTHING, (status, item) -> taken.incrementAndGet() < 10);

        assertThat(end.status()).isEqualTo(Status.CANCEL);
        await().atMost(SOON).until(() -> provider.ended.getCount() == 0);
        assertThat(provider.offered.get()).isBetween(10, 5_000); // what fits into the buffers of two sockets
    }

    @Test
    void stopsWhenThePeerDisappears() throws IOException {
        Endless provider = new Endless();
        DimseAssociation association = associate(provider);

        Assertions.assertThatThrownBy(() -> association.send(EVERYTHING, (status, item) -> {
                    association.abort();
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);

        await().atMost(SOON).until(() -> provider.ended.getCount() == 0);
        assertThat(provider.offered.get()).isLessThan(5_000);
    }

    @Test
    void surfacesAFailureToTheUserWithWhatIsWrong() throws IOException {
        RemoteAe server = serve(offering(STEP));
        DataSet wrong = DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "2026*")
                                .build())
                .build();

        WorklistClient.Answer answer =
                WorklistClient.of(DicomClient.of("CT1"), server).find(wrong, 10);

        assertThat(answer.status()).isEqualTo(Status.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(answer.items()).isEmpty();
        Assertions.assertThatThrownBy(answer::steps).isInstanceOfSatisfying(WorklistFailureException.class, e -> {
            assertThat(e.status()).isEqualTo(Status.DOES_NOT_MATCH_SOP_CLASS);
            assertThat(e.offendingElements()).containsExactly(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
            assertThat(e.comment()).isEqualTo("the key is no date or range of dates");
        });
    }

    @Test
    void matchesNamesFuzzilyOnlyWhereThatIsAgreedOn() throws IOException {
        RemoteAe server = serve(offering(STEP)); // of Sample^Anna
        DimseMessage query = query(
                WorklistKeys.all().patientName(PersonName.parse("Anna^Sampel")).identifier());
        assertThat(answers(associate(server, (byte) 1), query)).isEqualTo(1);
        assertThat(answers(associate(server, (byte) 0), query)).isZero();
    }

    @Test
    void surfacesThatAKeyIsNotSupportedWithEachItem() throws IOException {
        RemoteAe server = serve((query, sink) -> {
            sink.offer(STEP);
            sink.offer(STEP);
        });
        DataSet supported = WorklistKeys.all().identifier();
        DataSet unsupported =
                supported.toBuilder().put(Tags.PATIENT_COMMENTS, "any").build();
        WorklistClient client = WorklistClient.of(DicomClient.of("CT1"), server);

        WorklistClient.Answer warned = client.find(unsupported, 10);
        WorklistClient.Answer plain = client.find(supported, 10);

        assertThat(warned.statuses())
                .containsExactly(Status.PENDING_WITH_UNSUPPORTED_KEYS, Status.PENDING_WITH_UNSUPPORTED_KEYS);
        assertThat(warned.hasUnsupportedKeys()).isTrue();
        assertThat(warned.steps()).hasSize(2);
        assertThat(plain.statuses()).containsExactly(Status.PENDING, Status.PENDING);
        assertThat(plain.hasUnsupportedKeys()).isFalse();
    }

    @Test
    void agreesOnTimeZonesAndAnswersInThatOfTheQuery() throws IOException {
        ScheduledStep inTokyo = new ScheduledStep(STEP
                .withStep(STEP.step().toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0830")
                        .build())
                .attributes()
                .toBuilder()
                .put(Tags.TIMEZONE_OFFSET_FROM_UTC, "+0900")
                .build());
        WorklistClient client = WorklistClient.of(DicomClient.of("CT1"), serve(offering(inTokyo)))
                .proposing(true, true);

        List<ScheduledStep> found = client.find(
                        WorklistKeys.all()
                                .timeZone(ZoneOffset.ofHours(-5))
                                .on(LocalDate.of(2026, 7, 4))
                                .identifier(),
                        10)
                .steps();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).start()).contains(LocalDateTime.of(2026, 7, 4, 18, 30));
        assertThat(found.get(0).attributes().text(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isEqualTo("-0500");
    }

    private DimseAssociation associate(WorklistProvider provider) throws IOException {
        return associate(serve(provider), (byte) 0);
    }

    private RemoteAe serve(WorklistProvider provider) throws IOException {
        DicomServer server = DicomServer.builder()
                .ae("RIS", 0)
                .host(WorklistService.of(provider).withPatience(Duration.ofMillis(300)))
                .start();
        open.add(server);
        return new RemoteAe("RIS", "localhost", server.port());
    }

    private DimseAssociation associate(RemoteAe server, byte fuzzy) {
        ProposedContext context = ProposedContext.of(
                        Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN))
                .withExtended(ApplicationInformation.of((byte) 1, (byte) 1, fuzzy));
        DimseAssociation association = DicomClient.of("CT1").open(server, List.of(context));
        open.add(association);
        return association;
    }

    private static int answers(DimseAssociation association, DimseMessage query) {
        AtomicInteger count = new AtomicInteger();
        DimseResponse end = association.send(query, (status, item) -> count.incrementAndGet() > 0);
        assertThat(end.status()).isEqualTo(Status.SUCCESS);
        return count.get();
    }

    private static WorklistProvider offering(ScheduledStep step) {
        return (query, sink) -> sink.offer(step);
    }

    private static DimseMessage inStep(DataSet.Builder keys) {
        return query(DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys.build())
                .build());
    }

    private static DimseMessage query(DataSet identifier) {
        return DimseMessage.find(Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, identifier);
    }

    /** Offers a large step over and over. */
    private static final class Endless implements WorklistProvider {
        private static final ScheduledStep LARGE = new ScheduledStep(STEP.attributes().toBuilder()
                .put(Tags.MEDICAL_ALERTS, "x".repeat(20_000))
                .build());

        final AtomicInteger offered = new AtomicInteger();
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void find(WorklistQuery query, WorklistSink sink) {
            boolean wanted = true;
            while (wanted) {
                offered.incrementAndGet();
                wanted = sink.offer(LARGE);
            }
            ended.countDown();
        }
    }
}
