package io.github.swfsdk.api.testkit;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random worklists, with what narrows badly in them, and random queries that hit some of their steps. */
public final class WorklistFixtures {
    private static final List<String> MODALITIES = List.of("CT", "MR", "US", "DX", "ct");
    private static final List<String> STATIONS = List.of("CT1", "CT2", "MR1", "DX1");
    private static final List<String> DAYS = List.of("20260704", "20260705", "20260706", "20260707");
    private static final List<String> TIMES = List.of("", "08", "0830", "143000", "235959.999999");
    private static final List<String> NAMES =
            List.of("Sample^Anna", "SAMPLE^ANNA", "Müller^Jörg", "Sample^Otto^^Dr", "Yamada^Tarou=山田^太郎");
    private static final List<String> PATIENTS = List.of("P1", "P2", "P 3", "P*4", "p1", "P".repeat(64));
    private static final List<String> DAY_KEYS = List.of(
            "20260705", "20260705-", "-20260705", "20260705-20260706", "20250101-20251231", "20260101-20261231");
    private static final List<String> TIME_KEYS = List.of("0830", "08", "0800-1200", "-1200", "1200-");

    private static final List<String> ZONES = List.of("+0000", "-1200", "+1400", "+0545");

    private WorklistFixtures() {}

    /**
     * Steps of orders of one step each, with IDs {@code S0}, {@code S1} and so on, all of them well-formed; several stations,
     * partial times and unknown values included.
     */
    public static List<ScheduledStep> steps(int count, Random random) {
        List<ScheduledStep> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step(i, random));
        }
        return List.copyOf(steps);
    }

    /**
     * Steps as {@link #steps} has them, some of which have several values where one is allowed, a date that is none, or a time
     * zone of their own.
     */
    static List<ScheduledStep> unusualSteps(int count, Random random) {
        List<ScheduledStep> steps = new ArrayList<>();
        for (ScheduledStep step : steps(count, random)) {
            DataSet.Builder item = step.step().toBuilder();
            DataSet.Builder root = step.attributes().toBuilder();
            switch (random.nextInt(20)) {
                case 0 -> item.put(Tags.MODALITY, any(MODALITIES, random), any(MODALITIES, random));
                case 1 -> item.put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "5 July");
                case 2 -> item.put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, any(DAYS, random), any(DAYS, random));
                case 3, 4 -> root.put(Tags.TIMEZONE_OFFSET_FROM_UTC, any(ZONES, random));
                default -> {}
            }
            steps.add(new ScheduledStep(root.put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item.build())
                    .build()));
        }
        return List.copyOf(steps);
    }

    private static ScheduledStep step(int number, Random random) {
        DataSet.Builder item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, any(TIMES, random));
        oftenPut(item, Tags.MODALITY, any(MODALITIES, random), random);
        oftenPut(item, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, any(DAYS, random), random);
        if (random.nextInt(5) == 0) {
            item.put(Tags.SCHEDULED_STATION_AE_TITLE, any(STATIONS, random), "SPARE");
        } else {
            oftenPut(item, Tags.SCHEDULED_STATION_AE_TITLE, any(STATIONS, random), random);
        }
        return new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "A" + number)
                .put(Tags.PATIENT_NAME, any(NAMES, random))
                .put(Tags.PATIENT_ID, any(PATIENTS, random))
                .put(Tags.STUDY_INSTANCE_UID, ExamFixtures.study(number))
                .put(Tags.REQUESTED_PROCEDURE_ID, "R" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item.build())
                .build());
    }

    /** A well-formed identifier of some keys, each of which some step may match. */
    public static DataSet identifier(List<ScheduledStep> steps, Random random) {
        ScheduledStep wanted = any(steps, random);
        DataSet.Builder item = DataSet.builder();
        seldomPut(item, Tags.MODALITY, any(MODALITIES, random), random);
        seldomPut(item, Tags.SCHEDULED_STATION_AE_TITLE, any(STATIONS, random), random);
        seldomPut(item, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, any(DAY_KEYS, random), random);
        seldomPut(item, Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, any(TIME_KEYS, random), random);
        seldomPut(item, Tags.SCHEDULED_PROCEDURE_STEP_ID, wanted.stepId(), random);
        DataSet.Builder identifier = DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item.build());
        seldomPut(identifier, Tags.PATIENT_ID, any(PATIENTS, random), random);
        seldomPut(identifier, Tags.PATIENT_NAME, any(List.of("sample^anna", "S*", "m?ller*", "山田*"), random), random);
        String number = wanted.accessionNumber();
        seldomPut(identifier, Tags.ACCESSION_NUMBER, random.nextBoolean() ? number : number + "*", random);
        seldomPut(identifier, Tags.REQUESTED_PROCEDURE_ID, wanted.requestedProcedureId(), random);
        if (random.nextInt(6) == 0) {
            identifier.put(
                    Tags.STUDY_INSTANCE_UID,
                    wanted.studyInstanceUid(),
                    any(steps, random).studyInstanceUid());
        }
        return identifier.build();
    }

    /** An identifier as {@link #identifier} makes it, which often names a time zone. */
    static DataSet identifierInZone(List<ScheduledStep> steps, Random random) {
        DataSet identifier = identifier(steps, random);
        return random.nextBoolean()
                ? identifier
                : identifier.toBuilder()
                        .put(Tags.TIMEZONE_OFFSET_FROM_UTC, any(ZONES, random))
                        .build();
    }

    private static void oftenPut(DataSet.Builder item, Tag tag, String value, Random random) {
        if (random.nextInt(20) > 0) {
            item.put(tag, value);
        }
    }

    private static void seldomPut(DataSet.Builder item, Tag tag, String value, Random random) {
        if (random.nextInt(4) == 0) {
            item.put(tag, value);
        } else if (random.nextBoolean()) {
            item.putEmpty(tag);
        }
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
