package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.Nesting.Kind;
import io.github.swfsdk.dicom.internal.codec.Nesting.Level;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Pulls a data set apart into tokens (PS3.5, 7): element headers, items, sequences, fragments. Values are read only if
 * asked for, else stepped over. Nesting is held in a list, not on the thread's stack. Each declared length is compared
 * with the bytes that are left in what contains it. Group lengths (gggg,0000) are stepped over (PS3.5, 7.2).
 *
 * <p>Anything malformed, a truncated input included, is a {@link DicomFormatException}. One caller at a time.
 */
public final class TokenReader {
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_DELIMITER = 0xFFFEE00D;
    private static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;
    private static final int DELIMITER_GROUP = 0xFFFE;
    private static final long UNDEFINED = 0xFFFFFFFFL;
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 12;

    private final ByteSource source;
    private final ReadOptions options;
    private final Nesting nesting;
    private Level level;
    private boolean ended;
    private boolean keepsGroupLengths;

    private int tag;
    private Vr vr = Vr.UN;
    private long length;
    private long headerOffset;
    private long unread;
    private boolean undefined;
    private boolean unknown;

    /** Reads a data set that ends where the stream ends; deflated ones have to be inflated before. */
    public TokenReader(InputStream in, TransferSyntax transferSyntax, ReadOptions options) {
        this(new ByteSource(in), transferSyntax, options);
    }

    TokenReader(ByteSource source, TransferSyntax transferSyntax, ReadOptions options) {
        this.source = source;
        this.options = options;
        nesting = new Nesting(transferSyntax.explicitVr(), transferSyntax.bigEndian());
        level = nesting.innermost();
        applyOrder();
    }

    /** Tag of the latest element, sequence or encapsulated value: group in the upper, element in the lower 16 bits. */
    public int tag() {
        return tag;
    }

    /** Representation of the latest element; of one that the standard does not know, UN. */
    public Vr vr() {
        return vr;
    }

    /** Length of the latest value in bytes. */
    public long length() {
        return length;
    }

    /** Whether the latest sequence or item ends with a delimiter. */
    boolean isUndefinedLength() {
        return undefined;
    }

    /** Whether the latest sequence was found under UN, and so is Implicit VR Little Endian. */
    boolean isUnknown() {
        return unknown;
    }

    /** Lets group lengths (gggg,0000) be elements like others. */
    void keepGroupLengths() {
        keepsGroupLengths = true;
    }

    /** Offset of the latest token's first byte from the start of the input. */
    public long offset() {
        return headerOffset;
    }

    /** How many items are open around the latest token. */
    public int depth() {
        return nesting.items();
    }

    /** Whether the innermost open data set has its numbers in big endian. */
    public boolean isBigEndian() {
        return level.bigEndian;
    }

    /** Whether the innermost open data set names its value representations. */
    public boolean isExplicit() {
        return level.explicit;
    }

    /** Steps to the next token. The value of the previous one is skipped if it was not read. */
    public Token next() throws IOException {
        skipValue();
        return switch (level.kind) {
            case DATA_SET -> nextElement();
            case SEQUENCE -> nextItem();
            case FRAGMENTS -> nextFragment();
        };
    }

    /** Reads the value of the latest element or fragment, at most once. */
    public byte[] readValue() throws IOException {
        if (unread > Integer.MAX_VALUE - 16) {
            throw malformed("value of " + unread + " bytes is too long to be held");
        }
        int count = (int) unread;
        byte[] value = source.read(count);
        unread = 0;
        if (value.length < count) {
            throw malformed("input ends " + (count - value.length) + " bytes before the value does");
        }
        return value;
    }

    /**
     * Reads the value of the latest element as text, if that is simple: {@link ByteSource#readAscii}.
     *
     * @return null if it is not; then the value is still to be read
     */
    @Nullable
    String readAscii(int padding) throws IOException {
        String text = source.readAscii((int) Math.min(unread, Integer.MAX_VALUE), padding);
        if (text != null) {
            unread = 0;
        }
        return text;
    }

