package io.github.swfsdk.hl7.message;

/** Finds the pieces between delimiters without splitting the whole text. */
final class Pieces {
    private Pieces() {}

    /** The piece with this number, counted from 1; empty if there are fewer. */
    static String nth(String text, char delimiter, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of a piece must be 1 or more, but was " + number);
        }
        int start = 0;
        for (int i = 1; i < number; i++) {
            int end = text.indexOf(delimiter, start);
            if (end < 0) {
                return "";
            }
            start = end + 1;
        }
        int end = text.indexOf(delimiter, start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }
}
