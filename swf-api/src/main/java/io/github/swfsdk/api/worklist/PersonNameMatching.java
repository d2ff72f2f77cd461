package io.github.swfsdk.api.worklist;

/** How names of persons are compared, which the standard leaves to the provider to declare (PS3.4, C.2.2.2.1). */
public enum PersonNameMatching {
    /** Upper and lower case and accents make no difference. */
    IGNORING_CASE_AND_ACCENTS,
    /** Character by character. */
    LITERAL
}
