package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes 11 to 74 of an A-ASSOCIATE PDU: called AE title, calling AE title, 32 reserved bytes. They are kept as they
 * travelled because the acceptor returns them unchanged (PS3.8, Table 9-17). Immutable.
 */
public final class AeTitles {

    private static final int TITLE = 16;
    private static final int RESERVED = 32;
    private static final int LENGTH = TITLE + TITLE + RESERVED;

    private final byte[] bytes;

    private AeTitles(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Titles of at most sixteen characters, padded with spaces. */
    public static AeTitles of(String called, String calling) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, 0, TITLE + TITLE, (byte) ' ');
        put(called, bytes, 0);
        put(calling, bytes, TITLE);
        return new AeTitles(bytes);
    }

    static AeTitles read(ItemReader in) throws PduException {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) in.uint8();
        }
        return new AeTitles(bytes);
    }

    void write(ItemWriter out) {
        out.bytes(ByteBuffer.wrap(bytes));
    }

    /** The called AE title without leading and trailing spaces; any character is possible in a received one. */
    public String called() {
        return title(0);
    }

    /** The calling AE title without leading and trailing spaces; any character is possible in a received one. */
    public String calling() {
        return title(TITLE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AeTitles that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return calling() + " to " + called();
    }

    private String title(int offset) {
        int end = offset + TITLE;
        // some devices end a title with NUL instead of spaces
        for (int i = offset; i < end; i++) {
            if (bytes[i] == 0) {
                end = i;
            }
        }
        return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1).strip();
    }

    private static void put(String title, byte[] bytes, int offset) {
        byte[] ascii = title.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > TITLE) {
            throw new IllegalArgumentException(
                    "an AE title has " + ascii.length + " characters, at most 16 are allowed");
        }
        System.arraycopy(ascii, 0, bytes, offset, ascii.length);
    }
}
