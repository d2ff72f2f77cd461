package io.github.swfsdk.api.worklist;

import java.util.List;
import java.util.stream.Stream;

/**
 * A key of a person name where both sides have agreed on fuzzy semantic matching (PS3.4, C.2.2.2.1.1 and K.5.1). It matches
 * what the key matches otherwise, and each name that has, for every word of the key and in whatever component, an equal word or
 * one that sounds alike.
 */
final class FuzzyNameKey {
    private static final String CODES = "01230120022455012623010202"; // Soundex, for a to z; 0: not coded
    private static final int CODE_LENGTH = 4;

    private final NameKey plain;
    private final List<String> words;

    FuzzyNameKey(String key) {
        plain = new NameKey(key, PersonNameMatching.IGNORING_CASE_AND_ACCENTS);
        words = wordsOf(key);
    }

    boolean matches(String stored) {
        if (plain.matches(stored)) {
            return true;
        }
        List<String> names = wordsOf(stored);
        return !words.isEmpty()
                && words.stream().allMatch(word -> names.stream().anyMatch(name -> matches(word, name)));
    }

    private static boolean matches(String word, String name) {
        if (Wildcard.isUsedIn(word)) {
            return new Wildcard(word).matches(name);
        }
        return word.equals(name)
                || isLatin(word) && isLatin(name) && soundex(word).equals(soundex(name));
    }

    private static List<String> wordsOf(String name) {
        return Stream.of(NameKey.fold(name).split("[\\^=\\s,.'-]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Initials sound like too much. */
    private static boolean isLatin(String word) {
        return word.length() > 1 && word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** The first letter and the digits of the next three consonants; h and w do not part equal ones, vowels do. */
    static String soundex(String word) {
        StringBuilder code = new StringBuilder().append(word.charAt(0));
        char last = codeOf(word.charAt(0));
        for (int i = 1; i < word.length() && code.length() < CODE_LENGTH; i++) {
            char letter = word.charAt(i);
            char next = codeOf(letter);
            if (next != '0' && next != last) {
                code.append(next);
            }
            if (letter != 'h' && letter != 'w') {
                last = next;
            }
        }
        return code.append("0".repeat(CODE_LENGTH - code.length())).toString();
    }

    private static char codeOf(char letter) {
        return CODES.charAt(letter - 'a');
    }
}
