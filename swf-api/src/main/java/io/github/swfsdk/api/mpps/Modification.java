package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import java.util.Optional;

/** Applies one N-SET to a step that is in progress. */
final class Modification {
    private final DataSet stored;
    private final DataSet sent;
    private final Problems problems;
    private final Optional<PerformedStepStatus> status;

    Modification(PerformedStep stored, DataSet sent, Problems problems) {
        this.stored = stored.attributes();
        this.sent = sent;
        this.problems = problems;
        this.status = sent.string(Tags.PERFORMED_PROCEDURE_STEP_STATUS).flatMap(PerformedStepStatus::of);
    }

    /** Returns the attributes afterwards; they count only if no problem was found. */
    DataSet apply() {
        AttributeRules rules = new AttributeRules(problems, Kind.MISSING_VALUE); // 0120H is no code of N-SET
        DataSet.Builder next = stored.toBuilder();
        for (Element element : sent) {
            if (isToBeStored(element)) {
                next.put(rules.completeItems(element));
            }
        }
        DataSet result = next.build();
        if (status.filter(PerformedStepStatus::isFinal).isPresent()) {
            checkFinal(result);
        }
        return result;
    }

    private boolean isToBeStored(Element element) {
        Tag tag = element.tag();
        PerformedStepAttribute.Set usage = PerformedStepAttributes.usageInSet(tag);
        Optional<Element> before = stored.find(tag);
        AttributePath path = AttributePath.of(tag);
        if (usage == PerformedStepAttribute.Set.NOT_ALLOWED) {
            boolean unchanged = before.filter(element::equals).isPresent();
            if (!unchanged || !problems.tolerates(MppsLeniency.UNCHANGED_REPEATED)) {
                problems.add(Kind.NOT_CHANGEABLE, path);
            }
            return false;
        }
        if (tag.isPrivateCreator() && before.isPresent()) {
            if (!before.get().equals(element)) {
                problems.add(Kind.NOT_CHANGEABLE, path); // its elements would become another creator's
            }
            return false;
        }
        if (before.isEmpty()) {
            problems.addUnless(MppsLeniency.ADDED_BY_SET, Kind.NO_SUCH_ATTRIBUTE, path);
        }
        if (usage == PerformedStepAttribute.Set.VALUE && !AttributeRules.hasValue(element)) {
            if (!isWithoutSeries(tag)) {
                problems.addUnless(MppsLeniency.EMPTY_IN_SET, Kind.MISSING_VALUE, path);
            }
            return false;
        }
        return true;
    }

    private void checkFinal(DataSet result) {
        for (PerformedStepAttribute row : PerformedStepAttributes.all()) {
            if (row.finalValue()
                    && result.find(row.tag()).filter(AttributeRules::hasValue).isEmpty()
                    && !isToleratedAtEnd(row.tag())) {
                problems.add(Kind.MISSING_VALUE, AttributePath.of(row.tag()));
            }
        }
    }

    private boolean isToleratedAtEnd(Tag tag) {
        return tag.equals(Tags.PERFORMED_SERIES_SEQUENCE)
                ? isWithoutSeries(tag)
                : problems.tolerates(MppsLeniency.NO_END_TIME);
    }

    private boolean isWithoutSeries(Tag tag) {
        return tag.equals(Tags.PERFORMED_SERIES_SEQUENCE)
                && status.filter(PerformedStepStatus.DISCONTINUED::equals).isPresent()
                && problems.tolerates(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED);
    }
}
