package io.github.swfsdk.hl7.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.swfsdk.hl7.Samples;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Leniency;
import io.github.swfsdk.hl7.message.Segment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Character sets and segments; names in other scripts are written as code points. */
class MessageReaderTest {
    private static final MessageReader READER = new MessageReader(CharacterSet.ASCII, 2000, Set.of());

    /** The bytes are what each standard's table says, found in the tables by hand. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "8859/1, DC, \u00DC",
        "8859/2, A3, \u0141",
        "8859/3, A1, \u0126",
        "8859/4, A3, \u0156",
        "8859/5, B6, \u0416",
        "8859/6, C7, \u0627",
        "8859/7, C1, \u0391",
        "8859/8, E0, \u05D0",
        "8859/9, D0, \u011E",
        "8859/15, A4, \u20AC",
        "ISO IR14, B1, \uFF71",
        "ISO IR87, 1B24423B331B2842, \u5C71",
        "KS X 1001, B1E8, \uAE40",
        "TIS 620, A1, \u0E01",
        "GB 18030-2000, CDF5, \u738B",
        "UNICODE UTF-8, E5B1B1, \u5C71",
        "UTF-8, C39C, \u00DC"
    })
    void decodesByMsh18(String msh18, String hex, String decoded) {
        Hl7Message message = READER.read(withName(msh18, hex)).message();
        assertThat(message.first("PID").orElseThrow().text(5)).isEqualTo(decoded);
    }

    @Test
    void aTrailByteThatLooksLikeADelimiterIsNone() {
        // GB 18030: 81H 7CH is one character, and 7CH alone would be a field separator
        Segment pid = READER.read(withName("GB 18030-2000", "817C"))
                .message()
                .first("PID")
                .orElseThrow();
        assertThat(pid.text(5)).hasSize(1);
        assertThat(pid.text(6)).isEqualTo("next");
    }

    @ParameterizedTest
    @CsvSource({"UNICODE UTF-8, FC", "UNICODE UTF-8, C3", "'', FC", "ISO IR87, 1B24427F7F1B2842"})
    void refusesBytesThatAreNoText(String msh18, String hex) {
        Hl7FormatException failure =
                catchThrowableOfType(Hl7FormatException.class, () -> READER.read(withName(msh18, hex)));
        assertThat(failure.code()).isEqualTo(ErrorCode.DATA_TYPE_ERROR);
        assertThat(failure.location()).hasToString("PID[1]-5");
    }

    @Test
    void limitsTheNumberOfSegments() {
        MessageReader strict = new MessageReader(CharacterSet.ASCII, 3, Set.of());
        byte[] three = Samples.message(Samples.MSH, "ZAA|", "ZAB|").getBytes(StandardCharsets.US_ASCII);
        byte[] four = Samples.message(Samples.MSH, "ZAA|", "ZAB|", "ZAC|").getBytes(StandardCharsets.US_ASCII);
        assertThat(strict.read(three).message().segments()).hasSize(3);
        assertThat(catchThrowableOfType(Hl7FormatException.class, () -> strict.read(four)))
                .hasMessageContaining("limit of 3 segments");
    }

    @Test
    void theLastSegmentNeedsNoEndAndEmptyLinesSayNothing() {
        byte[] message = (Samples.MSH + "\r\rPID|1").getBytes(StandardCharsets.US_ASCII);
        assertThat(READER.read(message).message().segments()).hasSize(2);
    }

    @Test
    void lineFeedsAreReportedOnce() {
        MessageReader lenient =
                new MessageReader(CharacterSet.ASCII, 10, Set.of(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN));
        byte[] message = (Samples.MSH + "\r\nPID|1\r\nPV1|1\r\n").getBytes(StandardCharsets.US_ASCII);
        MessageReader.Reading reading = lenient.read(message);
        assertThat(reading.message().segments()).hasSize(3);
        assertThat(reading.tolerated()).containsExactly(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN);
    }

    @ParameterizedTest
    @CsvSource({"'|'", "'a^'", "'a&'", "'a~'", "'\\T\\'", "'\\'", "'Z'"})
    void timeIsLinearForHostileMessages(String unit) {
        byte[] message = (Samples.MSH + "\rPID|" + unit.repeat(1_000_000 / unit.length()) + "\r")
                .getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        Segment pid = READER.read(message).message().segments().get(1);
        pid.field(1).repetitions();
        pid.field(1).component(100_000).text();
        pid.field(1).freeText();
        // HAPI needs 17 seconds for a fifth of this; the bound is wide because build machines are slow
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static byte[] withName(String msh18, String hex) {
        String message = Samples.message(Samples.MSH + "||||||" + msh18, "PID|||P1||" + hexToLatin1(hex) + "|next");
        return message.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hexToLatin1(String hex) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            text.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        return text.toString();
    }
}
