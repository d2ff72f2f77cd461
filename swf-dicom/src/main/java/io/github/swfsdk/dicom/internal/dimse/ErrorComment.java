package io.github.swfsdk.dicom.internal.dimse;

/** Makes text fit for (0000,0902): LO, default repertoire (PS3.7, Annex C). */
final class ErrorComment {
    private static final int MAX_LENGTH = 64;

    private ErrorComment() {}

    /** At most 64 characters, others than printable ASCII replaced. */
    static String fit(String text) {
        String printable = text.replaceAll("[^\\x20-\\x5B\\x5D-\\x7E]", "?");
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH);
    }
}
