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

        /** Puts what it requests. */
        void answer(DataSet item, DataSet.Builder answer);
    }

    ItemKeys {
        keys = List.copyOf(keys);
    }

    boolean filters() {
        return keys.stream().anyMatch(Key::filters);
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

    /** Returns what is requested of this item. */
    DataSet answer(DataSet item) {
        DataSet.Builder answer = DataSet.builder();
        for (Key key : keys) {
            key.answer(item, answer);
        }
        return answer.build();
    }
}
