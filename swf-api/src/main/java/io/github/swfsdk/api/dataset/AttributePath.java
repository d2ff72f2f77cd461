package io.github.swfsdk.api.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The place of an attribute in a data set, such as {@code (0040,0100)[1].(0040,0002)}; items count from 1.
 *
 * @param parents the sequence items that lead to it, outermost first
 * @param tag the attribute itself
 */
public record AttributePath(List<Item> parents, Tag tag) {
    /**
     * One sequence item on the way.
     *
     * @param sequence tag of the sequence
     * @param number the item's number, from 1
     */
    public record Item(Tag sequence, int number) {}

    /** Copies the list. */
    public AttributePath {
        parents = List.copyOf(parents);
        Objects.requireNonNull(tag, "tag");
    }

    /** Returns the place of an attribute at the top level. */
    public static AttributePath of(Tag tag) {
        return new AttributePath(List.of(), tag);
    }

    /** Returns the place of an attribute in an item of a top-level sequence. */
    public static AttributePath of(Tag sequence, int number, Tag tag) {
        return new AttributePath(List.of(new Item(sequence, number)), tag);
    }

    /** Returns this place seen from one level further out. */
    public AttributePath in(Tag sequence, int number) {
        List<Item> outer = new ArrayList<>();
        outer.add(new Item(sequence, number));
        outer.addAll(parents);
        return new AttributePath(outer, tag);
    }

    /** The top-level attribute that holds this one: itself, or the outermost sequence. */
    public Tag root() {
        return parents.isEmpty() ? tag : parents.get(0).sequence();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Item parent : parents) {
            text.append(parent.sequence()).append('[').append(parent.number()).append("].");
        }
        return text.append(tag).toString();
    }
}
