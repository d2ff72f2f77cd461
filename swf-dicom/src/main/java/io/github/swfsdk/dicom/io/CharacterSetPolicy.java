package io.github.swfsdk.dicom.io;

import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import java.util.ArrayList;
import java.util.List;

/** Which character set a writer uses. In none of them does a character that cannot be encoded stop the writing. Immutable. */
public final class CharacterSetPolicy {
    private static final List<String> UNICODE = List.of("ISO_IR 192");

    /** Of one byte for each character, those of the most people first (PS3.3, table C.12-2). */
    private static final List<String> SINGLE_BYTE = List.of(
            "ISO_IR 100",
            "ISO_IR 101",
            "ISO_IR 144",
            "ISO_IR 148",
            "ISO_IR 126",
            "ISO_IR 127",
            "ISO_IR 138",
            "ISO_IR 109",
            "ISO_IR 110",
            "ISO_IR 203",
            "ISO_IR 13",
            "ISO_IR 166");

    private static final CharacterSetPolicy OWN = new CharacterSetPolicy(List.of());
    private static final CharacterSetPolicy UTF_8 = new CharacterSetPolicy(List.of(UNICODE));
    private static final CharacterSetPolicy SMALLEST = new CharacterSetPolicy(small());

    private final List<List<String>> candidates;

    private CharacterSetPolicy(List<List<String>> candidates) {
        this.candidates = candidates;
    }

    private static List<List<String>> small() {
        List<List<String>> candidates = new ArrayList<>();
        candidates.add(List.of());
        SINGLE_BYTE.forEach(term -> candidates.add(List.of(term)));
        candidates.add(UNICODE);
        return List.copyOf(candidates);
    }

    /** Whether these values of (0008,0005) name a character set that can be read and written; none name the default repertoire. */
    public static boolean isSupported(List<String> values) {
        return SpecificCharacterSet.of(values).spelling() != SpecificCharacterSet.Spelling.UNSUPPORTED;
    }

    /**
     * The data set's own (0008,0005) if it can encode each character of the data set, else Unicode in UTF-8, of which each
     * character is one, with (0008,0005) rewritten. The default. Answers to a worklist query carry the character set of the
     * query, so that under this policy they are in the requester's as far as it goes.
     */
    public static CharacterSetPolicy ownElseUtf8() {
        return OWN;
    }

    /** Unicode in UTF-8. */
    public static CharacterSetPolicy utf8() {
        return UTF_8;
    }

    /**
     * The default repertoire if it can encode each character of the data set, else the first single-byte character set that
     * can, else Unicode in UTF-8: for old peers that know few.
     */
    public static CharacterSetPolicy smallest() {
        return SMALLEST;
    }

    /**
     * The character set of these values of (0008,0005), as for a peer that knows no other; none for the default repertoire.
     * What it cannot encode is replaced by a question mark.
     */
    public static CharacterSetPolicy always(String... values) {
        return new CharacterSetPolicy(List.of(List.of(values)));
    }

    /**
     * The first of these values of (0008,0005) that can encode each character of the data set; if none can, the last, and
     * what it cannot encode is replaced by a question mark.
     */
    public static CharacterSetPolicy firstOf(List<List<String>> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a policy needs a character set");
        }
        return new CharacterSetPolicy(values.stream().map(List::copyOf).toList());
    }

    /** The values of (0008,0005) that are tried in turn; empty if the data set decides. */
    public List<List<String>> candidates() {
        return candidates;
    }
}
