package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.Objects;

/**
 * A row of the table of performed step attributes (PS3.4, table F.7.2-1).
 *
 * @param sequences the sequences that lead to the attribute, outermost first; none at the top level
 * @param tag the attribute
 * @param create what N-CREATE, or the item of a sequence, has to bring
 * @param set what N-SET may do; the rows inside a sequence follow the sequence, which is replaced as a whole
 * @param finalValue whether a step that has ended must have a value
 */
public record PerformedStepAttribute(List<Tag> sequences, Tag tag, Create create, Set set, boolean finalValue) {
    /** What N-CREATE has to bring. */
    public enum Create {
        /** Present, with a value. */
        TYPE_1,
        /** Present with a value, under a condition on the item that holds it. */
        TYPE_1C,
        /** Present, possibly empty. */
        TYPE_2,
        /** Anything: absent, empty or with a value. */
        TYPE_3
    }

    /** What N-SET may do. */
    public enum Set {
        /** Nothing: N-CREATE fixes the attribute. */
        NOT_ALLOWED,
        /** Bring a value, if it brings the attribute (3/1). */
        VALUE,
        /** Bring a value or make it empty (3/2, 3/3). */
        ANY
    }

    /** Copies the list. */
    public PerformedStepAttribute {
        sequences = List.copyOf(sequences);
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(create, "create");
        Objects.requireNonNull(set, "set");
    }

    /** Whether an item that lacks this attribute of type 1C has to have it. */
    public boolean isRequiredIn(DataSet item) {
        return create == Create.TYPE_1C && Conditions.isRequired(tag, item);
    }
}
