package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import java.util.List;
import java.util.Optional;

/** The keys of one level: of the identifier, or of the one item of a sequence. Immutable. */
record ItemKeys(List<Key> keys) {
    /** One key: filters, and says what it requests. */
    interface Key {
        /** Whether there is an item that it does not match. */
        boolean filters();

        /** Where the item does not match; empty if it does. */
        Optional<AttributePath> mismatch(DataSet item);

        /** Where the item does not match, each place that can be told. */
        default List<AttributePath> mismatches(DataSet item) {
            return mismatch(item).stream().toList();
        }

        /** Puts what it requests. */
        void answer(DataSet item, DataSet.Builder answer);
    }

    ItemKeys {
        keys = List.copyOf(keys);
    }

    boolean filters() {
        return keys.stream().anyMatch(Key::filters);
    }

    /** Whether there is a combined key among these keys or, one level down, the keys of the step. */
    boolean isStartCombined() {
        return keys.stream()
                .anyMatch(key -> key instanceof StartKey
                        || key instanceof SequenceKey sequence
                                && sequence.keys().isStartCombined());
    }

    /** The first key that this item does not match. */
    Optional<AttributePath> mismatch(DataSet item) {
        for (Key key : keys) {
            Optional<AttributePath> mismatch = key.mismatch(item);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    /** Every key that this item does not match. */
    List<AttributePath> mismatches(DataSet item) {
        return keys.stream().flatMap(key -> key.mismatches(item).stream()).toList();
    }

    /** Returns what is requested of this item. */
    DataSet answer(DataSet item) {
        DataSet.Builder answer = DataSet.builder();
        for (Key key : keys) {
            key.answer(item, answer);
        }
        return answer.build();
    }
}
