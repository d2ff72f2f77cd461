package io.github.swfsdk.hl7.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Escape sequences of HL7 v2.3.1, 2.9; expected values by hand. */
class EscapesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a\\F\\b, a|b",
                "a\\S\\b, a^b",
                "a\\R\\b, a~b",
                "a\\E\\b, a\\b",
                "a\\T\\b, a&b",
                "\\X41\\, A",
                "\\X4142\\, AB",
                "\\H\\bold\\N\\, bold",
                // malformed or unknown: stays
                "a\\Q\\b, a\\Q\\b",
                "a\\X4\\b, a\\X4\\b",
                "a\\X4G\\b, a\\X4G\\b",
                "a\\X\\b, a\\X\\b",
                "C:\\temp, C:\\temp",
                "a\\\\b, a\\\\b",
                // an escaped escape character starts no sequence
                "\\E\\X41\\E\\, \\X41\\",
                // the end of an unknown one may start the next
                "a\\b\\F\\c, a\\b|c"
            })
    void decodes(String encoded, String decoded) {
        assertThat(Escapes.decode(encoded, Encoding.STANDARD)).isEqualTo(decoded);
    }

    @Test
    void decodesLineBreaksAndHexadecimalTextInItsCharacterSet() {
        assertThat(Escapes.decode("a\\.br\\b", Encoding.STANDARD)).isEqualTo("a\r\nb");
        assertThat(Escapes.decode("\\XC3BC\\", Encoding.STANDARD.with(StandardCharsets.UTF_8)))
                .isEqualTo("\u00FC");
        assertThat(Escapes.decode("\\XFC\\", Encoding.STANDARD.with(StandardCharsets.UTF_8)))
                .as("no text in this set")
                .isEqualTo("\\XFC\\");
    }

    @Test
    void whatIsEncodedIsDecodedToTheSame() {
        String text = "a|b^c~d\\e&f\r\ng\u0007h \\X41\\ \\F\\";
        String encoded = Escapes.encode(text, Encoding.STANDARD);
        assertThat(encoded)
                .doesNotContain("|")
                .doesNotContain("^")
                .doesNotContain("~")
                .doesNotContain("&");
        assertThat(Escapes.decode(encoded, Encoding.STANDARD)).isEqualTo(text);
    }
}
