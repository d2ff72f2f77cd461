package io.github.swfsdk.hl7.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.hl7.Hl7Reader;
import io.github.swfsdk.hl7.Samples;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Patient registrations, updates and merges. */
class PatientMapperTest {
    private static final PatientMapper MAPPER = PatientMapper.standard();

    @Test
    void anUpdateCarriesTheDemographics() {
        Patient patient = MAPPER.toPatient(read(Samples.UPDATE));
        assertThat(patient.id()).contains(new PatientId("P4711", "HOSPITAL"));
        assertThat(patient.attributes().text(Tags.PATIENT_NAME)).isEqualTo("HEIDER^ANNA^MARIA^DR^JR");
        assertThat(patient.attributes().text(Tags.CURRENT_PATIENT_LOCATION)).isEqualTo("4EAST 112 2 HOSPITAL");
    }

    @Test
    void anUpdateClearsWhatIsMarkedAndLeavesWhatIsEmpty() {
        DataSet patient = MAPPER.toPatient(
                        read(Samples.UPDATE.replace("|19620423|F|", "|\"\"||").replace("+49 30 1234567", "\"\"")))
                .attributes();
        assertThat(patient.contains(Tags.PATIENT_BIRTH_DATE)).isTrue();
        assertThat(patient.hasValue(Tags.PATIENT_BIRTH_DATE)).isFalse();
        assertThat(patient.contains(Tags.PATIENT_TELEPHONE_NUMBERS)).isTrue();
        assertThat(patient.hasValue(Tags.PATIENT_TELEPHONE_NUMBERS)).isFalse();
        assertThat(patient.contains(Tags.PATIENT_SEX)).isFalse();
    }

    @Test
    void anUnknownSexIsRefused() {
        refused(Samples.UPDATE.replace("|F|", "|Z|"), 103, "PID[1]-8");
    }

    @Test
    void aMergeNamesBothIdentifiers() {
        PatientMapper.Merge merge = MAPPER.toMerge(read(Samples.MERGE));
        assertThat(merge.surviving().id()).contains(new PatientId("P4711", "HOSPITAL"));
        assertThat(merge.subsumed()).isEqualTo(new PatientId("TEMP1", "HOSPITAL"));
    }

    @Test
    void aMergeOfAPatientWithItselfIsRefused() {
        refusedMerge(Samples.MERGE.replace("TEMP1", "P4711"), 205, "MRG[1]-1");
    }

    @Test
    void aMergeNeedsMrg1AndPid3() {
        refusedMerge(Samples.MERGE.replace("TEMP1^^^HOSPITAL&1.2.276.0.99&ISO", ""), 101, "MRG[1]-1");
        refusedMerge(Samples.MERGE.replace("MRG|", "ZZZ|"), 101, "MRG[1]-1");
        refusedMerge(Samples.MERGE.replace("P4711^^^HOSPITAL&1.2.276.0.99&ISO", ""), 101, "PID[1]-3");
    }

    @Test
    void severalMergesInOneMessageAreRefused() {
        refusedMerge(Samples.MERGE + Samples.PID + "\rMRG|TEMP2\r", 100, "PID[2]");
    }

    private static Hl7Message read(String message) {
        return Hl7Reader.read(message.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String message, int code, String location) {
        check(catchThrowableOfType(Hl7FormatException.class, () -> MAPPER.toPatient(read(message))), code, location);
    }

    private static void refusedMerge(String message, int code, String location) {
        check(catchThrowableOfType(Hl7FormatException.class, () -> MAPPER.toMerge(read(message))), code, location);
    }

    private static void check(Hl7FormatException failure, int code, String location) {
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure.code().code()).isEqualTo(code);
        assertThat(failure.location()).hasToString(location);
    }
}