    /** Writes the value of the latest element or fragment out, at most once; nothing of it is held. */
    void copyValue(OutputStream out) throws IOException {
        long count = unread;
        unread = 0;
        long copied = source.copy(count, out);
        if (copied < count) {
            throw malformed("input ends " + (count - copied) + " bytes before the value does");
        }
    }

    /** Offset of the latest value's first byte from the start of the input; only before the value is read. */
    long valueOffset() {
        return source.offset();
    }

    /** Steps over the value of the latest element or fragment, as far as it was not read. */
    public void skipValue() throws IOException {
        if (unread > 0) {
            long count = unread;
            unread = 0;
            long skipped = source.skip(count);
            if (skipped < count) {
                throw malformed("input ends " + (count - skipped) + " bytes before the value does");
            }
        }
    }

    /** A failure at the latest token. */
    public DicomFormatException malformed(String problem) {
        return new DicomFormatException(problem, headerOffset, path());
    }

    /** Uses a leniency at the latest token, if it is tolerated. */
    public void tolerate(Leniency leniency, String problem) {
        if (!options.tolerates(leniency)) {
            throw malformed(problem);
        }
        options.listener().used(leniency, headerOffset, path());
    }

    /** The place of the latest token. */
    public String path() {
        return nesting.path(tag);
    }

    private Token nextElement() throws IOException {
        while (true) {
            headerOffset = source.offset();
            tag = 0;
            if (level.defined && atEnd()) {
                return nesting.isOutermost() ? end() : close(Token.END_OF_ITEM);
            }
            need(SHORT_HEADER);
            tag = source.shortAt(0) << 16 | source.shortAt(2);
            if (tag >>> 16 == DELIMITER_GROUP) {
                return endOfUndefinedItem();
            }
            readHeader();
            if ((tag & 0xFFFF) != 0 || keepsGroupLengths) {
                return element();
            }
            unread = checkedLength();
            skipValue();
        }
    }

    private boolean atEnd() throws IOException {
        return nesting.isOutermost() ? ended || !source.has(1) : source.offset() == level.end;
    }

    private Token end() {
        ended = true;
        return Token.END;
    }

    private Token endOfUndefinedItem() {
        if (tag != ITEM_DELIMITER || level.defined) {
            throw malformed("item or delimiter in the place of an element");
        }
        delimiter();
        return close(Token.END_OF_ITEM);
    }

    private void readHeader() throws IOException {
        byte first = source.byteAt(4);
        byte second = source.byteAt(5);
        boolean letters = VrCodes.areLetters(first, second);
        if (level.explicit && !letters && level.latest == 0 && looksImplicit()) {
            tolerate(Leniency.IMPLICIT_VR, "value representation is missing");
            level.explicit = false;
        }
        if (!level.explicit) {
            vr = ElementDictionary.vrOf(tag);
            length = source.intAt(4) & UNDEFINED;
            source.advance(SHORT_HEADER);
            return;
        }
        Vr named = letters ? VrCodes.of(first, second) : null;
        vr = named == null ? Vr.UN : named;
        if (!letters) {
            tolerate(Leniency.UNKNOWN_VR, "value representation is not two capital letters");
        }
        if (!letters || named != null && !named.hasLongLength()) {
            length = source.shortAt(6);
            source.advance(SHORT_HEADER);
        } else {
            need(LONG_HEADER);
            length = source.intAt(8) & UNDEFINED;
            source.advance(LONG_HEADER);
        }
    }

    /** Whether four bytes after the tag may be the length of a short value. */
    private boolean looksImplicit() {
        return source.intAt(4) >>> 16 == 0 && !level.bigEndian;
    }

    private Token element() {
        if (Integer.compareUnsigned(tag, level.latest) <= 0) {
            tolerate(Leniency.UNORDERED_ELEMENTS, "element is not in ascending order");
        }
        level.latest = tag;
        undefined = length == UNDEFINED;
        unknown = false;
        if (undefined) {
            return undefinedLength();
        }
        checkedLength();
        if (vr == Vr.SQ) {
            open(Kind.SEQUENCE, true, source.offset() + length).tag = tag;
            return Token.SEQUENCE;
        }
        if ((length & 1) != 0) {
            tolerate(Leniency.ODD_LENGTH, "value length " + length + " is odd");
        }
        unread = length;
        return Token.ELEMENT;
    }

