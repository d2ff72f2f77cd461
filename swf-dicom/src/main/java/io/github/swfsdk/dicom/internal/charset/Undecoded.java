package io.github.swfsdk.dicom.internal.charset;

/** Bytes that are no characters, in the guise of unpaired surrogates: U+DC80 to U+DCFF stand for 80H to FFH. */
final class Undecoded {
    private static final char FIRST = 0xDC80;
    private static final char LAST = 0xDCFF;
    private static final int BASE = 0xDC00;

    private Undecoded() {}

    /** The stand-in for a byte; one below 80H stands for itself. */
    static char of(byte undecoded) {
        return undecoded < 0 ? (char) (BASE + (undecoded & 0xFF)) : (char) undecoded;
    }

    static boolean is(int codePoint) {
        return codePoint >= FIRST && codePoint <= LAST;
    }

    static byte toByte(int codePoint) {
        return (byte) codePoint;
    }
}
