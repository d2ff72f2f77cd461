package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Uid;
import java.util.Objects;
import java.util.Optional;

/**
 * A place where a performed step or one of its instances does not say what it should.
 *
 * @param sopInstanceUid the performed step or instance that is at fault; empty for an instance without identity
 * @param attribute where
 * @param problem what is wrong; no values, as they may be the patient's
 */
public record Inconsistency(Optional<Uid> sopInstanceUid, AttributePath attribute, Problem problem) {
    /** What may be wrong. */
    public enum Problem {
        /** There is no value, and there should be one. */
        MISSING,
        /** There is a value, and there should be none. */
        NOT_EMPTY,
        /** The worklist entry says something else. */
        DIFFERS_FROM_WORKLIST,
        /** The performed step says something else. */
        DIFFERS_FROM_PERFORMED_STEP,
        /** Another performed step has it, and each should have its own. */
        NOT_UNIQUE,
        /** There is not one item for each scheduled step. */
        WRONG_NUMBER_OF_ITEMS,
        /** The performed step has ended and does not name the series or instance. */
        NOT_NAMED,
        /** The performed step names the instance, and it is not there. */
        NOT_THERE
    }

    /** Checks that nothing is null. */
    public Inconsistency {
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return sopInstanceUid.map(Uid::value).orElse("an instance") + " " + attribute + " " + problem;
    }
}
