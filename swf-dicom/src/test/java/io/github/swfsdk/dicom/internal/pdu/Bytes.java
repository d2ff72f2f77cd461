package io.github.swfsdk.dicom.internal.pdu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Spells out bytes in tests: a field per line. */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static Bytes of(String hex) {
        return new Bytes().hex(hex);
    }

    public Bytes hex(String hex) {
        out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    public Bytes text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Bytes zeros(int count) {
        out.writeBytes(new byte[count]);
        return this;
    }

    public byte[] array() {
        return out.toByteArray();
    }

    public ByteBuffer buffer() {
        return ByteBuffer.wrap(array());
    }

    /** Everything after the six bytes of the header. */
    public ByteBuffer body() {
        byte[] all = array();
        return ByteBuffer.wrap(all, 6, all.length - 6).slice();
    }
}
