package io.github.swfsdk.dicom.io;

/**
 * What real devices write although the standard forbids it, and what a reader makes of it. Each is tolerated by default,
 * can be refused ({@link ReadOptions.Builder#refuse}), and is told to the {@link LeniencyListener} when it is used.
 */
public enum Leniency {
    /** A value has an odd length (PS3.5, 7.1.1): it is read as it is. */
    ODD_LENGTH,
    /** Elements are not in ascending tag order, or one is repeated (PS3.5, 7.1): sorted; the later of two stays. */
    UNORDERED_ELEMENTS,
    /**
     * The value representation is not two capital letters (PS3.5, 7.1.2): the element counts as UN with a 16-bit length.
     * Two capital letters that the standard does not know are legal and count as UN with a 32-bit length.
     */
    UNKNOWN_VR,
    /**
     * The first element of a data set or item does not name its value representation although the transfer syntax asks for
     * it (PS3.5, 7.1.2): the data set or item is read as Implicit VR.
     */
    IMPLICIT_VR,
    /** The length of a number is not a multiple of its size (PS3.5, table 6.2-1): the bytes are kept as UN. */
    WRONG_VALUE_SIZE,
    /**
     * A value of DS or IS is longer than 16 or 12 characters, is no number, or does not fit into 32 bits (PS3.5, table 6.2-1): the
     * text is kept as it is.
     */
    NUMBER_TEXT,
    /** The delimiter of an item or a sequence has a length (PS3.5, 7.5): the length is ignored. */
    DELIMITER_WITH_LENGTH,
    /**
     * (0008,0005) names a character set in another way than the standard, such as {@code ISO IR 100}, or several that do not
     * go together (PS3.3, C.12.1.1.2): what is meant is taken.
     */
    CHARACTER_SET_SPELLING,
    /**
     * (0008,0005) names a character set that the standard does not know: ASCII is read, other bytes are kept
     * as with {@link #UNDECODABLE_TEXT}.
     */
    UNSUPPORTED_CHARACTER_SET,
    /**
     * Bytes are not characters of the character set, as when a device forgets to name it (PS3.5, 6.1): each becomes a
     * character of its own, U+DC80 to U+DCFF, which a writer turns into the same byte again. As such a character stands
     * for no letter, a reader of the text has to expect it.
     */
    UNDECODABLE_TEXT,
    /**
     * An attribute of a document in JSON or XML does not name its value representation (PS3.18, F.2.2; PS3.19, A.1.5): that
     * of the dictionary is taken.
     */
    MISSING_VR,
    /** More than one byte of padding follows deflated data (PS3.5, A.5): it is ignored. */
    DEFLATED_PADDING,
    /** A file begins without the 128 bytes of preamble and the prefix, or without file meta information (PS3.10, 7.1). */
    MISSING_FILE_META,
    /** (0002,0000) is missing or wrong (PS3.10, 7.1): the file meta information ends where group 0002 ends. */
    WRONG_FILE_META_LENGTH
}
