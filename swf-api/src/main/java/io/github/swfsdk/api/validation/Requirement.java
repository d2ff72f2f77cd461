package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.function.Predicate;

/**
 * A row of a module: what one attribute has to be.
 *
 * @param tag the attribute
 * @param type how much of it has to be there
 * @param condition when, for the conditional types
 * @param terms the enumerated values; none if there is no such list
 * @param position the number of the value that they bind, from 1; 0 for each value
 * @param items the rows of the items, of a sequence
 */
record Requirement(
        Tag tag, Type type, Predicate<DataSet> condition, List<String> terms, int position, List<Requirement> items) {
    /** Types of attributes (PS3.5, 7.4). */
    enum Type {
        /** There, with a value. */
        TYPE_1,
        /** With a value if the condition holds, and in any case if it is there. */
        TYPE_1C,
        /** There, with or without a value. */
        TYPE_2,
        /** There if the condition holds. */
        TYPE_2C,
        /** Free. */
        TYPE_3,
        /** Not to be there. */
        FORBIDDEN
    }

    static final Predicate<DataSet> NEVER = dataSet -> false;

    static Requirement of(Tag tag, Type type, Predicate<DataSet> condition, List<Requirement> items) {
        return new Requirement(tag, type, condition, List.of(), 0, items);
    }
}
