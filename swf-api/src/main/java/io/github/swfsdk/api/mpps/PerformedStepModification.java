package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The modification list of an N-SET, for the modality that runs a step (RAD-7). What it builds keeps to the rules for every
 * step that {@link PerformedStepDraft} began.
 */
public final class PerformedStepModification {
    private static final String NO_SERIES = "NONE"; // Protocol Name of the series that a step without any has to name

    private final PerformedStepStatus status;
    private final DataSet.Builder attributes = DataSet.builder();
    private List<PerformedSeries> series = List.of();

    private PerformedStepModification(PerformedStepStatus status) {
        this.status = status;
        attributes.put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status.term());
    }

    /** The step goes on and has something new to tell. */
    public static PerformedStepModification update() {
        return new PerformedStepModification(PerformedStepStatus.IN_PROGRESS);
    }

    /** The step has ended successfully, in local time. */
    public static PerformedStepModification complete(LocalDateTime end) {
        return new PerformedStepModification(PerformedStepStatus.COMPLETED).end(end);
    }

    /** The step has ended without success, in local time. */
    public static PerformedStepModification discontinue(LocalDateTime end, DiscontinuationReason reason) {
        return discontinue(end, reason.code());
    }

    /** The step has ended without success, in local time, for a reason that may be one of the site's own. */
    public static PerformedStepModification discontinue(LocalDateTime end, Code reason) {
        PerformedStepModification modification =
                new PerformedStepModification(PerformedStepStatus.DISCONTINUED).end(end);
        modification.attributes.putCodes(
                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE, List.of(complete(reason)));
        return modification;
    }

    /**
     * The step has ended because the wrong entry of the worklist was selected, in local time: whoever receives it withholds the
     * instances that it names, so name all of them. What the right entry needs is a new step.
     */
    public static PerformedStepModification wrongWorklistEntry(LocalDateTime end) {
        return discontinue(end, DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);
    }

    /** All series so far with all their instances: they replace what was told before. */
    public PerformedStepModification series(List<PerformedSeries> all) {
        this.series = List.copyOf(all);
        return this;
    }

    /** What was performed, if it is not what was requested. */
    public PerformedStepModification procedure(String description, Collection<Code> codes) {
        attributes
                .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, description)
                .putCodes(Tags.PROCEDURE_CODE_SEQUENCE, codes);
        return this;
    }

    /** The protocols that were performed, if they are not the scheduled ones. */
    public PerformedStepModification protocols(Collection<Code> codes) {
        attributes.putCodes(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, codes);
        return this;
    }

    /** (0040,0280) what people should know. */
    public PerformedStepModification comments(String text) {
        attributes.put(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP, text);
        return this;
    }

    /**
     * Any other attribute, such as dose or billing; it must have been named by {@link PerformedStepDraft#reserve}.
     *
     * @throws IllegalArgumentException if N-SET may not change the attribute, or a method here is meant for it
     */
    public PerformedStepModification put(Element element) {
        if (PerformedStepAttributes.usageInSet(element.tag()) != PerformedStepAttribute.Set.ANY) {
            throw new IllegalArgumentException(element.tag() + " cannot be set this way");
        }
        attributes.put(element);
        return this;
    }

    /**
     * Returns the modification list. A step that is discontinued before it has made a series names one without instances, as
     * the final state demands one.
     *
     * @throws IllegalStateException if a completed step names no series, or a given value is not legal, such as a description that
     *     is too long or a code without meaning; it names the attributes, and nothing has been sent
     */
    public DataSet build() {
        DataSet list = list();
        Problems problems = new Problems(Set.of());
        new ValueRules(problems).check(list);
        AttributeRules items = new AttributeRules(problems, MppsRefusal.Kind.MISSING_VALUE);
        list.forEach(items::completeItems);
        problems.refusal().ifPresent(refusal -> {
            throw new IllegalStateException(refusal.kind() + " " + refusal.attributes());
        });
        return list;
    }

    private DataSet list() {
        if (!series.isEmpty()) {
            return with(series);
        }
        return switch (status) {
            case IN_PROGRESS -> attributes.build();
            case DISCONTINUED -> with(List.of(PerformedSeries.of(Uid.random(), NO_SERIES)));
            case COMPLETED ->
                throw new IllegalStateException(
                        Tags.PERFORMED_SERIES_SEQUENCE + " of a completed step must name a series");
        };
    }

    private DataSet with(List<PerformedSeries> all) {
        return attributes
                .put(
                        Tags.PERFORMED_SERIES_SEQUENCE,
                        all.stream().map(PerformedSeries::toItem).toList())
                .build();
    }

    private PerformedStepModification end(LocalDateTime end) {
        attributes
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, end.toLocalDate())
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, end.toLocalTime());
        return this;
    }

    private static Code complete(Code code) {
        if (code.meaning().isEmpty()) {
            throw new IllegalArgumentException("a discontinuation reason needs a meaning");
        }
        return code;
    }
}
