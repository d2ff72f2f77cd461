package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a {@link DataSet} from tokens. One caller at a time. */
public final class DataSetReader {
    private static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    private static final int PIXEL_REPRESENTATION = 0x00280103;
    private static final int OVERHEAD = 128;

    /** A data set that is being read, and its latest sequence. Used again for others at the same depth. */
    private static final class Frame {
        final List<Element> elements = new ArrayList<>();
        final List<DataSet> items = new ArrayList<>();
        final Set<Integer> groupLengths = new HashSet<>();
        final List<RecordedForm.Level> itemForms = new ArrayList<>();
        SpecificCharacterSet characterSet = SpecificCharacterSet.DEFAULT;
        boolean undefined;
        boolean signedPixels;
        int sequence;
        boolean sequenceUndefined;
        boolean sequenceUnknown;

        void begin(SpecificCharacterSet inherited, boolean signed, boolean endsWithDelimiter) {
            characterSet = inherited;
            signedPixels = signed;
            undefined = endsWithDelimiter;
            elements.clear();
            items.clear();
            groupLengths.clear();
            itemForms.clear();
        }

        RecordedForm.Level form() {
            return RecordedForm.Level.of(Set.copyOf(groupLengths), undefined);
        }
    }

    private final TokenReader tokens;
    private final ReadLimits limits;
    private final boolean stored;
    private final ElementDecoder decoder;
    private final @Nullable RecordedForm form;
    private final List<Frame> frames = new ArrayList<>();
    private Frame frame = new Frame();
    private int depth;
    private long memory;
    private int count;

    /** Collects elements from tokens that the caller pulls. */
    public DataSetReader(TokenReader tokens, ReadOptions options) {
        this(tokens, options, false, null);
    }

    /** As {@link #DataSetReader(TokenReader, ReadOptions)}; notes down how what it reads is encoded. */
    DataSetReader(TokenReader tokens, ReadOptions options, RecordedForm form) {
        this(tokens, options, false, form);
        tokens.keepGroupLengths();
    }

    private DataSetReader(TokenReader tokens, ReadOptions options, boolean stored, @Nullable RecordedForm form) {
        this.tokens = tokens;
        this.limits = options.limits();
        this.stored = stored;
        this.form = form;
        decoder = new ElementDecoder(tokens, !stored, form);
        SpecificCharacterSet undeclared = SpecificCharacterSet.of(options.undeclaredCharacterSet());
        frame.begin(stored ? SpecificCharacterSet.STORED : undeclared, false, false);
        frames.add(frame);
    }

    /** Reads text as {@link SpecificCharacterSet#STORED} without padding, whatever (0008,0005) says. */
    static DataSetReader ofStored(TokenReader tokens, ReadOptions options) {
        return new DataSetReader(tokens, options, true, null);
    }

    /**
     * Reads a data set that ends where the stream ends. Blocks as the stream does; does not close it.
     *
     * @throws DicomFormatException if it is malformed, truncated or exceeds a limit
     * @throws IOException if the stream fails
     */
    public static DataSet read(InputStream in, TransferSyntax transferSyntax, ReadLimits limits) throws IOException {
        return read(in, transferSyntax, ReadOptions.of(limits));
    }

    /** As {@link #read(InputStream, TransferSyntax, ReadLimits)}, with all options. */
    public static DataSet read(InputStream in, TransferSyntax transferSyntax, ReadOptions options) throws IOException {
        if (!transferSyntax.deflated()) {
            return readPlain(in, transferSyntax, options);
        }
        try (InflatedStream inflated = new InflatedStream(in, options)) {
            return readPlain(inflated, transferSyntax, options);
        }
    }

    private static DataSet readPlain(InputStream in, TransferSyntax transferSyntax, ReadOptions options)
            throws IOException {
        return new DataSetReader(new TokenReader(in, transferSyntax, options), options).readAll();
    }

