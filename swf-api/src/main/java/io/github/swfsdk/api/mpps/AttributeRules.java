package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import io.github.swfsdk.api.mpps.PerformedStepAttribute.Create;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
        return complete(attributes, Level.TOP);
    }

    /** Checks the items of a top-level sequence; returns it with absent type 2 attributes added, if that is tolerated. */
    Element completeItems(Element element) {
        return completeItems(element, Level.TOP);
    }

    private DataSet complete(DataSet item, Level level) {
        List<Element> changed = new ArrayList<>(); // nearly always none, and then the item stays what it is
        for (PerformedStepAttribute row : level.rows()) {
            Element element = item.find(row.tag()).orElse(null);
            if (element == null) {
                checkAbsent(row, item, level, changed);
            } else if (!hasValue(element)) {
                checkEmpty(row, item, level);
            } else {
                Element completed = completeItems(element, level);
                if (completed != element) {
                    changed.add(completed);
                }
            }
        }
        return changed.isEmpty() ? item : item.toBuilder().putAll(changed).build();
    }

    private Element completeItems(Element element, Level level) {
        if (!(element instanceof SequenceElement sequence)) {
            return element;
        }
        List<DataSet> items = new ArrayList<>(sequence.items().size());
        boolean changed = false;
        for (DataSet item : sequence.items()) {
            DataSet completed = complete(item, level.in(sequence.tag(), items.size() + 1));
            changed |= completed != item;
            items.add(completed);
        }
        return changed ? SequenceElement.of(sequence.tag(), items) : sequence;
    }

    private void checkAbsent(PerformedStepAttribute row, DataSet item, Level level, List<Element> changed) {
        if (row.create() == Create.TYPE_2) {
            if (problems.tolerates(MppsLeniency.MISSING_TYPE_2)) {
                changed.add(Element.empty(row.tag(), ElementDictionary.vrOf(row.tag())));
            } else {
                problems.add(absent, level.path(row.tag()));
            }
        } else if (needsValue(row, item) && !isTolerated(row)) {
            problems.add(absent, level.path(row.tag()));
        }
    }

    private void checkEmpty(PerformedStepAttribute row, DataSet item, Level level) {
        if (needsValue(row, item) && !isTolerated(row)) {
            problems.add(Kind.MISSING_VALUE, level.path(row.tag()));
        }
    }

    private static boolean needsValue(PerformedStepAttribute row, DataSet item) {
        return row.create() == Create.TYPE_1 || row.isRequiredIn(item);
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
        return !element.isEmpty() && (!(element instanceof TextElement text) || hasCharacters(text.text()));
    }

    private static boolean hasCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\\' && c != 0) {
                return true;
            }
        }
        return false;
    }

    /** Where the attributes stand that are checked. */
    private record Level(List<AttributePath.Item> parents, List<Tag> sequences) {
        static final Level TOP = new Level(List.of(), List.of());

        Collection<PerformedStepAttribute> rows() {
            return PerformedStepAttributes.at(sequences).values();
        }

        AttributePath path(Tag tag) {
            return new AttributePath(parents, tag);
        }

        Level in(Tag sequence, int number) {
            List<AttributePath.Item> innerParents = new ArrayList<>(parents);
            innerParents.add(new AttributePath.Item(sequence, number));
            List<Tag> innerSequences = new ArrayList<>(sequences);
            innerSequences.add(sequence);
            return new Level(innerParents, innerSequences);
        }
    }
}
