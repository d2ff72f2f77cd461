package io.github.swfsdk.dicom.internal.codec;

import java.io.ByteArrayOutputStream;

/** Bytes spelled out: two hexadecimal digits each, spaces anywhere, ASCII between apostrophes. */
final class Hex {
    private Hex() {}

    /** Returns the bytes of the fields, one after the other. */
    static byte[] bytes(String... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String field : fields) {
            String[] parts = field.split("'", -1);
            for (int i = 0; i < parts.length; i++) {
                if (i % 2 == 1) {
                    parts[i].chars().forEach(out::write);
                } else {
                    digits(parts[i].replace(" ", ""), out);
                }
            }
        }
        return out.toByteArray();
    }

    private static void digits(String digits, ByteArrayOutputStream out) {
        for (int i = 0; i < digits.length(); i += 2) {
            out.write(Integer.parseInt(digits.substring(i, i + 2), 16));
        }
    }
}
