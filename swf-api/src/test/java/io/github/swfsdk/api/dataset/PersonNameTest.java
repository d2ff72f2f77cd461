package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The names are the examples of PS3.5, 6.2.1.1 and Annex H. */
class PersonNameTest {
    @Test
    void readsTheFiveComponents() {
        PersonName name = PersonName.parse("Adams^John Robert Quincy^^Rev.^B.A. M.Div.");

        assertThat(name.alphabetic())
                .isEqualTo(new PersonName.Group("Adams", "John Robert Quincy", "", "Rev.", "B.A. M.Div."));
        assertThat(name).hasToString("Adams^John Robert Quincy^^Rev.^B.A. M.Div.");
    }

    @Test
    void readsTheThreeGroups() {
        PersonName name = PersonName.parse("Yamada^Tarou=山田^太郎=やまだ^たろう");

        assertThat(name.alphabetic().family()).isEqualTo("Yamada");
        assertThat(name.ideographic().given()).isEqualTo("太郎");
        assertThat(name.phonetic().family()).isEqualTo("やまだ");
    }

    @Test
    void keepsAnEmptyGroupBeforeAnother() {
        assertThat(PersonName.parse("=山田^太郎")).hasToString("=山田^太郎");
        assertThat(PersonName.parse("=山田^太郎").alphabetic().isEmpty()).isTrue();
    }

    @Test
    void writesNoTrailingDelimiters() {
        assertThat(PersonName.parse("Doe^^^^==")).hasToString("Doe");
        assertThat(PersonName.of("Doe", "Jane")).hasToString("Doe^Jane");
        assertThat(PersonName.parse("^^^^").isEmpty()).isTrue();
    }
}
