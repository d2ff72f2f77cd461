package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Counts the rows of the resources against what is known of the edition from outside this project; the sources of the
 * numbers are in {@code swf-api/src/dictionary/README.md}.
 */
class DictionaryCountTest {
    private static final int REPEATING = 88;
    private static final int ITEMS_AND_DELIMITERS = 3;
    /** Retired elements of table 6-1 with a representation, of whose name nothing is left. */
    private static final int NAMELESS = 3;

    private final List<String[]> elements = rows("elements.tsv");

    @Test
    void holdsAllElementsOfTable6Dash1() {
        assertThat(count(DictionaryCountTest::isOfTable6Dash1) + NAMELESS).isEqualTo(5_172 + ITEMS_AND_DELIMITERS);
        assertThat(count(DictionaryCountTest::isRepeating)).isEqualTo(REPEATING);
    }

    /** All keywords of the table in one string have a known length: none is missing, cut or misspelt by a letter. */
    @Test
    void holdsAllLettersOfTheKeywords() {
        int letters = elements.stream()
                .filter(row -> isOfTable6Dash1(row) && !row[0].startsWith("FFFEE0"))
                .mapToInt(row -> row[1].length())
                .sum();

        assertThat(letters).isEqualTo(122_493);
    }

    /** Table 6-1 marks 451 elements retired, not counting those whose element number is repeating. */
    @Test
    void marksTheRetiredElements() {
        Predicate<String[]> retired = row -> row[5].equals("R");
        int exact = count(retired.and(DictionaryCountTest::isOfTable6Dash1));
        int groups = count(retired.and(row -> row[0].matches("(50|60|7F)xx.*")));

        assertThat(exact + groups + NAMELESS).isEqualTo(451);
    }

    @Test
    void holdsTheElementsOfTheOtherTables() {
        assertThat(count(row -> row[0].startsWith("0000")))
                .as("commands, PS3.7 annex E")
                .isEqualTo(46);
        assertThat(count(row -> row[0].startsWith("0002")))
                .as("file meta information")
                .isEqualTo(22);
        assertThat(count(row -> row[0].startsWith("0004"))).as("directory").isEqualTo(19);
        assertThat(count(row -> row[0].startsWith("0006")))
                .as("real-time payload")
                .isEqualTo(1);
    }

    /** PS3.6 leaves the representation of 38 elements open, four of them repeating. */
    @Test
    void leavesOpenWhatTheStandardLeavesOpen() {
        assertThat(count(row -> row[3].equals("US,SS"))).isEqualTo(25);
        assertThat(count(row -> row[3].equals("OB,OW"))).isEqualTo(7 + 4);
        assertThat(count(row -> row[3].equals("US,OW"))).isEqualTo(1);
        assertThat(count(row -> row[3].equals("US,SS,OW"))).isEqualTo(1);
        assertThat(count(row -> row[3].isEmpty())).isEqualTo(ITEMS_AND_DELIMITERS);
    }

    private static boolean isRepeating(String[] row) {
        return row[0].indexOf('x') >= 0;
    }

    private static boolean isOfTable6Dash1(String[] row) {
        return !isRepeating(row) && row[0].compareTo("0008") >= 0;
    }

    private int count(Predicate<String[]> condition) {
        return (int) elements.stream().filter(condition).count();
    }

    static List<String[]> rows(String resource) {
        List<String[]> rows = new ArrayList<>();
        DictionaryResource.open(resource).forEachRow(6, rows::add);
        return rows;
    }
}
