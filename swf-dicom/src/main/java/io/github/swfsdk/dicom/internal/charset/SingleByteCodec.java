package io.github.swfsdk.dicom.internal.charset;

import io.github.swfsdk.api.dataset.Vr;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** ASCII in the lower half, letters of one script in the upper half (PS3.3, table C.12-2). */
final class SingleByteCodec implements TextCodec {
    private static final int HALF = 0x80;
    private static final char NO_CHARACTER = 0xFFFD;

    private final char[] upper = new char[HALF];
    private final Map<Character, Byte> bytes = new HashMap<>();

    /** Takes the upper half from the Java platform. */
    SingleByteCodec(Charset charset) {
        for (int i = 0; i < HALF; i++) {
            byte code = (byte) (HALF + i);
            char character = new String(new byte[] {code}, charset).charAt(0);
            boolean known = character != NO_CHARACTER;
            upper[i] = known ? character : Undecoded.of(code);
            if (known) {
                bytes.put(character, code);
            }
        }
    }

    /** The character of a byte of the upper half, or its stand-in. */
    char decode(byte code) {
        return upper[code & 0x7F];
    }

    /** The byte of a character of the upper half; 0 if it is not there. */
    byte encode(char character) {
        return bytes.getOrDefault(character, (byte) 0);
    }

    @Override
    public String decode(byte[] bytes, Vr vr) {
        char[] characters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            characters[i] = bytes[i] < 0 ? decode(bytes[i]) : (char) bytes[i];
        }
        return new String(characters);
    }

    @Override
    public SpecificCharacterSet.Encoded encode(String text, Vr vr, boolean own) {
        byte[] encoded = new byte[text.length()];
        int length = 0;
        boolean complete = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            byte code = character < HALF ? (byte) character : encode((char) character);
            if (character >= HALF && (code == 0 || character > Character.MAX_VALUE)) {
                boolean kept = own && Undecoded.is(character);
                code = kept ? Undecoded.toByte(character) : (byte) '?';
                complete &= kept;
            }
            encoded[length++] = code;
        }
        return new SpecificCharacterSet.Encoded(Arrays.copyOf(encoded, length), complete);
    }
}
