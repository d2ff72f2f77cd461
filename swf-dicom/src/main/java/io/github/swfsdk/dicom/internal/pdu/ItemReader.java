package io.github.swfsdk.dicom.internal.pdu;

import io.github.swfsdk.dicom.net.Leniency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads items and sub-items (PS3.8, 9.3.2 to 9.3.5) and compares every length with what is left before it is used. One
 * thread only.
 */
final class ItemReader {

    /** Longest UID (PS3.5, 9.1). */
    private static final int MAX_UID = 64;

    private final ByteBuffer in;
    private final Tolerance tolerance;

    ItemReader(ByteBuffer in, Tolerance tolerance) {
        this.in = in;
        this.tolerance = tolerance;
    }

    Tolerance tolerance() {
        return tolerance;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    int uint8() throws PduException {
        need(1);
        return Byte.toUnsignedInt(in.get());
    }

    int uint16() throws PduException {
        need(2);
        return Short.toUnsignedInt(in.getShort());
    }

    long uint32() throws PduException {
        need(4);
        return Integer.toUnsignedLong(in.getInt());
    }

    /** Reserved bytes are never tested (PS3.8, 9.3.1). */
    void skip(int count) throws PduException {
        need(count);
        in.position(in.position() + count);
    }

    /** An item header: the type. Call {@link #content()} next. */
    int itemType() throws PduException {
        tolerance.countItem();
        return uint8();
    }

    /** Byte 2 (reserved), bytes 3-4 (length) and a reader over exactly this content. */
    ItemReader content() throws PduException {
        skip(1);
        return counted();
    }

    /** A UINT16 length and a reader over exactly that many bytes. */
    ItemReader counted() throws PduException {
        return new ItemReader(slice(uint16()), tolerance);
    }

    /** The rest of this item as a UID (no padding in PDUs; PS3.8, Annex F). */
    String uid() throws PduException {
        String text = text();
        String uid = text.stripTrailing();
        int end = uid.length();
        while (end > 0 && uid.charAt(end - 1) == 0) {
            end--;
        }
        uid = uid.substring(0, end);
        if (uid.length() != text.length()) {
            tolerance.use(Leniency.PADDED_UID);
        }
        if (uid.length() > MAX_UID) {
            throw invalid("a UID has " + uid.length() + " characters");
        }
        if (!uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
            throw invalid("a UID has a character that is neither digit nor dot");
        }
        return uid;
    }

    /** The rest of this item as characters. */
    String text() {
        byte[] bytes = new byte[in.remaining()]; // not more than has already arrived
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The rest of this item, copied, so that the value outlives the receive buffer. */
    ByteBuffer bytes() {
        byte[] bytes = new byte[in.remaining()]; // not more than has already arrived
        in.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Complains when an item of fixed length has bytes left. */
    void end(String what) throws PduException {
        if (in.hasRemaining()) {
            throw invalid(what + " has " + in.remaining() + " bytes too many");
        }
    }

    static PduException invalid(String message) {
        return new PduException(AbortReason.INVALID_PARAMETER_VALUE, message);
    }

    private ByteBuffer slice(int length) throws PduException {
        need(length);
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    private void need(int count) throws PduException {
        if (in.remaining() < count) {
            throw invalid("a length of " + count + " exceeds the " + in.remaining() + " bytes left in the PDU");
        }
    }
}
