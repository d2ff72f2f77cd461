package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.Tag;

/** Hears of characters that could not be encoded. Called on the writing thread; must not block. */
@FunctionalInterface
public interface ReplacedTextListener {
    /** Characters of an element's text were replaced by question marks. */
    void replaced(Tag tag);
}
