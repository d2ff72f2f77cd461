package io.github.swfsdk.dicom.net;

/** The rules for application entity titles (PS3.5, 6.2, VR AE). */
public final class AeTitle {
    private static final int MAX_LENGTH = 16;

    private AeTitle() {}

    /** Whether the text is a title: 1 to 16 printable characters without backslash and without spaces around. */
    public static boolean isValid(String title) {
        return !title.isBlank()
                && title.length() <= MAX_LENGTH
                && title.equals(title.strip())
                && title.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\');
    }

    /**
     * Returns the title without spaces around it.
     *
     * @throws IllegalArgumentException if that is no title
     */
    public static String check(String title) {
        String stripped = title.strip();
        if (!isValid(stripped)) {
            throw new IllegalArgumentException(
                    "an AE title has 1 to 16 printable characters without backslash, but was '" + title + "'");
        }
        return stripped;
    }

    /** Returns the text as a peer sent it, fit for a log: other than printable characters are replaced. */
    public static String printable(String title) {
        return title.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
