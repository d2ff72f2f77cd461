package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.stream.IntStream;

/** Orders of one scheduled step each, as an order filler has them. */
final class SyntheticOrders {
    private static final int PER_TRANSACTION = 200;

    private SyntheticOrders() {}

    /** The steps of the first so many orders. */
    static List<ScheduledStep> steps(int count) {
        return IntStream.range(0, count).mapToObj(SyntheticOrders::step).toList();
    }

    /** Stores the orders of these steps among others, so that they are spread over the whole. */
    static void store(WorkflowStore store, int performed, int others) {
        int all = performed + others;
        for (int from = 0; from < all; from += PER_TRANSACTION) {
            int first = from;
            int end = Math.min(all, from + PER_TRANSACTION);
            store.transact(tx -> {
                for (int i = first; i < end; i++) {
                    tx.save(record(spread(i, performed, all)));
                }
                return end;
            });
        }
    }

    /** The number of the order at a place: every so many places one of those that are performed, else one of the others. */
    private static int spread(int place, int performed, int all) {
        int before = Math.toIntExact((long) place * performed / all);
        int after = Math.toIntExact((place + 1L) * performed / all);
        return after > before ? before : performed + place - before;
    }

    private static OrderRecord record(int number) {
        return new OrderRecord("bench-" + number, 0, List.of(StepRecord.scheduled(step(number))));
    }

    private static ScheduledStep step(int number) {
        DataSet item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "Chest, two views")
                .put(Tags.MODALITY, "DX")
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "DX" + number % 20)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, String.format("202601%02d", 1 + number % 28))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "083000")
                .putCodes(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CHEST2", "99SITE", "Chest, two views")))
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "A" + number)
                .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "P" + number)
                .put(Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "F" + number)
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Referrer^Rita")
                .put(Tags.PATIENT_NAME, "Sample^Patient " + number)
                .put(Tags.PATIENT_ID, "PAT" + number)
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSPITAL")
                .put(Tags.PATIENT_BIRTH_DATE, "19700101")
                .put(Tags.PATIENT_SEX, "O")
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.826.0.1.3680043.9.1." + number))
                .put(Tags.REQUESTED_PROCEDURE_ID, "R" + number)
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Chest, two views")
                .putCodes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, List.of(Code.of("CHEST", "99SITE", "Chest")))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build());
    }
}
