package io.github.swfsdk.api.worklist;

/** How names of persons are compared, which the standard leaves to the provider to declare (PS3.4, C.2.2.2.1). */
public enum PersonNameMatching {
    /** Upper and lower case and accents make no difference. */
    IGNORING_CASE_AND_ACCENTS,
    /** Character by character. */
    LITERAL,
    /**
     * As {@link #IGNORING_CASE_AND_ACCENTS}, and also if each word of the key, in whatever component, is a word of the name or
     * sounds like one (Soundex, for words of Latin letters). Only where both sides have agreed on it (PS3.4, K.5.1).
     */
    FUZZY
}
