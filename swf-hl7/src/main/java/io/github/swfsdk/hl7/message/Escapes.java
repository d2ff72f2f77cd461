package io.github.swfsdk.hl7.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Escape sequences (HL7 v2.3.1, 2.9). Delimiters, hexadecimal data and line breaks are resolved, highlighting is
 * dropped; a sequence that is malformed or unknown stays as it came, so that nothing a person wrote is lost.
 */
final class Escapes {
    private static final String LINE_BREAK = "\r\n";

    private Escapes() {}

    static String decode(String text, Encoding encoding) {
        char escape = encoding.escape();
        int open = text.indexOf(escape);
        if (open < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int done = 0;
        for (int close = text.indexOf(escape, open + 1); close >= 0; close = text.indexOf(escape, open + 1)) {
            String meaning = meaning(text.substring(open + 1, close), encoding);
            if (meaning == null) {
                decoded.append(text, done, close);
                done = close; // the second escape character may open the next sequence
            } else {
                decoded.append(text, done, open).append(meaning);
                done = close + 1;
            }
            open = text.indexOf(escape, done);
            if (open < 0) {
                break;
            }
        }
        return decoded.append(text, done, text.length()).toString();
    }

    static String encode(String text, Encoding encoding) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        String lines = text.replace(LINE_BREAK, "\n").replace('\r', '\n');
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            String sequence = sequence(c, encoding);
            if (sequence == null) {
                encoded.append(c);
            } else {
                encoded.append(encoding.escape()).append(sequence).append(encoding.escape());
            }
        }
        return encoded.toString();
    }

    private static @Nullable String meaning(String sequence, Encoding encoding) {
        return switch (sequence) {
            case "F" -> String.valueOf(encoding.field());
            case "S" -> String.valueOf(encoding.component());
            case "R" -> String.valueOf(encoding.repetition());
            case "E" -> String.valueOf(encoding.escape());
            case "T" -> String.valueOf(encoding.subcomponent());
            case ".br" -> LINE_BREAK;
            case "H", "N" -> "";
            default -> sequence.startsWith("X") ? hexadecimal(sequence, encoding) : null;
        };
    }

    private static @Nullable String hexadecimal(String sequence, Encoding encoding) {
        int digits = sequence.length() - 1;
        if (digits == 0 || digits % 2 != 0) {
            return null;
        }
        byte[] bytes = new byte[digits / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(sequence.charAt(1 + 2 * i), 16);
            int low = Character.digit(sequence.charAt(2 + 2 * i), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        try {
            return encoding.charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null; // not text of this character set: stays as it came, like any other unknown sequence
        }
    }

    private static @Nullable String sequence(char c, Encoding encoding) {
        if (c == encoding.field()) {
            return "F";
        }
        if (c == encoding.component()) {
            return "S";
        }
        if (c == encoding.repetition()) {
            return "R";
        }
        if (c == encoding.escape()) {
            return "E";
        }
        if (c == encoding.subcomponent()) {
            return "T";
        }
        if (c == '\n') {
            return ".br";
        }
        return c < ' ' ? String.format("X%02X", (int) c) : null;
    }
}
