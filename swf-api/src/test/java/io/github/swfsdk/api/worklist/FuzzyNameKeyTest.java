package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyNameKeyTest {
    /** Codes as the National Archives of the United States give them. */
    @ParameterizedTest
    @CsvSource({
        "washington, w252",
        "lee, l000",
        "gutierrez, g362",
        "pfister, p236",
        "jackson, j250",
        "tymczak, t522",
        "ashcraft, a261",
        "vandeusen, v532"
    })
    void codesWordsAsSoundexDoes(String word, String code) {
        assertThat(FuzzyNameKey.soundex(word)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Meier^Anna, Meyer^Anna, true",
        "Anna^Meyer, Meyer^Anna, true",
        "Meyer, Meyer^Anna, true",
        "Mül*^Jo*, Müller^Jörg, true",
        "jo* muller, Müller^Jörg, true",
        "山田, Yamada^Tarou=山田^太郎, true",
        "Meyer^Berta, Meyer^Anna, false",
        "Schulz, Meyer^Anna, false",
        "A^Meyer, Meyer^Anna, false",
        "L^Meyer, Lee^Meyer, false", // both are coded l000
        "Meyer, '', false",
    })
    void matchesWordsThatAreThereOrSoundAlike(String key, String name, boolean matches) {
        assertThat(new FuzzyNameKey(key).matches(name)).isEqualTo(matches);
    }

    @Test
    void keepsTheKeyFromProvidersThatWouldNarrowByIt() {
        DataSet identifier = DataSet.builder()
                .put(Tags.PATIENT_NAME, "Meier")
                .put(Tags.PATIENT_ID, "P1")
                .build();
        WorklistMatcher matcher = WorklistMatcher.of(
                new WorklistQuery(identifier, "CT1"), WorklistOptions.defaults().withNames(PersonNameMatching.FUZZY));
        assertThat(matcher.query().identifier().hasValue(Tags.PATIENT_NAME)).isFalse();
        assertThat(matcher.query().patientId()).contains("P1");
    }
}
