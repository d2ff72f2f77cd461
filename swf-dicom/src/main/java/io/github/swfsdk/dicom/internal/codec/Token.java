package io.github.swfsdk.dicom.internal.codec;

/** What a {@link TokenReader} found next. */
public enum Token {
    /** An element with a value that may be read or skipped. */
    ELEMENT,
    /** A sequence begins. */
    SEQUENCE,
    /** An item of a sequence begins. */
    ITEM,
    /** The item ends. */
    END_OF_ITEM,
    /** The sequence ends. */
    END_OF_SEQUENCE,
    /** Encapsulated pixel data begins (PS3.5, A.4). */
    FRAGMENTS,
    /** A fragment with a value that may be read or skipped; the first is the basic offset table. */
    FRAGMENT,
    /** The encapsulated pixel data ends. */
    END_OF_FRAGMENTS,
    /** The data set ends, and with it the input. */
    END
}
