package io.github.swfsdk.api.validation;

import io.github.swfsdk.api.dataset.AttributePath;
import java.util.Objects;

/**
 * One thing that is wrong with an object. Holds no value.
 *
 * @param path the attribute
 * @param problem what is wrong with it
 */
public record Finding(AttributePath path, Problem problem) {
    /** Kinds of problems. */
    public enum Problem {
        /** An attribute of type 1 or 2 is not there (PS3.5, 7.4). */
        MISSING("is missing"),
        /** An attribute of type 1 has no value (PS3.5, 7.4.1). */
        NO_VALUE("has no value"),
        /** An attribute that may not be there is. */
        NOT_ALLOWED("is not allowed here"),
        /** The value representation is not one of those that the dictionary gives (PS3.6, 6). */
        WRONG_VR("has the wrong value representation"),
        /** The number of values does not go with the multiplicity (PS3.5, 6.4; PS3.6, 6). */
        WRONG_VM("has the wrong number of values"),
        /** A value is not written as its representation asks (PS3.5, table 6.2-1). */
        MALFORMED("has a malformed value"),
        /** A value is longer than its representation allows (PS3.5, table 6.2-1). */
        TOO_LONG("has a value that is too long"),
        /** A value is not one of the enumerated ones (PS3.3, 1.4, "Enumerated Values"). */
        NOT_ENUMERATED("has a value that is not one of the enumerated ones");

        private final String words;

        Problem(String words) {
            this.words = words;
        }
    }

    /** Checks that nothing is null. */
    public Finding {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(problem, "problem");
    }

    /** The place and what is wrong there, such as {@code (0040,0100)[1].(0040,0002) is missing}. */
    @Override
    public String toString() {
        return path + " " + problem.words;
    }
}
