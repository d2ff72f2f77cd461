package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.Vr;
import org.jspecify.annotations.Nullable;

/** Value representations by the two letters that name them in an explicit encoding (PS3.5, 7.1.2). */
final class VrCodes {
    private static final int LETTERS = 26;
    private static final @Nullable Vr[] TABLE = new Vr[LETTERS * LETTERS];

    private static final short[] LETTERS_OF = new short[Vr.values().length];

    static {
        for (Vr vr : Vr.values()) {
            char first = vr.name().charAt(0);
            char second = vr.name().charAt(1);
            TABLE[index(first, second)] = vr;
            LETTERS_OF[vr.ordinal()] = (short) (first | second << Byte.SIZE);
        }
    }

    private VrCodes() {}

    /** Both letters, the first in the lower eight bits. */
    static int lettersOf(Vr vr) {
        return LETTERS_OF[vr.ordinal()];
    }

    /** Whether both bytes are capital letters, as those of each representation of the future will be. */
    static boolean areLetters(byte first, byte second) {
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    /** The representation, or null for letters that name none. */
    static @Nullable Vr of(byte first, byte second) {
        return TABLE[index(first, second)];
    }

    private static int index(int first, int second) {
        return (first - 'A') * LETTERS + second - 'A';
    }
}
