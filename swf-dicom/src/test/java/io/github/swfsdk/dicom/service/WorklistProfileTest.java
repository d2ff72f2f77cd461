package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.service.WorklistProfile.NameFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorklistProfileTest {
    private static final Clock JANUARY_10 = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);

    private final List<WorklistQuery> asked = new ArrayList<>();
    private final List<ScheduledStep> steps = new ArrayList<>(List.of(
            step("S1", "DX", "20260109", "DX1", "SCHEDULED"),
            step("S2", "DX", "20260110", "DX1", "STARTED"),
            step("S3", "CT", "20260110", "CT1", "SCHEDULED"),
            step("S4", "DX", "20260112", "DX1", "SCHEDULED")));
    private final WorklistProvider provider = (query, sink) -> {
        asked.add(query);
        for (ScheduledStep step : steps) {
            if (!sink.offer(step)) {
                return;
            }
        }
    };

    @Test
    void changesNothingByDefault() {
        assertThat(ids(find(WorklistProfile.defaults(), WorklistKeys.all().identifier())))
                .containsExactly("S1", "S2", "S3", "S4");
    }

    @Test
    void filtersByDefaultWhereTheQueryDoesNotSay() {
        WorklistProfile profile = WorklistProfile.builder()
                .defaultModality("DX")
                .defaultDays(1, 1)
                .clock(JANUARY_10)
                .build();
        assertThat(ids(find(profile, WorklistKeys.all().identifier()))).containsExactly("S1", "S2");
        assertThat(asked.get(0).modality()).contains("DX");
        assertThat(ids(find(profile, WorklistKeys.all().modality("CT").identifier())))
                .containsExactly("S3");
    }

    @Test
    void countsTheDaysBeforeAndAfterTodayEachForItself() {
        WorklistProfile.Builder profile = WorklistProfile.builder().clock(JANUARY_10);
        assertThat(ids(find(
                        profile.defaultDays(0, 2).build(), WorklistKeys.all().identifier())))
                .containsExactly("S2", "S3", "S4");
        assertThat(ids(find(
                        profile.defaultDays(1, 0).build(), WorklistKeys.all().identifier())))
                .containsExactly("S1", "S2", "S3");
    }

    @Test
    void stillReturnsTheWholeStepWhenItFiltersOrAddsByDefault() {
        WorklistProfile profile = WorklistProfile.builder()
                .defaultModality("CT")
                .returnAlso(Tags.SCHEDULED_STATION_NAME)
                .build();
        DataSet wholeStep = DataSet.builder()
                .putEmpty(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .build();
        DataSet item = find(profile, wholeStep)
                .identifiers
                .get(0)
                .item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .orElseThrow();
        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_ID)).isEqualTo("S3");
        assertThat(item.text(Tags.SCHEDULED_STATION_AE_TITLE)).isEqualTo("CT1");
    }

    @Test
    void returnsWhatTheDeviceForgetsToAskFor() {
        WorklistProfile profile = WorklistProfile.builder()
                .returnAlso(Tags.ACCESSION_NUMBER, Tags.SCHEDULED_PROCEDURE_STEP_ID)
                .build();
        DataSet answer = find(
                        profile, DataSet.builder().put(Tags.PATIENT_ID, "P1").build())
                .identifiers
                .get(0);
        assertThat(answer.text(Tags.ACCESSION_NUMBER)).isEqualTo("A1");
        assertThat(answer.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                        .orElseThrow()
                        .text(Tags.SCHEDULED_PROCEDURE_STEP_ID))
                .isEqualTo("S1");
        assertThatThrownBy(() -> WorklistProfile.builder().returnAlso(Tags.PIXEL_DATA))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsAStationByTheNameThatTheDeviceHasForIt() {
        WorklistProfile profile =
                WorklistProfile.builder().station("ROOM7", "CT1").build();
        ScriptedRequest request =
                find(profile, WorklistKeys.all().station("ROOM7").identifier());
        assertThat(ids(request)).containsExactly("S3");
        assertThat(asked.get(0).stationAeTitle()).contains("CT1");
        assertThat(request.identifiers
                        .get(0)
                        .item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                        .orElseThrow()
                        .text(Tags.SCHEDULED_STATION_AE_TITLE))
                .isEqualTo("ROOM7");
        assertThat(ids(find(profile, WorklistKeys.all().station("DX1").identifier())))
                .hasSize(3);
    }

    @Test
    void writesNamesAsTheDeviceCanReadThem() {
        steps.clear();
        steps.add(new ScheduledStep(step("S1", "DX", "20260109", "DX1", "SCHEDULED").attributes().toBuilder()
                .put(Tags.PATIENT_NAME, "Yamada^Tarou^^Dr=山田^太郎")
                .build()));
        DataSet item = steps.get(0).step().toBuilder()
                .put(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, "Berg^Otto^^Prof")
                .build();
        steps.set(0, steps.get(0).withStep(item));
        WorklistProfile profile =
                WorklistProfile.builder().names(NameFormat.FAMILY_AND_GIVEN).build();
        DataSet answer =
                find(profile, WorklistKeys.all().identifier()).identifiers.get(0);
        assertThat(new ScheduledStep(answer).step().text(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME))
                .isEqualTo("Berg^Otto");
        assertThat(name(NameFormat.AS_STORED)).isEqualTo("Yamada^Tarou^^Dr=山田^太郎");
        assertThat(name(NameFormat.ALPHABETIC)).isEqualTo("Yamada^Tarou^^Dr");
        assertThat(name(NameFormat.FAMILY_AND_GIVEN)).isEqualTo("Yamada^Tarou");
    }

    @Test
    void endsWithOutOfResourcesIfMoreMatchThanTheDeviceMayGet() {
        WorklistProfile three = WorklistProfile.builder().maxAnswers(3).build();
        ScriptedRequest request = request(WorklistKeys.all().identifier());
        DimseResponse end = service(three).handle(request, request);
        assertThat(ids(request)).containsExactly("S1", "S2", "S3");
        assertThat(end.status()).isEqualTo(Status.OUT_OF_RESOURCES);

        ScriptedRequest whole = request(WorklistKeys.all().station("DX1").identifier());
        assertThat(service(three).handle(whole, whole).status()).isEqualTo(Status.SUCCESS);
        assertThat(ids(whole)).hasSize(3);
    }

    @Test
    void hidesStartedSteps() {
        WorklistProfile profile =
                WorklistProfile.builder().startedStepsVisible(false).build();
        assertThat(ids(find(profile, WorklistKeys.all().identifier()))).containsExactly("S1", "S3", "S4");
    }

    @Test
    void wishesForACharacterSet() {
        WorklistProfile profile =
                WorklistProfile.builder().characterSet("ISO_IR 100").build();
        assertThat(find(profile, WorklistKeys.all().identifier())
                        .identifiers
                        .get(0)
                        .text(Tags.SPECIFIC_CHARACTER_SET))
                .isEqualTo("ISO_IR 100");
    }

    @Test
    void explainsWhatItAddsAndReplaces() {
        WorklistProfile profile = WorklistProfile.builder()
                .defaultModality("DX")
                .station("ROOM7", "CT1")
                .build();
        var explanation = profile.explain(
                new WorklistQuery(WorklistKeys.all().station("ROOM7").identifier(), "CT1"));
        assertThat(explanation.notes())
                .extracting(Object::toString)
                .containsExactly(
                        "(0040,0100)[1].(0008,0060) has a default value",
                        "(0040,0100)[1].(0040,0001) has another value instead");
        assertThat(explanation.removing(steps.get(2)))
                .extracting(Object::toString)
                .containsExactly("(0040,0100)[1].(0008,0060)");
    }

    @Test
    void explainsWhatItReturnsAndInWhichCharacterSet() {
        WorklistProfile profile = WorklistProfile.builder()
                .returnAlso(Tags.PATIENT_SIZE, Tags.PATIENT_WEIGHT, Tags.SCHEDULED_STATION_NAME)
                .characterSet("ISO_IR 100")
                .build();
        DataSet step =
                DataSet.builder().putEmpty(Tags.SCHEDULED_PROCEDURE_STEP_ID).build();
        DataSet query = DataSet.builder()
                .putEmpty(Tags.PATIENT_WEIGHT)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                .build();
        assertThat(profile.explain(new WorklistQuery(query, "CT1")).notes())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "(0010,1020) is answered although it was not asked for",
                        "(0040,0100)[1].(0040,0010) is answered although it was not asked for",
                        "(0008,0005) has another value instead");
    }

    @Test
    void explainsThatACharacterSetIsNotKnown() {
        DataSet query =
                DataSet.builder().put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 999").build();
        assertThat(WorklistProfile.defaults()
                        .explain(new WorklistQuery(query, "CT1"))
                        .notes())
                .extracting(Object::toString)
                .containsExactly("(0008,0005) has another value instead");
    }

    private String name(NameFormat format) {
        WorklistProfile profile = WorklistProfile.builder().names(format).build();
        return find(profile, WorklistKeys.all().identifier()).identifiers.get(0).text(Tags.PATIENT_NAME);
    }

    private ScriptedRequest find(WorklistProfile profile, DataSet identifier) {
        ScriptedRequest request = request(identifier);
        assertThat(service(profile).handle(request, request).status()).isEqualTo(Status.SUCCESS);
        return request;
    }

    private WorklistService service(WorklistProfile profile) {
        return WorklistService.of(provider).withProfiles(ae -> profile);
    }

    private static ScriptedRequest request(DataSet identifier) {
        return ScriptedRequest.of(DimseMessage.find(Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, identifier));
    }

    private static List<String> ids(ScriptedRequest request) {
        return request.identifiers.stream()
                .map(item -> item.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                        .orElseThrow()
                        .text(Tags.SCHEDULED_PROCEDURE_STEP_ID))
                .toList();
    }

    private static ScheduledStep step(String id, String modality, String day, String station, String status) {
        ScheduledStep step = ExamFixtures.step("A1", ExamFixtures.study(1), id);
        return step.withStep(step.step().toBuilder()
                .put(Tags.MODALITY, modality)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, day)
                .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_STATUS, status)
                .build());
    }
}
