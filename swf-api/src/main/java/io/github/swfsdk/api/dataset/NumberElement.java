package io.github.swfsdk.api.dataset;

import java.util.Arrays;
import java.util.Objects;

/** An element of binary numbers: AT, FD, FL, SL, SS, SV, UL, US, UV. Immutable. */
public final class NumberElement implements Element {
    private final Tag tag;
    private final Vr vr;
    private final long[] values; // of FL and FD the bits

    private NumberElement(Tag tag, Vr vr, long[] values) {
        this.tag = Objects.requireNonNull(tag, "tag");
        this.vr = vr;
        this.values = values;
        if (vr.kind() != Vr.Kind.NUMBER) {
            throw new IllegalArgumentException("VR of " + tag + " must be one of numbers, but was " + vr);
        }
    }

    /** Makes an element of whole numbers; UV holds the 64 bits unsigned, AT the unsigned value of a {@link Tag}. */
    public static NumberElement of(Tag tag, Vr vr, long... values) {
        if (vr == Vr.FL || vr == Vr.FD) {
            return ofDoubles(tag, vr, Arrays.stream(values).asDoubleStream().toArray());
        }
        for (long value : values) {
            checkRange(tag, vr, value);
        }
        return new NumberElement(tag, vr, values.clone());
    }

    /** Makes an element of tags, VR AT. */
    public static NumberElement ofTags(Tag tag, Tag... values) {
        return of(
                tag,
                Vr.AT,
                Arrays.stream(values)
                        .mapToLong(t -> Integer.toUnsignedLong(t.value()))
                        .toArray());
    }

    /** Makes an element of FL or FD; of FL each value is rounded to single precision. */
    public static NumberElement ofDoubles(Tag tag, Vr vr, double... values) {
        checkFloating(tag, vr);
        return new NumberElement(
                tag,
                vr,
                Arrays.stream(values)
                        .mapToLong(value -> vr == Vr.FL
                                ? Integer.toUnsignedLong(Float.floatToRawIntBits((float) value))
                                : Double.doubleToRawLongBits(value))
                        .toArray());
    }

    /**
     * Makes an element of FL or FD from the bits of IEEE 754 as they are encoded, of FL in the lower 32: each NaN stays the one
     * it was, a signalling one too.
     */
    public static NumberElement ofBits(Tag tag, Vr vr, long... bits) {
        checkFloating(tag, vr);
        return new NumberElement(tag, vr, bits.clone());
    }

    @Override
    public Tag tag() {
        return tag;
    }

    @Override
    public Vr vr() {
        return vr;
    }

    @Override
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** How many values there are. */
    public int count() {
        return values.length;
    }

    /** The value at an index as a whole number; of FL and FD the part before the point. */
    public long longAt(int index) {
        return isFloating() ? (long) doubleAt(index) : values[index];
    }

    /** The value at an index as a floating-point number. */
    public double doubleAt(int index) {
        return switch (vr) {
            case FL -> Float.intBitsToFloat((int) values[index]);
            case FD -> Double.longBitsToDouble(values[index]);
            default -> values[index];
        };
    }

    /** The bits of the value at an index as they are encoded, in as many of the lower bits as the representation has. */
    public long bitsAt(int index) {
        return values[index];
    }

    /** The value at an index as it is written in text: UV unsigned, AT as eight hexadecimal digits. */
    public String textAt(int index) {
        return switch (vr) {
            case AT -> String.format("%08X", values[index]);
            case UV -> Long.toUnsignedString(values[index]);
            case FL -> Float.toString((float) doubleAt(index));
            case FD -> Double.toString(doubleAt(index));
            default -> Long.toString(values[index]);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberElement that
                && tag.equals(that.tag)
                && vr == that.vr
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * tag.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return tag + " " + vr + " " + values.length + " values";
    }

    private boolean isFloating() {
        return vr == Vr.FL || vr == Vr.FD;
    }

    private static void checkFloating(Tag tag, Vr vr) {
        if (vr != Vr.FL && vr != Vr.FD) {
            throw new IllegalArgumentException("VR of " + tag + " must be FL or FD, but was " + vr);
        }
    }

    private static void checkRange(Tag tag, Vr vr, long value) {
        boolean fits = switch (vr) {
            case US -> value >>> 16 == 0;
            case SS -> value == (short) value;
            case UL, AT -> value >>> 32 == 0;
            case SL -> value == (int) value;
            default -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException("a value of " + tag + " does not fit VR " + vr);
        }
    }
}
