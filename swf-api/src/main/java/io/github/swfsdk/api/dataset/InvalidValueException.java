package io.github.swfsdk.api.dataset;

import io.github.swfsdk.api.SwfException;

/** An element is there, and its value cannot be read as the type that was asked for. */
public final class InvalidValueException extends SwfException {
    private static final long serialVersionUID = 1L;

    private final transient Tag tag;

    InvalidValueException(Tag tag, String expected) {
        super("value of " + tag + " is not " + expected);
        this.tag = tag;
    }

    /** The element. */
    public Tag tag() {
        return tag;
    }
}
