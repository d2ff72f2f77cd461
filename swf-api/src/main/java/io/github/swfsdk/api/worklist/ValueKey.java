package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import java.util.Optional;

/**
 * A key that is no sequence. Of several stored values one has to match; an unknown one matches only a universal key.
 *
 * @param vr representation of the element if it is unknown and has to be there
 * @param type when the answer has it
 * @param test how it filters; empty for a universal key
 */
record ValueKey(AttributePath path, Vr vr, ReturnType type, Optional<ValueTest> test) implements ItemKeys.Key {
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
        Optional<Element> kept =
                item.find(path.tag()).filter(element -> type.isPresentWhenEmpty() || !element.isEmpty());
        if (kept.isPresent() || type.isPresentWhenUnknown()) {
            answer.put(kept.orElseGet(() -> Element.empty(path.tag(), vr)));
        }
    }
}
