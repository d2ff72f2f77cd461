package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.Inconsistency.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Compares the attributes of one object with those of another, and collects what differs. Absent and empty are the same, codes
 * are compared by value, scheme and meaning, references by class and identity. For one thread.
 */
final class AttributeComparison {
    private static final Set<Tag> CODES = Set.of(
            Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
            Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
            Tags.PROCEDURE_CODE_SEQUENCE,
            Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE);
    private static final Set<Tag> REFERENCES = Set.of(Tags.REFERENCED_STUDY_SEQUENCE, Tags.REFERENCED_PATIENT_SEQUENCE);

    private final List<Inconsistency> found;
    private final Optional<Uid> object;
    private final UnaryOperator<AttributePath> place;

    private AttributeComparison(List<Inconsistency> found, Optional<Uid> object, UnaryOperator<AttributePath> place) {
        this.found = found;
        this.object = object;
        this.place = place;
    }

    /** Collects what is wrong with an object. */
    static AttributeComparison of(Optional<Uid> object, List<Inconsistency> found) {
        return new AttributeComparison(found, object, path -> path);
    }

    /** The same for an item of a top-level sequence of the object; items count from 1. */
    AttributeComparison in(Tag sequence, int number) {
        return new AttributeComparison(found, object, path -> path.in(sequence, number));
    }

    /** Each attribute has to have the value that it has in the source, or none if it has none there. */
    void requireSame(DataSet actual, DataSet source, Problem otherwise, Tag... tags) {
        for (Tag tag : tags) {
            List<?> expected = values(source, tag);
            List<?> there = values(actual, tag);
            if (expected.isEmpty() && !there.isEmpty()) {
                add(tag, otherwise);
            } else {
                check(tag, there, expected, otherwise);
            }
        }
    }

    /** Each attribute that has a value in the source has to have it. */
    void requireCopied(DataSet actual, DataSet source, Problem otherwise, Tag... tags) {
        for (Tag tag : tags) {
            check(tag, values(actual, tag), values(source, tag), otherwise);
        }
    }

    /** Each attribute that has a value in both has to have the same. */
    void requireNoOther(DataSet actual, DataSet source, Problem otherwise, Tag... tags) {
        for (Tag tag : tags) {
            List<?> there = values(actual, tag);
            if (!there.isEmpty()) {
                check(tag, there, values(source, tag), otherwise);
            }
        }
    }

    void requireEmpty(DataSet actual, Tag... tags) {
        for (Tag tag : tags) {
            if (!values(actual, tag).isEmpty()) {
                add(tag, Problem.NOT_EMPTY);
            }
        }
    }

    void add(Tag tag, Problem problem) {
        found.add(new Inconsistency(object, place.apply(AttributePath.of(tag)), problem));
    }

    private void check(Tag tag, List<?> there, List<?> expected, Problem otherwise) {
        if (there.isEmpty() && !expected.isEmpty()) {
            add(tag, Problem.MISSING);
        } else if (!expected.isEmpty() && !there.equals(expected)) {
            add(tag, otherwise);
        }
    }

    private static List<?> values(DataSet dataSet, Tag tag) {
        if (CODES.contains(tag)) {
            return dataSet.codes(tag);
        }
        List<DataSet> items = dataSet.items(tag);
        if (REFERENCES.contains(tag)) {
            return items.stream()
                    .map(InstanceReference::ofItem)
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (!items.isEmpty()) {
            return items;
        }
        List<String> texts = new ArrayList<>(dataSet.strings(tag));
        texts.removeIf(String::isBlank);
        return texts;
    }
}
