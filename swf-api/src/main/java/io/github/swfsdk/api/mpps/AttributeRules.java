package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import io.github.swfsdk.api.mpps.PerformedStepAttribute.Create;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which attributes have to be there and have a value (PS3.4, table F.7.2-1), at the top level and in the items of sequences.
 */
final class AttributeRules {
    private final Problems problems;
    private final Kind absent;

    /** Notes an absent attribute as {@code absent}: the two operations have different codes for it. */
    AttributeRules(Problems problems, Kind absent) {
        this.problems = problems;
        this.absent = absent;
    }

    /** Checks what N-CREATE brings; returns it with absent type 2 attributes added, if that is tolerated. */
    DataSet complete(DataSet attributes) {
        return complete(attributes, List.of());
    }

    /** Checks the items of a top-level sequence; returns it with absent type 2 attributes added, if that is tolerated. */
    Element completeItems(Element element) {
        return completeItems(element, List.of());
    }

    private DataSet complete(DataSet item, List<AttributePath.Item> parents) {
        Map<Tag, PerformedStepAttribute> rows = PerformedStepAttributes.at(
                parents.stream().map(AttributePath.Item::sequence).toList());
        DataSet.Builder completed = item.toBuilder();
        for (PerformedStepAttribute row : rows.values()) {
            Element element = item.find(row.tag()).orElse(null);
            if (element == null) {
                checkAbsent(row, item, new AttributePath(parents, row.tag()), completed);
            } else if (!hasValue(element)) {
                checkEmpty(row, item, new AttributePath(parents, row.tag()));
            } else {
                completed.put(completeItems(element, parents));
            }
        }
        return completed.build();
    }

    private Element completeItems(Element element, List<AttributePath.Item> parents) {
        if (!(element instanceof SequenceElement sequence)) {
            return element;
        }
        List<DataSet> items = new ArrayList<>();
        for (DataSet item : sequence.items()) {
            List<AttributePath.Item> inner = new ArrayList<>(parents);
            inner.add(new AttributePath.Item(sequence.tag(), items.size() + 1));
            items.add(complete(item, inner));
        }
        return SequenceElement.of(sequence.tag(), items);
    }

    private void checkAbsent(PerformedStepAttribute row, DataSet item, AttributePath path, DataSet.Builder completed) {
        if (row.create() == Create.TYPE_2) {
            if (problems.tolerates(MppsLeniency.MISSING_TYPE_2)) {
                completed.putEmpty(row.tag());
            } else {
                problems.add(absent, path);
            }
        } else if (needsValue(row, item) && !isTolerated(row)) {
            problems.add(absent, path);
        }
    }

    private void checkEmpty(PerformedStepAttribute row, DataSet item, AttributePath path) {
        if (needsValue(row, item) && !isTolerated(row)) {
            problems.add(Kind.MISSING_VALUE, path);
        }
    }

    private static boolean needsValue(PerformedStepAttribute row, DataSet item) {
        return row.create() == Create.TYPE_1
                || row.create() == Create.TYPE_1C && Conditions.isRequired(row.tag(), item);
    }

    private boolean isTolerated(PerformedStepAttribute row) {
        if (row.tag().equals(Tags.PROTOCOL_NAME)) {
            return problems.tolerates(MppsLeniency.NO_PROTOCOL_NAME);
        }
        boolean ofCode =
                row.tag().equals(Tags.CODING_SCHEME_DESIGNATOR) || row.tag().equals(Tags.CODE_MEANING);
        return ofCode && problems.tolerates(MppsLeniency.INCOMPLETE_CODE);
    }

    /** Whether there is a value; one of spaces alone is none. */
    static boolean hasValue(Element element) {
        return !element.isEmpty()
                && (!(element instanceof TextElement text)
                        || text.values().stream().anyMatch(value -> !value.isEmpty()));
    }
}
