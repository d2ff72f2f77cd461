package io.github.swfsdk.dicom.io;

import java.util.List;
import java.util.Optional;

/** Which character set a writer uses. In none of them does a character that cannot be encoded stop the writing. Immutable. */
public final class CharacterSetPolicy {
    private static final CharacterSetPolicy OWN = new CharacterSetPolicy(Optional.empty());
    private static final CharacterSetPolicy UTF_8 = always("ISO_IR 192");

    private final Optional<List<String>> values;

    private CharacterSetPolicy(Optional<List<String>> values) {
        this.values = values;
    }

    /**
     * The data set's own (0008,0005) if it can encode each character of the data set, else Unicode in UTF-8, of which each
     * character is one, with (0008,0005) rewritten. The default.
     */
    public static CharacterSetPolicy ownElseUtf8() {
        return OWN;
    }

    /** Unicode in UTF-8. */
    public static CharacterSetPolicy utf8() {
        return UTF_8;
    }

    /**
     * The character set of these values of (0008,0005), as for a peer that knows no other; none for the default repertoire.
     * What it cannot encode is replaced by a question mark.
     */
    public static CharacterSetPolicy always(String... values) {
        return new CharacterSetPolicy(Optional.of(List.of(values)));
    }

    /** The values of (0008,0005) that are used in any case; empty if the data set decides. */
    public Optional<List<String>> values() {
        return values;
    }
}
