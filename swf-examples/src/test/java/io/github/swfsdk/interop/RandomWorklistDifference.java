package io.github.swfsdk.interop;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistMatcher;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.Optional;
import java.util.stream.Stream;

/** Where our matcher and wlmscpfs of DCMTK 3.6.7 disagree about random queries, and why. */
enum RandomWorklistDifference {
    /**
     * PS3.4, C.2.2.2.1 leaves case, accents and component groups of person names to the provider, which declares it: wlmscpfs
     * compares as they are, ours without regard to case and accents, and with each group.
     */
    NAMES {
        @Override
        boolean explains(DataSet query, ScheduledStep step, boolean ours) {
            return ours && query.hasValue(Tags.PATIENT_NAME);
        }
    },
    /**
     * A code string has capital letters only (PS3.5, table 6.2-1): wlmscpfs refuses the query for modality {@code ct} with A900H,
     * ours matches it literally, with what has been stored so.
     */
    SMALL_LETTERS {
        @Override
        boolean explains(DataSet query, ScheduledStep step, boolean ours) {
            return ours && isRefused(query);
        }
    },
    /**
     * A time without minutes is not precise to them (PS3.5, table 6.2-1), so ours takes key {@code 08} for the hour: wlmscpfs for
     * eight o'clock.
     */
    PARTIAL_TIMES {
        @Override
        boolean explains(DataSet query, ScheduledStep step, boolean ours) {
            String key = query.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                    .orElseThrow()
                    .text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME);
            String stored = step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME);
            return ours && !key.contains("-") && stored.length() > key.length() && stored.startsWith(key);
        }
    },
    /**
     * Step ID, requested procedure ID and study are optional matching keys (PS3.4, table K.6-1), which a provider need not match
     * (K.2.2.1.1.2): wlmscpfs does not.
     */
    OPTIONAL_KEYS {
        @Override
        boolean explains(DataSet query, ScheduledStep step, boolean ours) {
            DataSet item = query.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow().toBuilder()
                    .putEmpty(Tags.SCHEDULED_PROCEDURE_STEP_ID)
                    .build();
            DataSet required = query.toBuilder()
                    .putEmpty(Tags.REQUESTED_PROCEDURE_ID, Tags.STUDY_INSTANCE_UID)
                    .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                    .build();
            return !ours
                    && WorklistMatcher.of(new WorklistQuery(required, "TEST")).matches(step);
        }
    };

    /** Whether wlmscpfs refuses the query. */
    static boolean isRefused(DataSet query) {
        return query.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .filter(item -> item.text(Tags.MODALITY).equals("ct"))
                .isPresent();
    }

    abstract boolean explains(DataSet query, ScheduledStep step, boolean ours);

    static Optional<RandomWorklistDifference> explaining(DataSet query, ScheduledStep step, boolean ours) {
        return Stream.of(values())
                .filter(row -> row.explains(query, step, ours))
                .findFirst();
    }
}
