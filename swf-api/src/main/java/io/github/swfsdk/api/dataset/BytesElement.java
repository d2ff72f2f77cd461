package io.github.swfsdk.api.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** An element of bytes or words that are not interpreted (OB, OD, OF, OL, OV, OW, UN), little endian. Immutable. */
public final class BytesElement implements Element {
    private final Tag tag;
    private final Vr vr;
    private final byte[] bytes;

    private BytesElement(Tag tag, Vr vr, byte[] bytes) {
        this.tag = Objects.requireNonNull(tag, "tag");
        this.vr = vr;
        this.bytes = bytes;
        if (vr.kind() != Vr.Kind.BYTES) {
            throw new IllegalArgumentException("VR of " + tag + " must be one of bytes, but was " + vr);
        }
    }

    /** Copies the bytes. */
    public static BytesElement of(Tag tag, Vr vr, byte[] bytes) {
        return new BytesElement(tag, vr, bytes.clone());
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
        return bytes.length == 0;
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** A read-only view of the bytes, little endian. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytesElement that
                && tag.equals(that.tag)
                && vr == that.vr
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * tag.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return tag + " " + vr + " " + bytes.length + " bytes";
    }
}
