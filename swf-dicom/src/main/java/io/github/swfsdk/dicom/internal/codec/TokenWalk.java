package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.io.BulkDataUris;
import io.github.swfsdk.dicom.io.BulkDataValue;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells a data set while it is read: one value is held at a time, so its size is bounded by the largest value that is not
 * taken out, and not by that of the data set. One caller at a time.
 */
public final class TokenWalk {
    private static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    private static final int PIXEL_REPRESENTATION = 0x00280103;

    /** What holds for the elements of a data set or item. */
    private static final class Level {
        SpecificCharacterSet characterSet;
        boolean signedPixels;

        Level(SpecificCharacterSet characterSet, boolean signedPixels) {
            this.characterSet = characterSet;
            this.signedPixels = signedPixels;
        }
    }

    private final TokenReader tokens;
    private final ReadOptions options;
    private final BulkDataUris uris;
    private final ElementEvents events;
    private final ElementDecoder decoder;
    private final Deque<Level> levels = new ArrayDeque<>();

    private TokenWalk(TokenReader tokens, ReadOptions options, BulkDataUris uris, ElementEvents events) {
        this.tokens = tokens;
        this.options = options;
        this.uris = uris;
        this.events = events;
        decoder = new ElementDecoder(tokens, true, null);
        levels.push(new Level(SpecificCharacterSet.of(options.undeclaredCharacterSet()), false));
    }

    /**
     * Tells each element of an encoded data set. Blocks as the stream does; does not close it.
     *
     * @throws DicomFormatException if it is malformed, truncated or has a value beyond a limit
     */
    public static void walk(
            InputStream in, TransferSyntax syntax, ReadOptions options, BulkDataUris uris, ElementEvents events)
            throws IOException {
        if (!syntax.deflated()) {
            new TokenWalk(new TokenReader(in, syntax, options), options, uris, events).run();
            return;
        }
        try (InflatedStream inflated = new InflatedStream(in, options)) {
            new TokenWalk(new TokenReader(inflated, syntax, options), options, uris, events).run();
        }
    }

    private void run() throws IOException {
        for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
            switch (token) {
                case ELEMENT -> element();
                case FRAGMENTS -> fragments();
                case SEQUENCE -> events.startSequence(Tag.of(tokens.tag()));
                case ITEM -> {
                    Level outer = levels.element();
                    levels.push(new Level(outer.characterSet, outer.signedPixels));
                    events.startItem();
                }
                case END_OF_ITEM -> {
                    levels.pop();
                    events.endItem();
                }
                case END_OF_SEQUENCE -> events.endSequence();
                default -> throw new IllegalStateException("token " + token + " in the place of an element");
            }
        }
    }

    private void element() throws IOException {
        if (tokens.vr().kind() == Vr.Kind.BYTES && tokens.length() > 0) {
            Optional<String> uri = uris.uri(new Value(false));
            if (uri.isPresent()) {
                events.reference(Tag.of(tokens.tag()), tokens.vr(), uri.get());
                return;
            }
        }
        if (decoder.footprint(tokens.vr(), tokens.length()) > options.limits().maxMemory()) {
            throw tokens.malformed("value takes more than " + options.limits().maxMemory() + " bytes of memory");
        }
        Level level = levels.element();
        Element element = decoder.decode(level.characterSet, level.signedPixels);
        if (tokens.tag() == SPECIFIC_CHARACTER_SET && element instanceof TextElement text) {
            level.characterSet = DataSetReader.characterSet(text, tokens);
        } else if (tokens.tag() == PIXEL_REPRESENTATION && element instanceof NumberElement number) {
            level.signedPixels = number.count() == 1 && number.longAt(0) == 1;
        }
        events.element(element);
    }

    private void fragments() throws IOException {
        Tag tag = Tag.of(tokens.tag());
        Vr vr = tokens.vr();
        Value value = new Value(true);
        Optional<String> uri = uris.uri(value);
        if (!value.written) {
            value.writeTo(OutputStream.nullOutputStream());
        }
        if (uri.isPresent()) {
            events.reference(tag, vr, uri.get());
        } else {
            events.element(FragmentsElement.of(tag, vr, List.of()));
        }
    }

    /** The value of the latest token. */
    private final class Value implements BulkDataValue {
        private final boolean encapsulated;
        private final Tag tag = Tag.of(tokens.tag());
        private final Vr vr = tokens.vr();
        private final String path = tokens.path();
        private final long offset = tokens.valueOffset();
        private boolean written;

        Value(boolean encapsulated) {
            this.encapsulated = encapsulated;
        }

        @Override
        public Tag tag() {
            return tag;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Vr vr() {
            return vr;
        }

        @Override
        public OptionalLong length() {
            return encapsulated ? OptionalLong.empty() : OptionalLong.of(tokens.length());
        }

        @Override
        public OptionalLong offset() {
            return OptionalLong.of(offset);
        }

        @Override
        public boolean encapsulated() {
            return encapsulated;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            if (written) {
                throw new IllegalStateException("the value has been written");
            }
            written = true;
            if (!encapsulated) {
                tokens.copyValue(out);
                return;
            }
            boolean offsetTable = true;
            while (tokens.next() == Token.FRAGMENT) {
                if (!offsetTable) {
                    tokens.copyValue(out);
                }
                offsetTable = false;
            }
        }
    }
}
