package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.PersonNameMatching;
import io.github.swfsdk.api.worklist.WorklistLeniency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorklistProfilesTest {
    @TempDir
    Path folder;

    @Test
    void readsEachSetting() throws IOException {
        WorklistProfile profile = read("""
                        # the old scanner
                        CT1.modality = CT
                        CT1.days = 0 1
                        CT1.stations = CTSCAN=CT1, CTOLD = CT2
                        CT1.return = 00101020, 00101030
                        CT1.names = family-and-given
                        CT1.max-answers = 200
                        CT1.started = hidden
                        CT1.character-set = ISO 2022 IR 6\\\\ISO 2022 IR 87
                        CT1.tolerate = asterisk-means-all, several-values
                        CT1.name-matching = literal
                        CT1.match = 00104000
                        CT1.time-zone = Europe/Berlin
                        """).apply("CT1");

        assertThat(profile.modality()).contains("CT");
        assertThat(profile.days()).contains(new WorklistProfile.Days(0, 1));
        assertThat(profile.stations()).containsOnly(entry("CTSCAN", "CT1"), entry("CTOLD", "CT2"));
        assertThat(profile.returned()).containsExactlyInAnyOrder(Tags.PATIENT_SIZE, Tags.PATIENT_WEIGHT);
        assertThat(profile.names()).isEqualTo(WorklistProfile.NameFormat.FAMILY_AND_GIVEN);
        assertThat(profile.maxAnswers()).isEqualTo(200);
        assertThat(profile.startedStepsVisible()).isFalse();
        assertThat(profile.characterSet()).containsExactly("ISO 2022 IR 6", "ISO 2022 IR 87");
        assertThat(profile.matching().leniencies()).containsExactlyInAnyOrder(WorklistLeniency.values());
        assertThat(profile.matching().names()).isEqualTo(PersonNameMatching.LITERAL);
        assertThat(profile.matching().timeZone()).contains(ZoneId.of("Europe/Berlin"));
        assertThat(profile.matching().furtherKeys()).containsExactly(Tags.PATIENT_COMMENTS);
    }

    @Test
    void givesEachDeviceItsOwnAndTheOthersThatOfAll() throws IOException {
        WorklistProfiles profiles = read("MR\\ 1.modality = MR\n*.max-answers = 5\nA.B.modality = US\n");
        assertThat(profiles.apply("MR 1").modality()).contains("MR");
        assertThat(profiles.apply("MR 1").maxAnswers()).isEqualTo(Integer.MAX_VALUE);
        assertThat(profiles.apply("A.B").modality()).contains("US");
        assertThat(profiles.apply("CT9").maxAnswers()).isEqualTo(5);
    }

    @Test
    void givesTheDefaultsToDevicesOfWhichNothingIsSaid() throws IOException {
        assertThat(read("CT1.modality = CT\n").apply("CT2")).isSameAs(WorklistProfile.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "modality = CT, modality is not an AE title and a setting",
        "CT1.colour = red, CT1.colour: there is no such setting",
        "CT1.days = 1, CT1.days: two numbers are expected: days before today and after it",
        "CT1.days = -1 2, 'CT1.days: days must not be negative, but were -1 and 2'",
        "CT1.max-answers = many, CT1.max-answers: a number is expected",
        "CT1.started = maybe, 'CT1.started: one of visible, hidden is expected'",
        "CT1.stations = CT1, CT1.stations: asked=scheduled is expected",
        "CT1.character-set = LATIN 1, 'CT1.character-set: there is no character set [LATIN 1]'",
        "CT1.time-zone = MEZ, CT1.time-zone: a time zone such as Europe/Berlin or +01:00 is expected",
        "CT1.return = size, 'CT1.return: a tag is written (gggg,eeee) or ggggeeee, but was size'",
    })
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesASettingThatIsThereTwice() {
        assertThatThrownBy(() -> read("CT1.modality = CT\nCT1.modality = MR\n"))
                .hasMessage("CT1.modality is there twice");
    }

    private WorklistProfiles read(String text) throws IOException {
        return WorklistProfiles.read(Files.writeString(folder.resolve("profiles"), text));
    }
}
