package io.github.swfsdk.api.dataset;

/** Value representation: type and format of an element's values (PS3.5, 6.2). */
public enum Vr {
    /** Application entity title. */
    AE(Kind.TEXT, 16),
    /** Age string. */
    AS(Kind.TEXT, 4),
    /** Attribute tag. */
    AT(Kind.NUMBER, 4),
    /** Code string. */
    CS(Kind.TEXT, 16),
    /** Date. */
    DA(Kind.TEXT, 8),
    /** Decimal string. */
    DS(Kind.TEXT, 16),
    /** Date time. */
    DT(Kind.TEXT, 26),
    /** Floating point double. */
    FD(Kind.NUMBER, 8),
    /** Floating point single. */
    FL(Kind.NUMBER, 4),
    /** Integer string. */
    IS(Kind.TEXT, 12),
    /** Long string. */
    LO(Kind.ENCODED_TEXT, 64),
    /** Long text; one value, a backslash is content. */
    LT(Kind.ENCODED_TEXT, 10240),
    /** Other byte. */
    OB(Kind.BYTES, 1),
    /** Other double. */
    OD(Kind.BYTES, 8),
    /** Other float. */
    OF(Kind.BYTES, 4),
    /** Other long. */
    OL(Kind.BYTES, 4),
    /** Other 64-bit very long. */
    OV(Kind.BYTES, 8),
    /** Other word. */
    OW(Kind.BYTES, 2),
    /** Person name; the limit holds for each component group. */
    PN(Kind.ENCODED_TEXT, 64),
    /** Short string. */
    SH(Kind.ENCODED_TEXT, 16),
    /** Signed long. */
    SL(Kind.NUMBER, 4),
    /** Sequence of items. */
    SQ(Kind.SEQUENCE, 0),
    /** Signed short. */
    SS(Kind.NUMBER, 2),
    /** Short text; one value, a backslash is content. */
    ST(Kind.ENCODED_TEXT, 1024),
    /** Signed 64-bit very long. */
    SV(Kind.NUMBER, 8),
    /** Time. */
    TM(Kind.TEXT, 14),
    /** Unlimited characters. */
    UC(Kind.ENCODED_TEXT, Integer.MAX_VALUE),
    /** Unique identifier. */
    UI(Kind.TEXT, 64),
    /** Unsigned long. */
    UL(Kind.NUMBER, 4),
    /** Unknown. */
    UN(Kind.BYTES, 1),
    /** Universal resource identifier; one value, a backslash is content. */
    UR(Kind.TEXT, Integer.MAX_VALUE),
    /** Unsigned short. */
    US(Kind.NUMBER, 2),
    /** Unlimited text; one value, a backslash is content. */
    UT(Kind.ENCODED_TEXT, Integer.MAX_VALUE),
    /** Unsigned 64-bit very long. */
    UV(Kind.NUMBER, 8);

    /** How the values of a representation are held and encoded. */
    public enum Kind {
        /** Characters of the default repertoire only. */
        TEXT,
        /** Characters encoded as (0008,0005) Specific Character Set says (PS3.5, 6.1.2.3). */
        ENCODED_TEXT,
        /** Binary numbers of a fixed size. */
        NUMBER,
        /** Bytes or words that are not interpreted. */
        BYTES,
        /** Nested data sets. */
        SEQUENCE
    }

    private final Kind kind;
    private final int size;

    Vr(Kind kind, int size) {
        this.kind = kind;
        this.size = size;
    }

    /** How values of this representation are held. */
    public Kind kind() {
        return kind;
    }

    /** Whether values are characters. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.ENCODED_TEXT;
    }

    /**
     * The longest single value: characters for text (per component group for PN), bytes for numbers, bytes of one
     * word for other kinds, 0 for a sequence (PS3.5, table 6.2-1).
     */
    public int size() {
        return size;
    }

    /** Whether a backslash separates values. False for text that is always one value (LT, ST, UR, UT). */
    public boolean isMultiValued() {
        return switch (this) {
            case LT, ST, UR, UT, SQ -> false;
            default -> kind != Kind.BYTES;
        };
    }

    /** Whether explicit encodings use a 32-bit length after two reserved bytes (PS3.5, 7.1.2). */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** Byte that makes an odd-length value even: NUL for UI and bytes, space for other text (PS3.5, 6.2). */
    public byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }

    /** Whether leading spaces carry no meaning, as trailing ones do in every text (PS3.5, table 6.2-1). */
    public boolean ignoresLeadingSpaces() {
        return switch (this) {
            case LT, ST, UC, UR, UT -> false;
            default -> isText();
        };
    }
}
