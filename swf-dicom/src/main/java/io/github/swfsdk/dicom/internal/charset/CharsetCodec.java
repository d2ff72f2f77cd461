package io.github.swfsdk.dicom.internal.charset;

import io.github.swfsdk.api.dataset.Vr;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** A character set with several bytes for a character and without escape sequences (PS3.3, table C.12-5). */
final class CharsetCodec implements TextCodec {
    private static final int SURROGATE_LENGTH = 3;

    private final Charset charset;
    private final boolean anyString;

    private CharsetCodec(Charset charset, boolean anyString) {
        this.charset = charset;
        this.anyString = anyString;
    }

    static CharsetCodec of(Charset charset) {
        return new CharsetCodec(charset, false);
    }

    /** UTF-8 in which unpaired surrogates take three bytes, as they would if they were characters. */
    static CharsetCodec ofAnyString(Charset utf8) {
        return new CharsetCodec(utf8, true);
    }

    @Override
    public String decode(byte[] bytes, Vr vr) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            if (anyString && in.remaining() >= SURROGATE_LENGTH) {
                out.put(surrogate(in));
            } else {
                for (int i = 0; i < result.length(); i++) {
                    out.put(Undecoded.of(in.get()));
                }
            }
            decoder.reset();
        }
        decoder.flush(out);
        return out.flip().toString();
    }

    @Override
    public SpecificCharacterSet.Encoded encode(String text, Vr vr, boolean own) {
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer in = CharBuffer.wrap(text);
        ByteBuffer out = ByteBuffer.allocate((int) Math.ceil(text.length() * (double) encoder.maxBytesPerChar()) + 8);
        boolean complete = true;
        for (CoderResult result = encoder.encode(in, out, true);
                result.isError();
                result = encoder.encode(in, out, true)) {
            char first = in.get();
            in.position(in.position() + result.length() - 1);
            if (anyString) {
                putSurrogate(out, first);
            } else {
                boolean kept = own && Undecoded.is(first);
                out.put(kept ? Undecoded.toByte(first) : (byte) '?');
                complete &= kept;
            }
            encoder.reset();
        }
        encoder.flush(out);
        return new SpecificCharacterSet.Encoded(Arrays.copyOf(out.array(), out.position()), complete);
    }

    private static void putSurrogate(ByteBuffer out, char surrogate) {
        out.put((byte) (0xE0 | surrogate >> 12));
        out.put((byte) (0x80 | surrogate >> 6 & 0x3F));
        out.put((byte) (0x80 | surrogate & 0x3F));
    }

    private static char surrogate(ByteBuffer in) {
        return (char) (in.get() << 12 | (in.get() & 0x3F) << 6 | in.get() & 0x3F);
    }
}
