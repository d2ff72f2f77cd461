package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import io.github.swfsdk.api.mpps.MppsResult.Accepted;
import io.github.swfsdk.api.mpps.MppsResult.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rules that the standard sets for N-CREATE and N-SET of a performed step (PS3.4, F.7.2): which attributes have to be
 * there, which may change, and how a step goes from one state to the next. Strict unless told what to tolerate. The choices
 * that the standard leaves open are listed in {@code docs/performed-steps.md}.
 *
 * <p>Pure functions, no I/O; immutable and thread-safe.
 */
public final class PerformedStepRules {
    private static final PerformedStepRules STRICT = new PerformedStepRules(Set.of());

    private static final List<Tag> END =
            List.of(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, Tags.PERFORMED_PROCEDURE_STEP_END_TIME);

    private final Set<MppsLeniency> tolerated;

    private PerformedStepRules(Set<MppsLeniency> tolerated) {
        this.tolerated = Set.copyOf(tolerated);
    }

    /** The rules without any leniency. */
    public static PerformedStepRules strict() {
        return STRICT;
    }

    /** The rules with these leniencies. */
    public static PerformedStepRules tolerating(Set<MppsLeniency> leniencies) {
        return new PerformedStepRules(leniencies);
    }

    /** What is tolerated. */
    public Set<MppsLeniency> tolerated() {
        return tolerated;
    }

    /**
     * Judges an N-CREATE. Whether the instance is there already is the store's to say: then {@link #createAgain} decides.
     *
     * @param sopInstanceUid the Affected SOP Instance UID, or the one that the provider chose
     * @param attributes what the modality sent; attributes that no rule knows are kept
     */
    public MppsResult create(Uid sopInstanceUid, DataSet attributes) {
        Problems problems = new Problems(tolerated);
        DataSet sent = withoutGroupLengths(attributes);
        DataSet complete = new AttributeRules(problems, Kind.MISSING_ATTRIBUTE).complete(sent);
        new ValueRules(problems).check(sent);
        checkStatus(sent, true, problems);
        checkIdentity(sopInstanceUid, sent, problems);
        return result(problems, () -> new PerformedStep(sopInstanceUid, complete), Optional.empty());
    }

    /**
     * Judges an N-CREATE of an instance that is there already: the repetition of the request that made it, which is answered
     * as the first one was, or a duplicate. It is the repetition if it is legal and says what the stored step says; what N-SET
     * may change may differ only where it was created empty, and has been filled since.
     */
    public MppsResult createAgain(PerformedStep stored, DataSet attributes) {
        if (create(stored.sopInstanceUid(), attributes) instanceof Accepted first
                && isBeginningOf(first.step().attributes(), stored.attributes())) {
            return new Accepted(stored, true, first.leniencies());
        }
        return new Refused(MppsRefusal.duplicate());
    }

    /**
     * Judges an N-SET. (0008,0005) Specific Character Set says how the modifications were encoded and is not stored: text is
     * Unicode here, and the stored attribute stays as N-CREATE made it.
     *
     * <p>A step that has ended does not change. The request that ended it is answered as the first time when it comes again:
     * one that names the end, and would lead from a step in progress to the step as it is stored.
     *
     * @param stored the step as it stands
     * @param modifications what the modality sent; a sequence replaces the stored one as a whole
     */
    public MppsResult set(PerformedStep stored, DataSet modifications) {
        DataSet sent = withoutGroupLengths(modifications).toBuilder()
                .remove(Tags.SPECIFIC_CHARACTER_SET)
                .build();
        return stored.status().isFinal() ? endAgain(stored, sent) : modify(stored, sent);
    }

    private MppsResult modify(PerformedStep stored, DataSet sent) {
        Problems problems = new Problems(tolerated);
        DataSet next = new Modification(stored, sent, problems).apply();
        new ValueRules(problems).check(sent);
        checkStatus(sent, false, problems);
        return result(problems, () -> new PerformedStep(stored.sopInstanceUid(), next), Optional.of(stored));
    }

    private MppsResult endAgain(PerformedStep stored, DataSet sent) {
        PerformedStep running = new PerformedStep(
                stored.sopInstanceUid(),
                stored.attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.IN_PROGRESS.term())
                        .build());
        boolean namesEnd = END.stream()
                .allMatch(tag -> sent.hasValue(tag) || !stored.attributes().hasValue(tag));
        if (namesEnd
                && modify(running, sent) instanceof Accepted first
                && first.step().equals(stored)) {
            return new Accepted(stored, true, first.leniencies());
        }
        return new Refused(MppsRefusal.noLongerUpdatable());
    }

    private static MppsResult result(Problems problems, Supplier<PerformedStep> next, Optional<PerformedStep> stored) {
        Optional<MppsRefusal> refusal = problems.refusal();
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        PerformedStep step = next.get();
        return new Accepted(step, stored.filter(step::equals).isPresent(), problems.used());
    }

    private boolean isBeginningOf(DataSet created, DataSet stored) {
        boolean nothingMore = stored.elements().stream()
                .map(Element::tag)
                .allMatch(tag ->
                        created.contains(tag) || isChangeable(tag) && tolerated.contains(MppsLeniency.ADDED_BY_SET));
        return nothingMore
                && created.elements().stream()
                        .allMatch(element -> stored.find(element.tag())
                                .filter(there -> there.equals(element) || isFilledSince(element))
                                .isPresent());
    }

    private static boolean isFilledSince(Element created) {
        return created.tag().equals(Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                || isChangeable(created.tag()) && !AttributeRules.hasValue(created);
    }

    private static boolean isChangeable(Tag tag) {
        return PerformedStepAttributes.usageInSet(tag) != PerformedStepAttribute.Set.NOT_ALLOWED;
    }

    private static void checkStatus(DataSet sent, boolean creation, Problems problems) {
        Optional<String> term = sent.string(Tags.PERFORMED_PROCEDURE_STEP_STATUS);
        Optional<PerformedStepStatus> status = term.flatMap(PerformedStepStatus::of);
        boolean wrong =
                term.isPresent() && (status.isEmpty() || creation && status.get() != PerformedStepStatus.IN_PROGRESS);
        if (wrong) {
            problems.add(Kind.INVALID_VALUE, AttributePath.of(Tags.PERFORMED_PROCEDURE_STEP_STATUS));
        }
    }

    private static void checkIdentity(Uid sopInstanceUid, DataSet sent, Problems problems) {
        if (sent.string(Tags.SOP_INSTANCE_UID)
                .filter(uid -> !uid.equals(sopInstanceUid.value()))
                .isPresent()) {
            problems.add(Kind.INVALID_VALUE, AttributePath.of(Tags.SOP_INSTANCE_UID));
        }
    }

    private static DataSet withoutGroupLengths(DataSet sent) {
        List<Element> elements = sent.elements().stream()
                .filter(element -> !element.tag().isGroupLength())
                .toList();
        return elements.size() == sent.size() ? sent : DataSet.of(elements);
    }
}
