package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeyTest {
    @ParameterizedTest
    @CsvSource({
        "SMITH^JOHN, Smith^John, true",
        "SMITH, Smith^John, false",
        "SMI*, Smith^John, true",
        "?MITH*, Smith^John, true",
        "?SMITH*, Smith^John, false",
        "*^JOHN, Smith^John, true",
        "SMITH^J*, Smith^Jane, true",
        "SMITH^J*, Smith^Anna, false",
        "SMITH^*, Smith, true",
        "SMITH^*, Smithson, false",
        "SMITH, Smith^^^, true",
        "SMITH^^, Smith, true",
        "SMITH ^ JOHN, Smith^John, true"
    })
    void comparesComponentsWithoutRegardToCase(String key, String stored, boolean expected) {
        assertThat(ignoring(key, stored)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "muller^anna, Müller^Anna, true",
        "Müller^Anna, MULLER^ANNA, true",
        "Mu\u0308ller*, Müller^Anna, true", // decomposed in the key, composed in the name
        "Garcon, Garçon, true",
        "Strasse, Straße, true",
        "Иванов*, ИВАНОВ^Иван, true",
        "かき, がき, false" // the voiced sound mark is not an accent
    })
    void ignoresAccents(String key, String stored, boolean expected) {
        assertThat(ignoring(key, stored)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Yamada*, Yamada^Tarou=山田^太郎=やまだ^たろう, true",
        "山田*, Yamada^Tarou=山田^太郎=やまだ^たろう, true",
        "やまだ^たろう, Yamada^Tarou=山田^太郎=やまだ^たろう, true",
        "Yamada*=山田*, Yamada^Tarou=山田^太郎, true",
        "Yamada*=鈴木*, Yamada^Tarou=山田^太郎, false",
        "=山田*, Yamada^Tarou=山田^太郎, true",
        "=Yamada*, Yamada^Tarou=山田^太郎, false",
        "Yamada*=*, Yamada^Tarou, true",
        "*=*, Yamada^Tarou, true",
        "*=*, '', false"
    })
    void comparesAKeyOfOneGroupWithEachGroupAndAKeyOfSeveralGroupByGroup(String key, String stored, boolean expected) {
        assertThat(ignoring(key, stored)).isEqualTo(expected);
    }

    @Test
    void aNameOfAsterisksInGroupsIsNotUniversal() {
        WorklistMatcher matcher = Worklists.matcher(Tags.PATIENT_NAME, "*=*");

        assertThat(matcher.matches(Worklists.step())).isTrue();
        assertThat(matcher.matches(Worklists.with(Tags.PATIENT_NAME))).isFalse();
    }

    @Test
    void comparesLiterallyIfToldSo() {
        WorklistOptions literal =
                WorklistOptions.builder().names(PersonNameMatching.LITERAL).build();

        assertThat(matches("Müller*", literal)).isTrue();
        assertThat(matches("müller*", literal)).isFalse();
        assertThat(matches("Muller*", literal)).isFalse();
    }

    private static boolean matches(String key, WorklistOptions options) {
        return WorklistMatcher.of(
                        Worklists.query(
                                DataSet.builder().put(Tags.PATIENT_NAME, key).build()),
                        options)
                .matches(Worklists.step());
    }

    private static boolean ignoring(String key, String stored) {
        return new NameKey(key, PersonNameMatching.IGNORING_CASE_AND_ACCENTS).matches(stored);
    }
}