    /** Only sequences and encapsulated values have no length; an unknown one is a sequence (PS3.5, 6.2.2, note 4). */
    private Token undefinedLength() {
        if (vr == Vr.OB || vr == Vr.OW) {
            open(Kind.FRAGMENTS, false, level.end).tag = tag;
            return Token.FRAGMENTS;
        }
        if (vr != Vr.SQ && vr != Vr.UN) {
            throw malformed("undefined length with VR " + vr);
        }
        Level sequence = open(Kind.SEQUENCE, false, level.end);
        sequence.tag = tag;
        if (vr == Vr.UN) {
            sequence.explicit = false;
            sequence.bigEndian = false;
            unknown = true;
            vr = Vr.SQ;
            applyOrder();
        }
        return Token.SEQUENCE;
    }

    private Token nextItem() throws IOException {
        headerOffset = source.offset();
        if (level.defined && atEnd()) {
            return close(Token.END_OF_SEQUENCE);
        }
        tag = level.tag;
        int marker = marker();
        if (marker == SEQUENCE_DELIMITER && !level.defined) {
            delimiter();
            return close(Token.END_OF_SEQUENCE);
        }
        if (marker != ITEM) {
            throw malformed("neither an item nor the end of the sequence");
        }
        source.advance(SHORT_HEADER);
        level.items++;
        undefined = length == UNDEFINED;
        if (!undefined) {
            checkedLength();
        }
        open(Kind.DATA_SET, !undefined, undefined ? level.end : source.offset() + length);
        return Token.ITEM;
    }

    private Token nextFragment() throws IOException {
        headerOffset = source.offset();
        tag = level.tag;
        int marker = marker();
        if (marker == SEQUENCE_DELIMITER) {
            delimiter();
            return close(Token.END_OF_FRAGMENTS);
        }
        if (marker != ITEM || length == UNDEFINED) {
            throw malformed("neither a fragment with a length nor the end of the fragments");
        }
        source.advance(SHORT_HEADER);
        if ((length & 1) != 0) {
            tolerate(Leniency.ODD_LENGTH, "fragment length " + length + " is odd");
        }
        unread = checkedLength();
        return Token.FRAGMENT;
    }

    /** Looks at the tag and length of an item or delimiter. */
    private int marker() throws IOException {
        need(SHORT_HEADER);
        length = source.intAt(4) & UNDEFINED;
        return source.shortAt(0) << 16 | source.shortAt(2);
    }

    private void delimiter() {
        if (source.intAt(4) != 0) {
            tolerate(Leniency.DELIMITER_WITH_LENGTH, "delimiter has a length");
        }
        source.advance(SHORT_HEADER);
    }

    private void need(int count) throws IOException {
        if (level.end - source.offset() < count) {
            throw malformed(
                    "header of " + count + " bytes exceeds the " + (level.end - source.offset()) + " bytes left");
        }
        if (!source.has(count)) {
            throw malformed("input ends within a data set");
        }
    }

    private long checkedLength() {
        long left = level.end - source.offset();
        if (length > left) {
            throw malformed("value length " + length + " exceeds the " + left + " bytes left");
        }
        return length;
    }

    private Level open(Kind kind, boolean defined, long end) {
        if (kind == Kind.SEQUENCE && depth() >= options.limits().maxDepth()) {
            throw malformed("sequences nest deeper than " + options.limits().maxDepth());
        }
        level = nesting.open(kind, defined, end);
        return level;
    }

    private Token close(Token token) {
        level = nesting.close();
        if (token == Token.END_OF_ITEM) {
            tag = level.tag;
        }
        applyOrder();
        return token;
    }

    private void applyOrder() {
        source.order(level.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
}