    DataSet readAll() throws IOException {
        for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
            take(token, Integer.MAX_VALUE);
        }
        if (form != null) {
            form.outermost(frame.form());
        }
        return DataSet.of(frame.elements);
    }

    /** Takes one token in; values longer than {@code maxValue} bytes are left out. */
    public void take(Token token, int maxValue) throws IOException {
        switch (token) {
            case ELEMENT -> element(maxValue);
            case FRAGMENTS -> fragments(maxValue);
            case SEQUENCE -> {
                frame.sequence = tokens.tag();
                frame.sequenceUndefined = tokens.isUndefinedLength();
                frame.sequenceUnknown = tokens.isUnknown();
                charge(0);
            }
            case ITEM -> {
                charge(0);
                startOfItem();
            }
            case END_OF_ITEM -> endOfItem();
            case END_OF_SEQUENCE -> endOfSequence();
            default -> throw new IllegalStateException("token " + token + " in the place of an element");
        }
    }

    private void startOfItem() {
        Frame outer = frame;
        depth++;
        if (depth == frames.size()) {
            frames.add(new Frame());
        }
        frame = frames.get(depth);
        frame.begin(outer.characterSet, outer.signedPixels, tokens.isUndefinedLength());
    }

    private void endOfItem() {
        Frame item = frame;
        depth--;
        frame = frames.get(depth);
        frame.items.add(DataSet.of(item.elements));
        if (form != null) {
            frame.itemForms.add(item.form());
        }
    }

    private void endOfSequence() {
        SequenceElement sequence = SequenceElement.of(Tag.of(frame.sequence), frame.items);
        frame.elements.add(sequence);
        frame.items.clear();
        if (form != null) {
            form.put(
                    sequence,
                    new RecordedForm.Sequence(
                            frame.sequenceUndefined, frame.sequenceUnknown, List.copyOf(frame.itemForms)));
            frame.itemForms.clear();
        }
    }

    /** The elements that are complete at the outermost level. */
    public DataSet complete() {
        return DataSet.of(frames.get(0).elements);
    }

    /** Drops the sequence at the outermost level that is open. */
    public void abandonSequence() {
        depth = 0;
        frame = frames.get(0);
        frame.items.clear();
    }

    private void element(int maxValue) throws IOException {
        if (tokens.length() > maxValue) {
            return;
        }
        charge(decoder.footprint(tokens.vr(), tokens.length()));
        if ((tokens.tag() & 0xFFFF) == 0) { // only if it is to be noted
            frame.groupLengths.add(tokens.tag() >>> 16);
            return;
        }
        Element element = decoder.decode(frame.characterSet, frame.signedPixels);
        frame.elements.add(element);
        if (tokens.tag() == SPECIFIC_CHARACTER_SET && !stored && element instanceof TextElement text) {
            frame.characterSet = characterSet(text, tokens);
        } else if (tokens.tag() == PIXEL_REPRESENTATION && element instanceof NumberElement number) {
            frame.signedPixels = number.count() == 1 && number.longAt(0) == 1;
        }
    }

    /** The character set that a value of (0008,0005) at the latest token names. */
    static SpecificCharacterSet characterSet(TextElement value, TokenReader tokens) {
        SpecificCharacterSet named = SpecificCharacterSet.of(value.values());
        switch (named.spelling()) {
            case INEXACT -> tokens.tolerate(Leniency.CHARACTER_SET_SPELLING, "character set is misspelled");
            case UNSUPPORTED -> tokens.tolerate(Leniency.UNSUPPORTED_CHARACTER_SET, "character set is not supported");
            case EXACT -> {}
        }
        return named;
    }

    private void fragments(int maxValue) throws IOException {
        Tag tag = Tag.of(tokens.tag());
        Vr vr = tokens.vr();
        List<byte[]> fragments = new ArrayList<>();
        long total = 0;
        while (tokens.next() == Token.FRAGMENT) {
            total += tokens.length();
            if (total > maxValue) {
                fragments.clear();
                continue;
            }
            charge(tokens.length());
            fragments.add(tokens.readValue());
        }
        if (total <= maxValue) {
            frame.elements.add(FragmentsElement.of(tag, vr, fragments));
        }
    }

    private void charge(long bytes) {
        count++;
        if (count > limits.maxElements()) {
            throw tokens.malformed("more than " + limits.maxElements() + " elements");
        }
        memory += bytes + OVERHEAD;
        if (memory > limits.maxMemory()) {
            throw tokens.malformed("data set takes more than " + limits.maxMemory() + " bytes of memory");
        }
    }
}
