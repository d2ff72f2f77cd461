package io.github.swfsdk.hl7.mapping;

import java.util.ArrayList;
import java.util.List;

/** Fits HL7 text to the value representations of DICOM (PS3.5, 6.2). */
final class Texts {
    private Texts() {}

    /** For representations of one line: breaks and controls become spaces, the value delimiter a slash. */
    static String line(String text) {
        return replaceControls(text.replace("\r\n", " "), false)
                .replace('\\', '/')
                .strip();
    }

    /** For representations of several lines, LT and ST: other controls than line breaks become spaces. */
    static String lines(String text) {
        return replaceControls(text, true).stripTrailing();
    }

    /** Cuts a description. */
    static String cut(String text, int length) {
        return text.length() <= length
                ? text
                : text.substring(0, end(text, length)).strip();
    }

    /** Cuts a text into values of at most this length, at spaces where there are some. Nothing is lost. */
    static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > length) {
            int space = rest.lastIndexOf(' ', length);
            int end = space > 0 ? space : end(rest, length);
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /** Where to cut without parting a surrogate pair. */
    private static int end(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String replaceControls(String text, boolean keepLineBreaks) {
        if (!hasControls(text)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = !Character.isISOControl(c) || keepLineBreaks && (c == '\r' || c == '\n');
            replaced.append(kept ? c : ' ');
        }
        return replaced.toString();
    }
}
