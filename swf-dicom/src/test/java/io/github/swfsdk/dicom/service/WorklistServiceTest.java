package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.Stubborn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorklistServiceTest {
    private final List<ScheduledStep> steps =
            List.of(step("P1", "CT1", "SPS1"), step("P2", "CT1", "SPS2"), step("P3", "MR1", "SPS3"));
    private final WorklistProvider everything = (query, sink) -> {
        for (ScheduledStep step : steps) {
            if (!sink.offer(step)) {
                return;
            }
        }
    };

    @Test
    void answersOnlyWhatMatchesHoweverMuchIsOffered() {
        ScriptedRequest request =
                find(everything, WorklistKeys.all().station("CT1").identifier());

        assertThat(request.identifiers)
                .extracting(item -> item.text(Tags.PATIENT_ID))
                .containsExactly("P1", "P2");
        assertThat(request.pendingStatuses).containsOnly(Status.PENDING);
    }

    @Test
    void endsWithSuccessAndNothingMoreWhenNothingMatches() {
        ScriptedRequest request = ScriptedRequest.of(
                message(WorklistKeys.all().patientId("nobody").identifier()));

        DimseResponse response = WorklistService.of(everything).handle(request, request);

        assertThat(response).isEqualTo(DimseResponse.success());
        assertThat(request.identifiers).isEmpty();
    }

    @Test
    void signalsAnOptionalKeyThatIsNotSupportedAndDoesNotFilterByIt() {
        DataSet identifier = WorklistKeys.all().station("CT1").identifier().toBuilder()
                .put(Tags.PATIENT_COMMENTS, "anything")
                .build();

        ScriptedRequest request = find(everything, identifier);

        assertThat(request.pendingStatuses)
                .containsExactly(Status.PENDING_WITH_UNSUPPORTED_KEYS, Status.PENDING_WITH_UNSUPPORTED_KEYS);
    }

    @Test
    void stopsAskingTheProviderOnceCancelled() {
        AtomicInteger offered = new AtomicInteger();
        WorklistProvider endless = (query, sink) -> {
            do {
                offered.incrementAndGet();
            } while (sink.offer(steps.get(0)));
        };
        ScriptedRequest request =
                ScriptedRequest.of(message(WorklistKeys.all().identifier())).cancelAfter(3);

        DimseResponse response = WorklistService.of(endless).handle(request, request);

        assertThat(response.status()).isEqualTo(Status.CANCEL);
        assertThat(offered).hasValue(3);
    }

    @Test
    void refusesAMalformedKeyAndNamesIt() {
        ScriptedRequest request = ScriptedRequest.of(message(DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "2026*")
                                .build())
                .build()));

        DimseResponse response = WorklistService.of(everything).handle(request, request);

        assertThat(response.status()).isEqualTo(Status.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(response.offendingElements()).containsExactly(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
    }

    /** Not even an interrupt ends what reads from a socket: such threads are bounded. One that never ran is no such thread. */
    @Test
    void refusesQueriesWhenTooManySearchesHaveBeenGivenUp() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger blocked = new AtomicInteger();
        WorklistService service = WorklistService.of((query, sink) -> {
                    blocked.incrementAndGet();
                    Stubborn.await(released);
                })
                .withPatience(Duration.ofMillis(2));
        try {
            Status status = handle(service).status();
            for (int i = 0; i < 5_000 && status.equals(Status.CANNOT_UNDERSTAND); i++) {
                status = handle(service).status();
            }
            assertThat(status).isEqualTo(Status.OUT_OF_RESOURCES);
            assertThat(blocked).hasValue(256);
        } finally {
            released.countDown();
        }
    }

    private static DimseResponse handle(WorklistService service) {
        ScriptedRequest request = ScriptedRequest.of(message(WorklistKeys.all().identifier()));
        return service.handle(request, request);
    }

    @Test
    void letsAFailureOfTheProviderThrough() {
        WorklistProvider failing = (query, sink) -> {
            throw new IllegalStateException("database is down");
        };
        ScriptedRequest request = ScriptedRequest.of(message(WorklistKeys.all().identifier()));

        assertThatThrownBy(() -> WorklistService.of(failing).handle(request, request))
                .hasMessage("database is down");
    }

    @Test
    void acceptsWhatIsProposedAndAnswersNoMoreBytes() {
        assertThat(negotiated(1, 1, 1, 1)).containsExactly(1, 1, 1, 1);
        assertThat(negotiated(1, 1, 0, 1)).containsExactly(1, 1, 0, 1);
        assertThat(negotiated(1, 1, 1, 0)).containsExactly(1, 1, 1, 0);
        assertThat(negotiated(1, 1, 1)).containsExactly(1, 1, 1);
        assertThat(negotiated(1, 1, 2, 2, 1)).containsExactly(1, 1, 0, 0); // neither is a value, and there is no fifth
    }

    private byte[] negotiated(int... proposed) {
        byte[] bytes = new byte[proposed.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) proposed[i];
        }
        return WorklistService.of(everything)
                .negotiate(Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, ApplicationInformation.of(bytes))
                .orElseThrow()
                .bytes();
    }

    private static ScriptedRequest find(WorklistProvider provider, DataSet identifier) {
        ScriptedRequest request = ScriptedRequest.of(message(identifier));
        assertThat(WorklistService.of(provider).handle(request, request).status())
                .isEqualTo(Status.SUCCESS);
        return request;
    }

    private static DimseMessage message(DataSet identifier) {
        return DimseMessage.find(Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, identifier);
    }

    private static ScheduledStep step(String patientId, String station, String stepId) {
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "EXAMPLE^" + patientId)
                .put(Tags.PATIENT_ID, patientId)
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3"))
                .put(Tags.REQUESTED_PROCEDURE_ID, "RP1")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                                .put(Tags.MODALITY, "CT")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0900")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                                .build())
                .build());
    }
}
