package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Vr;
import java.util.Optional;

/**
 * A key that is no sequence. Of several stored values one has to match; an unknown one matches only a universal key.
 *
 * @param vr representation of the element if it is unknown and has to be there
 * @param alwaysPresent whether the answer has it even if it is unknown
 * @param test how it filters; empty for a universal key
 */
record ValueKey(AttributePath path, Vr vr, boolean alwaysPresent, Optional<ValueTest> test) implements ItemKeys.Key {
    @Override
    public boolean filters() {
        return test.isPresent();
    }

    @Override
    public Optional<AttributePath> mismatch(DataSet item) {
        boolean matches = test.isEmpty()
                || item.strings(path.tag()).stream()
                        .anyMatch(value -> !value.isEmpty() && test.get().matches(value));
        return matches ? Optional.empty() : Optional.of(path);
    }

    @Override
    public void answer(DataSet item, DataSet.Builder answer) {
        Optional<Element> known = item.find(path.tag()).filter(element -> !element.isEmpty());
        if (known.isPresent() || alwaysPresent) {
            answer.put(known.orElseGet(() -> Element.empty(path.tag(), vr)));
        }
    }
}
