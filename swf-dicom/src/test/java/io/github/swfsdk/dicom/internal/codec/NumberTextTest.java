package io.github.swfsdk.dicom.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Vr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PS3.5, table 6.2-1. */
class NumberTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1.5",
                ".5",
                "5.",
                "1e3",
                "1.5E-10",
                " 12 ",
                "1\\2\\3",
                "1\\\\3",
                "\\",
                "1234567890123456",
                "-.12345678901e-7"
            })
    void takesDecimals(String text) {
        assertThat(NumberText.isWellFormed(text, Vr.DS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1,5",
                "1 2",
                "1e",
                "e5",
                ".",
                "-",
                "+-1",
                "1e+",
                "1e1.5",
                "12345678901234567",
                " 1234567890123456",
                "1\\x",
                "0x10",
                "NaN",
                "1\t"
            })
    void refusesOtherDecimals(String text) {
        assertThat(NumberText.isWellFormed(text, Vr.DS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+17", " 5 ", "2147483647", "-2147483648", "1\\2", "000000000012"})
    void takesWholeNumbers(String text) {
        assertThat(NumberText.isWellFormed(text, Vr.IS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "2147483648", "-2147483649", "999999999999", "0000000000012", "-", "1-", "x"})
    void refusesOtherWholeNumbers(String text) {
        assertThat(NumberText.isWellFormed(text, Vr.IS)).isFalse();
    }
}
