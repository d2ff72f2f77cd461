package io.github.swfsdk.api.worklist;

/**
 * A pattern in which {@code *} stands for any characters, also none, and {@code ?} for exactly one (PS3.4, C.2.2.2.4). There
 * is no escape. The work is bounded by the product of both lengths.
 */
final class Wildcard {
    private final int[] pattern;

    Wildcard(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    static boolean isUsedIn(String key) {
        return key.indexOf('*') >= 0 || key.indexOf('?') >= 0;
    }

    /** Whether a key matches every value, the empty one included. */
    static boolean matchesAll(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c == '*');
    }

    boolean matches(String text) {
        int[] value = text.codePoints().toArray();
        int p = 0;
        int v = 0;
        int star = -1; // the last * seen, and where its run of characters ends so far
        int runEnd = 0;
        while (v < value.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                runEnd = v;
            } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == value[v])) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++runEnd;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }
}
