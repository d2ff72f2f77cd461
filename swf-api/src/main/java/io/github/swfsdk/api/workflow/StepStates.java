package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.mpps.PerformedStep;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far a scheduled step has come, judged by what is known of it and not by the order in which it became known: a table of
 * facts, as {@code docs/workflow-states.md} shows it.
 */
final class StepStates {
    /** What may be known of a scheduled step. */
    enum Fact {
        /** A performed step of it is completed. */
        COMPLETED,
        /** A performed step of it is in progress. */
        RUNNING,
        /** A performed step of it was discontinued; one for a wrong worklist entry counts only if an operator has linked it. */
        DISCONTINUED,
        /** An order message has taken it back. */
        WITHDRAWN
    }

    /**
     * One line of the table.
     *
     * @param known the facts that must be known
     * @param unknown the facts that must not be known; any other fact may or may not be
     * @param status what follows
     */
    record Row(Set<Fact> known, Set<Fact> unknown, StepStatus status) {
        boolean applies(Set<Fact> facts) {
            return facts.containsAll(known) && unknown.stream().noneMatch(facts::contains);
        }
    }

    /** Exactly one line applies to any set of facts. */
    static final List<Row> TABLE = List.of(
            new Row(Set.of(Fact.COMPLETED), Set.of(), StepStatus.COMPLETED),
            new Row(Set.of(Fact.RUNNING), Set.of(Fact.COMPLETED, Fact.WITHDRAWN), StepStatus.IN_PROGRESS),
            new Row(Set.of(Fact.RUNNING, Fact.WITHDRAWN), Set.of(Fact.COMPLETED), StepStatus.DISCONTINUED),
            new Row(Set.of(Fact.DISCONTINUED), Set.of(Fact.COMPLETED, Fact.RUNNING), StepStatus.DISCONTINUED),
            new Row(
                    Set.of(Fact.WITHDRAWN),
                    Set.of(Fact.COMPLETED, Fact.RUNNING, Fact.DISCONTINUED),
                    StepStatus.CANCELLED),
            new Row(Set.of(), EnumSet.allOf(Fact.class), StepStatus.SCHEDULED));

    private StepStates() {}

    /** The status that the facts tell. */
    static StepStatus of(Set<Fact> facts) {
        return TABLE.stream()
                .filter(row -> row.applies(facts))
                .findFirst()
                .orElseThrow()
                .status();
    }

    /**
     * The status of a step with these performed steps.
     *
     * @param isLinked whether an operator has said that a performed step was for this one, whatever its end says
     */
    static StepStatus of(boolean withdrawn, Collection<PerformedStep> performed, Predicate<PerformedStep> isLinked) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (withdrawn) {
            facts.add(Fact.WITHDRAWN);
        }
        for (PerformedStep step : performed) {
            if (!step.isWrongWorklistEntry() || isLinked.test(step)) {
                facts.add(factOf(step));
            }
        }
        return of(facts);
    }

    /** The status of a step that had this one when an order message took it back. */
    static StepStatus withdrawnFrom(StepStatus status) {
        Set<Fact> facts = EnumSet.of(Fact.WITHDRAWN);
        switch (status) {
            case COMPLETED -> facts.add(Fact.COMPLETED);
            case IN_PROGRESS -> facts.add(Fact.RUNNING);
            case DISCONTINUED -> facts.add(Fact.DISCONTINUED);
            case SCHEDULED, CANCELLED -> {}
        }
        return of(facts);
    }

    private static Fact factOf(PerformedStep step) {
        return switch (step.status()) {
            case COMPLETED -> Fact.COMPLETED;
            case IN_PROGRESS -> Fact.RUNNING;
            case DISCONTINUED -> Fact.DISCONTINUED;
        };
    }
}
