package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.mpps.InMemoryPerformedStepStore;
import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.MppsLeniency;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepRules;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.dicom.service.MppsService.LeniencyListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MppsServiceTest {
    private static final Uid STEP = Uid.of("1.2.3.7");
    private static final DataSet CREATION = DataSet.builder()
            .put(
                    Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE,
                    DataSet.builder()
                            .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3"))
                            .put(Tags.ACCESSION_NUMBER, "A1")
                            .put(Tags.REQUESTED_PROCEDURE_ID, "RP1")
                            .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "SPS1")
                            .putEmpty(
                                    Tags.REFERENCED_STUDY_SEQUENCE,
                                    Tags.REQUESTED_PROCEDURE_DESCRIPTION,
                                    Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                                    Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)
                            .build())
            .put(Tags.PATIENT_NAME, "EXAMPLE^PATIENT")
            .put(Tags.PATIENT_ID, "P1")
            .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "PPS1")
            .put(Tags.PERFORMED_STATION_AE_TITLE, "MODALITY")
            .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260705")
            .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "101500")
            .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
            .put(Tags.MODALITY, "CT")
            .putEmpty(
                    Tags.PATIENT_BIRTH_DATE,
                    Tags.PATIENT_SEX,
                    Tags.REFERENCED_PATIENT_SEQUENCE,
                    Tags.PERFORMED_STATION_NAME,
                    Tags.PERFORMED_LOCATION,
                    Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
                    Tags.PERFORMED_PROCEDURE_TYPE_DESCRIPTION,
                    Tags.PROCEDURE_CODE_SEQUENCE,
                    Tags.PERFORMED_PROCEDURE_STEP_END_DATE,
                    Tags.PERFORMED_PROCEDURE_STEP_END_TIME,
                    Tags.STUDY_ID,
                    Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
                    Tags.PERFORMED_SERIES_SEQUENCE)
            .build();
    private static final DataSet COMPLETION = DataSet.builder()
            .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
            .put(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, "20260705")
            .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "103000")
            .put(
                    Tags.PERFORMED_SERIES_SEQUENCE,
                    DataSet.builder()
                            .put(Tags.SERIES_INSTANCE_UID, Uid.of("1.2.3.4"))
                            .put(Tags.PROTOCOL_NAME, "CHEST")
                            .putEmpty(
                                    Tags.PERFORMING_PHYSICIAN_NAME,
                                    Tags.OPERATORS_NAME,
                                    Tags.SERIES_DESCRIPTION,
                                    Tags.RETRIEVE_AE_TITLE,
                                    Tags.REFERENCED_IMAGE_SEQUENCE,
                                    Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE)
                            .build())
            .build();

    private final PerformedStepStore store = new InMemoryPerformedStepStore();
    private final RecordingHandler handler = new RecordingHandler();
    private final MppsService service = MppsService.of(handler, store);

    @Test
    void storesAStepAndTellsTheHandlerFirst() {
        assertThat(create(STEP, CREATION).status()).isEqualTo(Status.SUCCESS);

        assertThat(handler.heard).containsExactly("started");
        assertThat(store.find(STEP)).map(PerformedStep::status).contains(PerformedStepStatus.IN_PROGRESS);
    }

    @Test
    void tellsTheInstanceUidItChoseWhenTheModalitySendsNone() {
        DimseMessage message = DimseMessage.create(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, CREATION);
        DimseMessage unnamed = new DimseMessage(
                message.operation(),
                message.sopClassUid(),
                Optional.empty(),
                message.typeId(),
                List.of(),
                message.body());
        ScriptedRequest request = ScriptedRequest.of(unnamed);

        DimseResponse response = service.handle(request, request);

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(store.find(response.sopInstanceUid().orElseThrow())).isPresent();
    }

    @Test
    void refusesAStepThatDoesNotBeginInProgress() {
        DimseResponse response = create(
                STEP,
                CREATION.toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                        .build());

        assertThat(response.status()).isEqualTo(Status.INVALID_ATTRIBUTE_VALUE);
        assertThat(response.dataSet().orElseThrow().text(Tags.PERFORMED_PROCEDURE_STEP_STATUS))
                .isEqualTo("COMPLETED");
        assertThat(store.find(STEP)).isEmpty();
        assertThat(handler.heard).isEmpty();
    }

    @Test
    void refusesASecondStepWithTheSameUid() {
        create(STEP, CREATION);

        assertThat(create(STEP, CREATION.toBuilder().put(Tags.PATIENT_ID, "P2").build())
                        .status())
                .isEqualTo(Status.DUPLICATE_SOP_INSTANCE);
        assertThat(store.find(STEP).orElseThrow().attributes().text(Tags.PATIENT_ID))
                .isEqualTo("P1");
    }

    @Test
    void listsMissingAttributes() {
        DimseResponse response = create(
                STEP,
                CREATION.toBuilder().remove(Tags.MODALITY, Tags.PATIENT_SEX).build());

        assertThat(response.status()).isEqualTo(Status.MISSING_ATTRIBUTE);
        assertThat(response.attributeIdentifiers()).containsExactlyInAnyOrder(Tags.MODALITY, Tags.PATIENT_SEX);
    }

    @Test
    void listsAttributesWithoutTheValueTheyNeed() {
        DimseResponse response =
                create(STEP, CREATION.toBuilder().putEmpty(Tags.MODALITY).build());

        assertThat(response.status()).isEqualTo(Status.MISSING_ATTRIBUTE_VALUE);
        assertThat(response.attributeIdentifiers()).containsExactly(Tags.MODALITY);
        assertThat(response.dataSet().orElseThrow().contains(Tags.MODALITY)).isTrue();
    }

    @Test
    void completesAStepAndThenRefusesAnyUpdateWithTheStandardsErrorId() {
        create(STEP, CREATION);

        assertThat(set(STEP, COMPLETION).status()).isEqualTo(Status.SUCCESS);
        assertThat(handler.heard).containsExactly("started", "completed");

        DimseResponse late = set(
                STEP,
                DataSet.builder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "DISCONTINUED")
                        .build());
        assertThat(late.status()).isEqualTo(Status.PROCESSING_FAILURE);
        assertThat(late.errorId()).hasValue(0xA710);
        assertThat(late.errorComment()).isEqualTo("Performed Procedure Step Object may no longer be updated");
        assertThat(store.find(STEP)).map(PerformedStep::status).contains(PerformedStepStatus.COMPLETED);
    }

    @Test
    void refusesAnUpdateOfAnUnknownStep() {
        assertThat(set(STEP, COMPLETION).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
    }

    @Test
    void storesNothingWhatTheHandlerRefuses() {
        handler.decision = MppsDecision.refuse(MppsDecision.Refusal.UNKNOWN_ORDER, "no order for this step");

        DimseResponse response = create(STEP, CREATION);

        assertThat(response.status()).isEqualTo(Status.PROCESSING_FAILURE);
        assertThat(response.errorComment()).isEqualTo("no order for this step");
        assertThat(store.find(STEP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_ORDER, 0110", "NOT_PERMITTED, 0124", "CONTRADICTION, 0106", "UNAVAILABLE, 0213"})
    void tellsWhyTheHandlerRefuses(MppsDecision.Refusal refusal, String status) {
        handler.decision = MppsDecision.refuse(refusal, "not today");

        DimseResponse response = create(STEP, CREATION);

        assertThat(response.status().code()).isEqualTo(Integer.parseInt(status, 16));
        assertThat(response.errorComment()).isEqualTo("not today");
        assertThat(response.errorId()).isEmpty();
        assertThat(store.find(STEP)).isEmpty();
    }

    @Test
    void listsAttributesThatTheStepDoesNotHave() {
        create(STEP, CREATION);

        DimseResponse response = set(
                STEP,
                COMPLETION.toBuilder()
                        .put(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP, "late")
                        .build());

        assertThat(response.status()).isEqualTo(Status.NO_SUCH_ATTRIBUTE);
        assertThat(response.attributeIdentifiers()).containsExactly(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP);
        assertThat(store.find(STEP)).map(PerformedStep::status).contains(PerformedStepStatus.IN_PROGRESS);
    }

    @Test
    void givesUpWhenTheStepKeepsChanging() {
        create(STEP, CREATION);
        PerformedStepStore restless = new TheStore() {
            @Override
            public boolean replace(PerformedStep seen, PerformedStep next) {
                return false;
            }
        };
        ScriptedRequest end =
                ScriptedRequest.of(DimseMessage.set(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, COMPLETION));

        assertThat(MppsService.of(handler, restless).handle(end, end).status()).isEqualTo(Status.RESOURCE_LIMITATION);
    }

    @Test
    void judgesAgainWhenTheStepChangedMeanwhile() {
        create(STEP, CREATION);
        PerformedStepStore contended = new TheStore() {
            private boolean lost;

            @Override
            public boolean replace(PerformedStep seen, PerformedStep next) {
                if (!lost) { // another node completes the step between reading and writing
                    lost = true;
                    set(STEP, COMPLETION);
                    return false;
                }
                return store.replace(seen, next);
            }
        };
        DataSet other = COMPLETION.toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "103100")
                .build();
        ScriptedRequest late =
                ScriptedRequest.of(DimseMessage.set(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, other));

        DimseResponse response = MppsService.of(handler, contended).handle(late, late);

        assertThat(response.errorId()).hasValue(0xA710);
    }

    @Test
    void judgesACreationThatLosesARaceAsOneThatComesAgain() {
        assertThat(creation(racing(), CREATION).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void refusesACreationThatLosesARaceAgainstAnotherOne() {
        DataSet other = CREATION.toBuilder().put(Tags.PATIENT_ID, "P2").build();

        assertThat(creation(racing(), other).status()).isEqualTo(Status.DUPLICATE_SOP_INSTANCE);
        assertThat(store.find(STEP).orElseThrow().attributes().text(Tags.PATIENT_ID))
                .isEqualTo("P1");
    }

    /** The store, to be changed in some part. */
    private class TheStore implements PerformedStepStore {
        @Override
        public Optional<PerformedStep> find(Uid uid) {
            return store.find(uid);
        }

        @Override
        public boolean create(PerformedStep step) {
            return store.create(step);
        }

        @Override
        public boolean replace(PerformedStep seen, PerformedStep next) {
            return store.replace(seen, next);
        }
    }

    /** A service that sees no step yet when another node has just stored it. */
    private MppsService racing() {
        return MppsService.of(handler, new TheStore() {
            @Override
            public boolean create(PerformedStep step) {
                MppsServiceTest.this.create(STEP, CREATION);
                return store.create(step);
            }
        });
    }

    private static DimseResponse creation(MppsService asked, DataSet attributes) {
        ScriptedRequest request =
                ScriptedRequest.of(DimseMessage.create(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, attributes));
        return asked.handle(request, request);
    }

    @Test
    void answersARepeatedRequestAsTheFirstWithoutAskingTheHandlerAgain() {
        List<String> repeated = new ArrayList<>();
        MppsService observed = service.withRules(ae -> PerformedStepRules.strict(), new LeniencyListener() {
            @Override
            public void used(String ae, Uid uid, Set<MppsLeniency> leniencies) {
                throw new AssertionError("strict");
            }

            @Override
            public void repeated(String ae, Uid uid) {
                repeated.add(uid.value());
            }
        });
        ScriptedRequest end =
                ScriptedRequest.of(DimseMessage.set(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, COMPLETION));

        assertThat(creation(observed, CREATION).status()).isEqualTo(Status.SUCCESS);
        assertThat(creation(observed, CREATION).status()).isEqualTo(Status.SUCCESS);
        assertThat(observed.handle(end, end).status()).isEqualTo(Status.SUCCESS);
        assertThat(observed.handle(end, end).status()).isEqualTo(Status.SUCCESS);
        assertThat(creation(observed, CREATION).status()).isEqualTo(Status.SUCCESS);

        assertThat(handler.heard).containsExactly("started", "completed");
        assertThat(repeated).containsExactly("1.2.3.7", "1.2.3.7", "1.2.3.7");
    }

    @Test
    void retrievesAllAttributesWithoutChangingTheStep() {
        create(STEP, CREATION);
        PerformedStep before = store.find(STEP).orElseThrow();

        DimseResponse response = get(STEP);

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(response.dataSet()).contains(before.attributes());
        assertThat(store.find(STEP)).contains(before);
        assertThat(handler.heard).containsExactly("started");
    }

    @Test
    void retrievesTheAttributesThatAreListed() {
        create(STEP, CREATION);

        DimseResponse response = get(
                STEP,
                Tags.SOP_INSTANCE_UID,
                Tags.PATIENT_NAME,
                Tags.PERFORMED_SERIES_SEQUENCE,
                Tags.SPECIFIC_CHARACTER_SET);

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(response.dataSet())
                .contains(DataSet.builder()
                        .put(Tags.SOP_INSTANCE_UID, STEP)
                        .put(Tags.PATIENT_NAME, "EXAMPLE^PATIENT")
                        .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build());
    }

    @Test
    void warnsOfListedAttributesThatTheStepDoesNotHave() {
        create(STEP, CREATION);

        DimseResponse response = get(STEP, Tags.PATIENT_ID, Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP);

        assertThat(response.status().code()).isEqualTo(0x0001);
        assertThat(response.dataSet())
                .contains(DataSet.builder().put(Tags.PATIENT_ID, "P1").build());
    }

    @Test
    void retrievesNothingOfAnUnknownStep() {
        DimseResponse response = get(STEP);

        assertThat(response.status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
        assertThat(response.dataSet()).isEmpty();
    }

    @Test
    void takesEachOperationOnlyWithItsOwnSopClass() {
        create(STEP, CREATION);
        ScriptedRequest retrieval =
                ScriptedRequest.of(DimseMessage.get(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP, List.of()));
        ScriptedRequest change =
                ScriptedRequest.of(DimseMessage.set(Uids.MODALITY_PERFORMED_PROCEDURE_STEP_RETRIEVE, STEP, COMPLETION));

        assertThat(service.handle(retrieval, retrieval).status()).isEqualTo(Status.UNRECOGNIZED_OPERATION);
        assertThat(service.handle(change, change).status()).isEqualTo(Status.UNRECOGNIZED_OPERATION);
    }

    private DimseResponse get(Uid uid, Tag... attributes) {
        ScriptedRequest request = ScriptedRequest.of(
                DimseMessage.get(Uids.MODALITY_PERFORMED_PROCEDURE_STEP_RETRIEVE, uid, List.of(attributes)));
        return service.handle(request, request);
    }

    @Test
    void tellsWhichLeniencyARequestNeeded() {
        List<MppsLeniency> used = new ArrayList<>();
        MppsService lenient = service.withRules(
                ae -> PerformedStepRules.tolerating(Set.of(MppsLeniency.MISSING_TYPE_2)),
                (ae, uid, leniencies) -> used.addAll(leniencies));
        ScriptedRequest request = ScriptedRequest.of(DimseMessage.create(
                Uids.MODALITY_PERFORMED_PROCEDURE_STEP,
                STEP,
                CREATION.toBuilder().remove(Tags.PATIENT_SEX).build()));

        assertThat(lenient.handle(request, request).status()).isEqualTo(Status.SUCCESS);
        assertThat(used).containsExactly(MppsLeniency.MISSING_TYPE_2);
    }

    private DimseResponse create(Uid uid, DataSet attributes) {
        ScriptedRequest request =
                ScriptedRequest.of(DimseMessage.create(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, uid, attributes));
        return service.handle(request, request);
    }

    private DimseResponse set(Uid uid, DataSet modifications) {
        ScriptedRequest request =
                ScriptedRequest.of(DimseMessage.set(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, uid, modifications));
        return service.handle(request, request);
    }

    private static final class RecordingHandler implements MppsHandler {
        private final List<String> heard = new ArrayList<>();
        private MppsDecision decision = MppsDecision.accept();

        @Override
        public MppsDecision started(PerformedStep step) {
            heard.add("started");
            return decision;
        }

        @Override
        public MppsDecision completed(PerformedStep step) {
            heard.add("completed");
            return decision;
        }
    }
}
