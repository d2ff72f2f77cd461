package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.PersonName;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A key of a person name (PS3.4, C.2.2.2.1). A key of one component group is compared with each group of the stored name; a
 * key of several groups is compared group by group, where a group that is empty or {@code *} does not matter. Delimiters at
 * the end of a group carry no meaning, so {@code SMITH^*} matches also a name without given name.
 */
final class NameKey {
    private final List<String> groups;
    private final boolean grouped;
    private final PersonNameMatching matching;

    NameKey(String key, PersonNameMatching matching) {
        this.matching = matching;
        this.groups = groupsOf(key);
        this.grouped = key.indexOf('=') >= 0;
    }

    boolean matches(String stored) {
        List<String> values = groupsOf(stored);
        if (values.stream().allMatch(String::isEmpty)) {
            return false; // an unknown name matches no key
        }
        if (!grouped) {
            return values.stream().anyMatch(value -> !value.isEmpty() && matches(groups.get(0), value));
        }
        for (int i = 0; i < groups.size(); i++) {
            String key = groups.get(i);
            if (!key.isEmpty() && !matches(key, values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> groupsOf(String text) {
        PersonName name = PersonName.parse(matching == PersonNameMatching.LITERAL ? text : fold(text));
        return List.of(
                name.alphabetic().toString(),
                name.ideographic().toString(),
                name.phonetic().toString());
    }

    private static boolean matches(String key, String value) {
        if (!Wildcard.isUsedIn(key)) {
            return key.equals(value);
        }
        Wildcard pattern = new Wildcard(key);
        return pattern.matches(value) || pattern.matches(withDelimitersOf(key, value));
    }

    /** Adds the trailing delimiters that the value left out and the key spells. */
    private static String withDelimitersOf(String key, String value) {
        long missing = delimiters(key) - delimiters(value);
        return missing <= 0 ? value : value + "^".repeat((int) missing);
    }

    private static long delimiters(String text) {
        return text.chars().filter(c -> c == '^').count();
    }

    /** Takes case away, and the accents that Unicode can separate from their letter. */
    static String fold(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder letters = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> c < 0x0300 || c > 0x036F) // combining diacritical marks; those of kana stay
                .forEach(letters::appendCodePoint);
        return Normalizer.normalize(letters, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
