package io.github.swfsdk.dicom.internal.charset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificCharacterSetTest {
    /** One letter or more of each set, from the code tables of ISO 8859, TIS 620, JIS X 0201 and GB 18030. */
    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, 416e65e473c3, AneäsÃ",
        "ISO_IR 101, a3f3bc, Łóź",
        "ISO_IR 109, a1b1e6, Ħħĉ",
        "ISO_IR 110, aac7ba, ĒĮē",
        "ISO_IR 144, bbeeda6365dcd17970d3, Люкceмбypг",
        "ISO_IR 127, e2c8c7e6, قبان",
        "ISO_IR 126, c4e9efedf5f3e9eff2, Διονυσιος",
        "ISO_IR 138, f9f8e5ef5ee3e1e5f8e4, שרון^דבורה",
        "ISO_IR 148, ddfef0, İşğ",
        "ISO_IR 203, a4bcbd, €Œœ",
        "ISO_IR 13, d4cfc0de5ec0dbb3, ﾔﾏﾀﾞ^ﾀﾛｳ",
        "ISO_IR 166, b9d2c2, นาย",
        "ISO_IR 192, 57616e67e78e8b, Wang王",
        "GB18030, cdf55ed0a1b6ab, 王^小东",
        "GB18030, 9439fc36, 😀",
        "GBK, cdf55ed0a1b6ab, 王^小东",
    })
    void readsAndWritesSetsWithoutCodeExtensions(String term, String hex, String text) {
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(List.of(term));
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(characterSet.spelling()).isEqualTo(Spelling.EXACT);
        assertThat(characterSet.decode(bytes, Vr.PN)).isEqualTo(text);
        assertThat(characterSet.encode(text, Vr.PN).bytes()).isEqualTo(bytes);
    }

    /** Where no table is at hand: every byte of the upper half comes back, as a letter or as itself. */
    @ParameterizedTest
    @ValueSource(ints = {6, 13, 100, 101, 109, 110, 126, 127, 138, 144, 148, 166, 203})
    void keepsEachByteOfASingleByteSet(int number) {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(List.of("ISO_IR " + number));

        String text = characterSet.decode(bytes, Vr.LT);

        assertThat(text.substring(0, 128)).isEqualTo(new String(bytes, 0, 128, StandardCharsets.US_ASCII));
        assertThat(characterSet.encode(text, Vr.LT).bytes()).isEqualTo(bytes);
    }

    /** PS3.5, H.3.1. */
    @Test
    void readsAndWritesJapaneseNamesWithKanji() {
        check(
                "Yamada^Tarou=山田^太郎=やまだ^たろう",
                bytes("'Yamada^Tarou=' 1b '$B' 3b33 4544 1b '(B^' 1b '$B' 4240 4f3a 1b '(B=' "
                        + "1b '$B' 2464 245e 2440 1b '(B^' 1b '$B' 243f 246d 2426 1b '(B'"),
                "",
                "ISO 2022 IR 87");
    }

    /** PS3.5, H.3.2: half-width katakana first. */
    @Test
    void readsAndWritesJapaneseNamesWithKatakana() {
        check(
                "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                bytes("d4cfc0de '^' c0dbb3 '=' 1b '$B' 3b33 4544 1b '(J^' 1b '$B' 4240 4f3a 1b '(J=' "
                        + "1b '$B' 2464 245e 2440 1b '(J^' 1b '$B' 243f 246d 2426 1b '(J'"),
                "ISO 2022 IR 13",
                "ISO 2022 IR 87");
    }

    /** PS3.5, I.2: the set is designated again in each component. */
    @Test
    void readsAndWritesKoreanNames() {
        check(
                "Hong^Gildong=洪^吉洞=홍^길동",
                bytes("'Hong^Gildong=' 1b '$)C' fbf3 '^' 1b '$)C' d1ced4d7 '=' "
                        + "1b '$)C' c8ab '^' 1b '$)C' b1e6b5bf"),
                "",
                "ISO 2022 IR 149");
    }

    /** PS3.5, K.2. */
    @Test
    void readsAndWritesChineseNamesWithCodeExtensions() {
        check(
                "Zhang^XiaoDong=张^小东=",
                bytes("'Zhang^XiaoDong=' 1b '$)A' d5c5 '^' 1b '$)A' d0a1b6ab '='"),
                "",
                "ISO 2022 IR 58");
    }

    @Test
    void switchesBetweenSingleByteSets() {
        check(
                "Müller\\Дмитрий\\Ωλ",
                bytes("'M' fc 'ller\\' 1b '-L' b4dcd8e2e0d8d9 1b '-A\\' 1b '-F' d9eb 1b '-A'"),
                "ISO 2022 IR 100",
                "ISO 2022 IR 144",
                "ISO 2022 IR 126");
    }

    @Test
    void readsEscapeSequencesOfSupplementaryKanji() {
        check("丂", bytes("1b '$(D' 3021 1b '(B'"), "", "ISO 2022 IR 159");
    }

    /** A set that a device does not designate again behind a delimiter is not active: bytes are kept as they are. */
    @Test
    void keepsBytesForWhichNoSetIsDesignated() {
        SpecificCharacterSet korean = SpecificCharacterSet.of(List.of("", "ISO 2022 IR 149"));
        byte[] bytes = bytes("1b '$)C' fbf3 '^' d1ce");

        String text = korean.decode(bytes, Vr.PN);

        assertThat(text).isEqualTo("洪^\udcd1\udcce");
        assertThat(korean.encode(text, Vr.PN).bytes()).isEqualTo(bytes);
    }

    @Test
    void takesABackslashAsContentWhereItIsNoDelimiter() {
        SpecificCharacterSet japanese = SpecificCharacterSet.of(List.of("", "ISO 2022 IR 149"));

        assertThat(japanese.decode(bytes("1b '$)C' fbf3 5c fbf3"), Vr.LT)).isEqualTo("洪\\洪");
        assertThat(japanese.decode(bytes("1b '$)C' fbf3 5c fbf3"), Vr.LO)).isEqualTo("洪\\\udcfb\udcf3");
    }

    @Test
    void neverMakesADelimiterOfALetter() {
        SpecificCharacterSet katakana = SpecificCharacterSet.of(List.of("ISO_IR 13"));
        SpecificCharacterSet kanji = SpecificCharacterSet.of(List.of("ISO 2022 IR 13", "ISO 2022 IR 87"));

        assertThat(katakana.encode("a¥b", Vr.LO).bytes()).isEqualTo(bytes("'a?b'"));
        assertThat(kanji.encode("a¥b", Vr.LO).bytes()).isEqualTo(bytes("'a?b'"));
        assertThat(kanji.decode(bytes("1b '$B' 2140 1b '(J'"), Vr.LO)).isEqualTo("＼");
    }

    @Test
    void replacesWhatASetDoesNotHave() {
        for (List<String> values : List.of(List.of("ISO_IR 100"), List.of("GBK"), List.of("", "ISO 2022 IR 87"))) {
            SpecificCharacterSet.Encoded encoded =
                    SpecificCharacterSet.of(values).encode("a😀b", Vr.LO);

            assertThat(encoded.complete()).isFalse();
            assertThat(encoded.bytes()).isEqualTo(bytes("'a?b'"));
        }
    }

    @Test
    void keepsUndecodableBytesOfItsOwnTextOnly() {
        byte[] bytes = bytes("'M' fc 'll'");

        String text = SpecificCharacterSet.UTF_8.decode(bytes, Vr.PN);

        assertThat(text).isEqualTo("M\udcfcll");
        assertThat(SpecificCharacterSet.hasUndecoded(text)).isTrue();
        assertThat(SpecificCharacterSet.hasUndecoded("M\ud83d\udcfcll")).isFalse(); // half of a character
        assertThat(SpecificCharacterSet.UTF_8.encode(text, Vr.PN).bytes()).isEqualTo(bytes);
        assertThat(SpecificCharacterSet.UTF_8.encodeForeign(text, Vr.PN).bytes())
                .isEqualTo(bytes("'M?ll'"));
    }

    @Test
    void understandsOtherSpellings() {
        for (String term : List.of("ISO IR 100", "ISO-IR 100", "ISO_IR_100", "ISO_IR100")) {
            SpecificCharacterSet latin = SpecificCharacterSet.of(List.of(term));

            assertThat(latin.spelling()).isEqualTo(Spelling.INEXACT);
            assertThat(latin.decode(bytes("fc"), Vr.LO)).isEqualTo("ü");
        }
        SpecificCharacterSet mixed = SpecificCharacterSet.of(List.of("ISO_IR 13", "ISO 2022 IR 87"));
        assertThat(mixed.spelling()).isEqualTo(Spelling.INEXACT);
        assertThat(mixed.decode(bytes("d4 1b '$B' 3b33 1b '(J'"), Vr.PN)).isEqualTo("ﾔ山");
        SpecificCharacterSet useless = SpecificCharacterSet.of(List.of("ISO_IR 192", "ISO 2022 IR 87"));
        assertThat(useless.spelling()).isEqualTo(Spelling.INEXACT);
        assertThat(useless.decode(bytes("c3bc"), Vr.PN)).isEqualTo("ü");
    }

    @Test
    void readsAsciiOfUnknownSets() {
        for (List<String> values : List.of(
                List.of("ISO_IR 999"), List.of("X"), List.of("", "ISO 2022 IR 999"), List.of("ISO_IR 99999999999"))) {
            SpecificCharacterSet unknown = SpecificCharacterSet.of(values);

            assertThat(unknown.spelling()).isEqualTo(Spelling.UNSUPPORTED);
            assertThat(unknown.decode(bytes("'a' fc"), Vr.LO)).isEqualTo("a\udcfc");
        }
        assertThat(SpecificCharacterSet.of(List.of())).isSameAs(SpecificCharacterSet.DEFAULT);
        assertThat(SpecificCharacterSet.of(List.of(""))).isSameAs(SpecificCharacterSet.DEFAULT);
    }

    /** Whatever bytes come, decoding ends in text, and text of one encoding is read as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO_IR 192",
                "GB18030",
                "GBK",
                "\\ISO 2022 IR 87",
                "ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 159",
                "\\ISO 2022 IR 149",
                "\\ISO 2022 IR 58",
                "ISO 2022 IR 100\\ISO 2022 IR 144"
            })
    void survivesAnyBytes(String values) {
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(Arrays.asList(values.split("\\\\")));
        Random random = new Random(values.hashCode());
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (int at = 0; at + 3 < noise.length; at += 7) {
                System.arraycopy(bytes("1b '$B'"), 0, noise, at, 3);
            }
            String text = characterSet.decode(noise, Vr.PN);
            SpecificCharacterSet.Encoded encoded = characterSet.encode(text, Vr.PN);

            if (!SpecificCharacterSet.hasUndecoded(text) && encoded.complete()) {
                assertThat(characterSet.decode(encoded.bytes(), Vr.PN)).isEqualTo(text);
            }
        }
    }

    /** What is left of a broken escape sequence must not become another one together with what follows. */
    @Test
    void replacesAnEscapeCharacterThatWouldBeReadAsASequence() {
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(List.of("", "ISO 2022 IR 144"));
        byte[] broken = bytes("1b 1b '-L' '-b'"); // between the first ESC and -b, a sequence that changes nothing

        String text = characterSet.decode(broken, Vr.LO);
        SpecificCharacterSet.Encoded encoded = characterSet.encode(text, Vr.LO);

        assertThat(text).isEqualTo("\u001b-b");
        assertThat(encoded.complete()).isFalse();
        assertThat(encoded.bytes()).isEqualTo(bytes("'?-b'"));
        assertThat(characterSet.encode("\u001bA", Vr.LO).bytes()).isEqualTo(bytes("1b 'A'"));
        assertThat(characterSet.encode("\u001bA", Vr.LO).complete()).isTrue();
    }

    private static void check(String text, byte[] bytes, String... values) {
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(List.of(values));

        assertThat(characterSet.spelling()).isEqualTo(Spelling.EXACT);
        assertThat(characterSet.decode(bytes, Vr.PN)).isEqualTo(text);
        assertThat(characterSet.encode(text, Vr.PN).bytes()).isEqualTo(bytes);
        assertThat(characterSet.encode(text, Vr.PN).complete()).isTrue();
    }

    /** Hexadecimal digits, and ASCII between apostrophes. */
    private static byte[] bytes(String spelled) {
        StringBuilder hex = new StringBuilder();
        String[] parts = spelled.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            hex.append(
                    i % 2 == 0
                            ? parts[i].replace(" ", "")
                            : HexFormat.of().formatHex(parts[i].getBytes(StandardCharsets.US_ASCII)));
        }
        return HexFormat.of().parseHex(hex);
    }
}
