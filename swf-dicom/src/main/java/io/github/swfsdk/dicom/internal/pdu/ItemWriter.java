package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the bytes of a PDU; every number is big endian (PS3.8, 9.3.1). One thread only. */
public final class ItemWriter {

    private static final int INITIAL = 512;
    private static final int UINT16_MAX = 0xFFFF;

    private byte[] bytes = new byte[INITIAL];
    private int length;

    ItemWriter() {}

    int length() {
        return length;
    }

    ItemWriter uint8(int value) {
        room(1)[length++] = (byte) value;
        return this;
    }

    ItemWriter uint16(int value) {
        return uint8(value >>> 8).uint8(value);
    }

    ItemWriter uint32(long value) {
        return uint16((int) (value >>> 16)).uint16((int) value);
    }

    /** Reserved bytes are sent as zero (PS3.8, 9.3.1). */
    ItemWriter reserved(int count) {
        room(count);
        length += count;
        return this;
    }

    ItemWriter bytes(ByteBuffer value) {
        int count = value.remaining();
        value.duplicate().get(room(count), length, count);
        length += count;
        return this;
    }

    /** Characters of the ISO 646 repertoire without padding. */
    ItemWriter text(String value) {
        return bytes(ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A UINT16 length and the characters. */
    ItemWriter countedText(String value) {
        return uint16(value.length()).text(value);
    }

    /** A UINT16 length and the bytes. */
    ItemWriter countedBytes(ByteBuffer value) {
        return uint16(checked(value.remaining())).bytes(value);
    }

    /** An item with nothing but text. */
    ItemWriter textItem(int type, String value) {
        int start = beginItem(type);
        text(value);
        return endItem(start);
    }

    /** Starts an item of this type; its length follows with {@link #endItem}. */
    int beginItem(int type) {
        uint8(type).reserved(1).uint16(0);
        return length;
    }

    /** Ends the item that began at {@code start} and writes its length. */
    ItemWriter endItem(int start) {
        int count = checked(length - start);
        bytes[start - 2] = (byte) (count >>> 8);
        bytes[start - 1] = (byte) count;
        return this;
    }

    void patchUint32(int at, int value) {
        ByteBuffer.wrap(bytes).putInt(at, value);
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private static int checked(int count) {
        if (count > UINT16_MAX) {
            throw new IllegalArgumentException("an item of " + count + " bytes does not fit its 16-bit length");
        }
        return count;
    }

    private byte[] room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        return bytes;
    }
}
