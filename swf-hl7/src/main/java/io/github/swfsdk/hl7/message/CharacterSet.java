package io.github.swfsdk.hl7.message;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Character sets of MSH-18 (HL7 table 0211) that a message may be written in, one set for the whole message. Escape
 * sequences that change the set within a message are not among them.
 */
public enum CharacterSet {
    /** 7-bit ASCII, which an empty MSH-18 means. */
    ASCII("US-ASCII", "ASCII", "ISO IR6"),
    /** Latin 1. */
    ISO_8859_1("ISO-8859-1", "8859/1"),
    /** Latin 2. */
    ISO_8859_2("ISO-8859-2", "8859/2"),
    /** Latin 3. */
    ISO_8859_3("ISO-8859-3", "8859/3"),
    /** Latin 4. */
    ISO_8859_4("ISO-8859-4", "8859/4"),
    /** Latin and Cyrillic. */
    ISO_8859_5("ISO-8859-5", "8859/5"),
    /** Latin and Arabic. */
    ISO_8859_6("ISO-8859-6", "8859/6"),
    /** Latin and Greek. */
    ISO_8859_7("ISO-8859-7", "8859/7"),
    /** Latin and Hebrew. */
    ISO_8859_8("ISO-8859-8", "8859/8"),
    /** Latin 5. */
    ISO_8859_9("ISO-8859-9", "8859/9"),
    /** Latin 9. */
    ISO_8859_15("ISO-8859-15", "8859/15"),
    /** Japanese, Roman letters and half-width katakana. */
    JIS_X_0201("JIS_X0201", "ISO IR14"),
    /** Japanese, kanji of JIS X 0208 by ISO 2022 escape sequences. */
    JIS_X_0208("ISO-2022-JP", "ISO IR87"),
    /** Japanese, supplementary kanji of JIS X 0212 by ISO 2022 escape sequences. */
    JIS_X_0212("ISO-2022-JP-2", "ISO IR159"),
    /** Korean. */
    KS_X_1001("EUC-KR", "KS X 1001"),
    /** Thai. */
    TIS_620("TIS-620", "TIS 620", "8859/11"),
    /** Chinese. */
    GB_18030("GB18030", "GB 18030-2000"),
    /** Unicode. */
    UTF_8("UTF-8", "UNICODE UTF-8", "UTF-8", "UNICODE");

    private final String javaName;
    private final List<String> names;

    CharacterSet(String javaName, String... names) {
        this.javaName = javaName;
        this.names = List.of(names);
    }

    /** Finds the set that MSH-18 names; empty if it is none of these or this Java installation lacks it. */
    public static Optional<CharacterSet> named(String msh18) {
        return Arrays.stream(values())
                .filter(set -> set.names.contains(msh18))
                .filter(set -> Charset.isSupported(set.javaName))
                .findFirst();
    }

    /** The name to put into MSH-18. */
    public String hl7Name() {
        return names.get(0);
    }

    /** The set as Java knows it. */
    public Charset charset() {
        return Charset.forName(javaName);
    }
}
