package io.github.swfsdk.api.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Encapsulated pixel data: a sequence of fragments, the first of which is the basic offset table and may be empty
 * (PS3.5, A.4). Immutable.
 */
public final class FragmentsElement implements Element {
    private final Tag tag;
    private final Vr vr;
    private final List<ByteBuffer> fragments;

    private FragmentsElement(Tag tag, Vr vr, List<ByteBuffer> fragments) {
        this.tag = Objects.requireNonNull(tag, "tag");
        this.vr = vr;
        this.fragments = fragments;
        if (vr != Vr.OB && vr != Vr.OW) {
            throw new IllegalArgumentException("VR of encapsulated " + tag + " must be OB or OW, but was " + vr);
        }
    }

    /** Copies the fragments. */
    public static FragmentsElement of(Tag tag, Vr vr, List<byte[]> fragments) {
        List<ByteBuffer> copies = new ArrayList<>(fragments.size());
        for (byte[] fragment : fragments) {
            copies.add(ByteBuffer.wrap(fragment.clone()).asReadOnlyBuffer());
        }
        return new FragmentsElement(tag, vr, List.copyOf(copies));
    }

    @Override
    public Tag tag() {
        return tag;
    }

    @Override
    public Vr vr() {
        return vr;
    }

    /** Whether there is no fragment at all, not even an offset table. */
    @Override
    public boolean isEmpty() {
        return fragments.isEmpty();
    }

    /** Read-only views of the fragments, the basic offset table first. */
    public List<ByteBuffer> fragments() {
        return fragments.stream().map(ByteBuffer::duplicate).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FragmentsElement that
                && tag.equals(that.tag)
                && vr == that.vr
                && fragments.equals(that.fragments);
    }

    @Override
    public int hashCode() {
        return 31 * tag.hashCode() + fragments.hashCode();
    }

    @Override
    public String toString() {
        return tag + " " + vr + " " + fragments.size() + " fragments";
    }
}
