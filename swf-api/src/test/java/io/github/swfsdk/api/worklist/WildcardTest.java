package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "?, '', false",
        "?, a, true",
        "?, ab, false",
        "a*, a, true",
        "*a, ba, true",
        "*ab, aab, true",
        "a*b*c, axxbyyc, true",
        "a*b*c, axxbyy, false",
        "[a], [a], true",
        "[a], a, false",
        "\\*, \\x, true",
        "?, 𠮷, true"
    })
    void followsTheRules(String pattern, String text, boolean expected) {
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void agreesWithARegularExpressionOnRandomPatterns() {
        Random random = new Random(20260705);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "ab*?", 8);
            String text = random(random, "ab", 10);

            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), text);

            assertThat(new Wildcard(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    @Timeout(10) // a pattern that makes a backtracking regular expression run for ages
    void aHostilePatternCostsLittle() {
        Wildcard pattern = new Wildcard("*a".repeat(500) + "b");

        assertThat(pattern.matches("a".repeat(10_000))).isFalse();
    }

    private static String random(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
