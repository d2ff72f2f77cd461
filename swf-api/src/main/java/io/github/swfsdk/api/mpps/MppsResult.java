package io.github.swfsdk.api.mpps;

import java.util.Objects;
import java.util.Set;

/** What the rules say about an N-CREATE or N-SET. */
public sealed interface MppsResult {
    /**
     * The request is legal.
     *
     * @param step the step as it is to be stored
     * @param repeated whether the request changes nothing because it is a repetition: nothing is to be stored or reported
     *     again
     * @param leniencies what had to be tolerated, to be recorded
     */
    record Accepted(PerformedStep step, boolean repeated, Set<MppsLeniency> leniencies) implements MppsResult {
        /** Copies the set. */
        public Accepted {
            Objects.requireNonNull(step, "step");
            leniencies = Set.copyOf(leniencies);
        }
    }

    /**
     * The request is refused and has no effect.
     *
     * @param refusal why
     */
    record Refused(MppsRefusal refusal) implements MppsResult {
        /** Checks that there is a reason. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
        }
    }
}
