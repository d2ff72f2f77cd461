package io.github.swfsdk.api.dataset;

import java.util.Objects;
import java.util.Optional;

/**
 * A coded concept (PS3.3, 8.8): value and scheme identify it, the meaning is for people.
 *
 * @param value code value, not empty
 * @param scheme coding scheme designator, empty only for a value that is a URN
 * @param version coding scheme version, empty where the scheme needs none
 * @param meaning human-readable text, may be empty
 */
public record Code(String value, String scheme, String version, String meaning) {
    private static final int SHORT_VALUE = 16;

    /** Checks that there is a value. */
    public Code {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(meaning, "meaning");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a code needs a value");
        }
    }

    /** Returns a code of a scheme that needs no version. */
    public static Code of(String value, String scheme, String meaning) {
        return new Code(value, scheme, "", meaning);
    }

    /** Reads a code sequence item; empty if it has no code value. */
    public static Optional<Code> ofItem(DataSet item) {
        return item.string(Tags.CODE_VALUE)
                .or(() -> item.string(Tags.LONG_CODE_VALUE))
                .or(() -> item.string(Tags.URN_CODE_VALUE))
                .map(value -> new Code(
                        value,
                        item.text(Tags.CODING_SCHEME_DESIGNATOR),
                        item.text(Tags.CODING_SCHEME_VERSION),
                        item.text(Tags.CODE_MEANING)));
    }

    /** Writes a code sequence item; a value over 16 characters becomes a long code value, a URN a URN code value. */
    public DataSet toItem() {
        DataSet.Builder item = DataSet.builder().put(valueTag(), value);
        if (!scheme.isEmpty()) {
            item.put(Tags.CODING_SCHEME_DESIGNATOR, scheme);
        }
        if (!version.isEmpty()) {
            item.put(Tags.CODING_SCHEME_VERSION, version);
        }
        return item.put(Tags.CODE_MEANING, meaning).build();
    }

    /** Whether value and scheme name the same concept; meaning and version do not count. */
    public boolean isSame(Code other) {
        return value.equals(other.value) && scheme.equals(other.scheme);
    }

    private Tag valueTag() {
        if (scheme.isEmpty() && value.startsWith("urn:")) {
            return Tags.URN_CODE_VALUE;
        }
        return value.length() > SHORT_VALUE ? Tags.LONG_CODE_VALUE : Tags.CODE_VALUE;
    }
}
