package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.examples.department.StorageKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code serve} with profiles, character sets, private keys and time zones, as findscu sees it. Each setting has a device of its
 * own; {@code PLAIN} has none.
 */
class WorklistServeIT {
    private static final String AE = "SWF";
    private static final Tag ACME_KEPT = Tag.of(0x00311001);
    private static final Tag ACME_ASKED = Tag.of(0x00312001);

    private static final String PROFILES = """
            LATIN.character-set = ISO_IR 100
            WEIGHT.return = 00101030
            ALIAS.stations = ROOM7=MR1
            MR.modality = MR
            SOON.days = 0 36500
            NAMES.names = family-and-given
            FEW.max-answers = 1
            FRESH.started = hidden
            LENIENT.tolerate = asterisk-means-all, several-values
            LITERAL.name-matching = literal
            MORE.match = 00104000
            BERLIN.time-zone = Europe/Berlin
            """;

    @TempDir
    static Path folder;

    private static ServeProcess department;

    @BeforeAll
    static void start() throws IOException {
        Peers.require(Peer.DCMTK);
        Path worklist = Files.createDirectory(folder.resolve("worklist"));
        write(
                worklist.resolve("a.wl"),
                item("A", "CT", "CT1", "20010105", "Müller^Jörg^^Dr").build());
        write(
                worklist.resolve("b.wl"),
                item("B", "MR", "MR1", "20990105", "Yamada^Tarou=山田^太郎")
                        .put(Tags.PATIENT_COMMENTS, "claustrophobic")
                        .put(Tags.TIMEZONE_OFFSET_FROM_UTC, "+0000")
                        .put(Tag.of(0x00310010), Vr.LO, "ACME")
                        .put(ACME_KEPT, Vr.LO, "kept")
                        .build());
        department = ServeProcess.start(
                folder.resolve("data"),
                StorageKind.FILE,
                "--worklist=" + worklist,
                "--profiles=" + Files.writeString(folder.resolve("profiles"), PROFILES));
    }

    @AfterAll
    static void stop() {
        if (department != null) {
            department.close();
        }
    }

    /** Each filter with a device that has it and with one that has not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | '' | A B",
                "MR | '' | B",
                "MR | (0008,0060) CS [CT] | A",
                "SOON | '' | B",
                "SOON | (0040,0002) DA [20010105] | A",
                "FRESH | '' | A",
                "PLAIN | (0040,0001) AE [ROOM7] | ''",
                "ALIAS | (0040,0001) AE [ROOM7] | B",
                "PLAIN | (0008,0060) CS [*] | ''",
                "LENIENT | (0008,0060) CS [*] | A B",
                "PLAIN | (0008,0060) CS [US\\CT] | refused",
                "LENIENT | (0008,0060) CS [US\\CT] | A",
                "PLAIN | (0040,0006) PN [BERG*] | A B",
                "LITERAL | (0040,0006) PN [BERG*] | ''",
                // half past midnight in Berlin, scheduled half an hour before it in Greenwich
                "PLAIN | (0040,0002) DA [20990106] | ''",
                "BERLIN | (0040,0002) DA [20990106] | B",
            })
    void answersEachDeviceTheStepsThatItsProfileLeaves(String device, String key, String expected) throws IOException {
        Dcmtk.Found found = ask(device, dump("", key), StandardCharsets.US_ASCII);

        assertThat(found.log()).contains(expected.equals("refused") ? "0xa900" : "0x0000");
        assertThat(ids(found)).isEqualTo(expected.equals("refused") ? "" : expected);
    }

    @Test
    void returnsWhatTheDeviceForgetsToAskFor() throws IOException {
        assertThat(ask("PLAIN", "(0010,0020) LO [A]").answers().get(0).contains(Tags.PATIENT_WEIGHT))
                .isFalse();
        assertThat(ask("WEIGHT", "(0010,0020) LO [A]").answers().get(0).text(Tags.PATIENT_WEIGHT))
                .isEqualTo("72.5");
    }

    @Test
    void answersWithTheStationAsTheDeviceCallsIt() throws IOException {
        Dcmtk.Found found = ask("ALIAS", dump("", "(0040,0001) AE [ROOM7]"), StandardCharsets.US_ASCII);

        assertThat(new ScheduledStep(found.answers().get(0)).stationAeTitles()).containsExactly("ROOM7");
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, Yamada^Tarou=山田^太郎", "NAMES, Yamada^Tarou"})
    void writesNamesAsTheDeviceReadsThem(String device, String name) throws IOException {
        DataSet answer =
                ask(device, "(0010,0020) LO [B]", "(0010,0010) PN []").answers().get(0);

        assertThat(answer.text(Tags.PATIENT_NAME)).isEqualTo(name);
    }

    @Test
    void endsWithAFailureIfMoreMatchThanTheDeviceMayGet() throws IOException {
        Dcmtk.Found few = ask("FEW", "(0010,0010) PN []");
        Dcmtk.Found enough = ask("FEW", "(0010,0020) LO [A]");

        assertThat(few.answers()).hasSize(1);
        assertThat(few.log()).contains("0xa700");
        assertThat(enough.answers()).hasSize(1);
        assertThat(enough.log()).contains("0x0000").doesNotContain("0xa700");
    }

    /** FF01H as DCMTK names it, or FF00H; such a key does not filter. */
    @Test
    void saysThatAKeyIsNotSupportedUnlessTheProfileHasIt() throws IOException {
        Dcmtk.Found plain = ask("PLAIN", "(0010,4000) LT [claustro*]");
        Dcmtk.Found more = ask("MORE", "(0010,4000) LT [claustro*]");

        assertThat(ids(plain)).isEqualTo("A B");
        assertThat(plain.log()).contains("0xff01").doesNotContain("0xff00");
        assertThat(ids(more)).isEqualTo("B");
        assertThat(more.log()).contains("0xff00").doesNotContain("0xff01");
    }

    @Test
    void findsAPrivateAttributeByItsCreator() throws IOException {
        DataSet answer = ask("PLAIN", "(0031,0020) LO [ACME]", "(0031,2001) LO []", "(0010,0020) LO [B]")
                .answers()
                .get(0);

        assertThat(answer.text(Tag.of(0x00310020))).isEqualTo("ACME");
        assertThat(answer.text(ACME_ASKED)).isEqualTo("kept");
        assertThat(answer.contains(ACME_KEPT)).isFalse();
        assertThat(ask("PLAIN", "(0031,0020) LO [OTHER]", "(0031,2001) LO []", "(0010,0020) LO [B]")
                        .answers()
                        .get(0)
                        .contains(ACME_ASKED))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, '', ISO_IR 192", // the default repertoire has no ü
        "PLAIN, ISO_IR 100, ISO_IR 100",
        "PLAIN, ISO_IR 144, ISO_IR 192", // Cyrillic has none either
        "PLAIN, ISO_IR 999, ISO_IR 192", // which nobody knows
        "LATIN, '', ISO_IR 100",
        "LATIN, ISO_IR 192, ISO_IR 100",
    })
    void answersInTheCharacterSetOfTheQueryOrOfTheDevice(String device, String asked, String answered)
            throws IOException {
        DataSet answer = ask(device, characterSet(asked), "(0010,0010) PN []", "(0010,0020) LO [A]")
                .answers()
                .get(0);

        assertThat(answer.text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo(answered);
        assertThat(answer.text(Tags.PATIENT_NAME)).isEqualTo("Müller^Jörg^^Dr");
    }

    /** An answer of letters that every character set has is in the default repertoire, if no other is asked for. */
    @ParameterizedTest
    @CsvSource({"'', ''", "ISO_IR 999, ''", "ISO_IR 100, ISO_IR 100"})
    void saysNothingOfCharacterSetsThatAreNotNeeded(String asked, String answered) throws IOException {
        DataSet answer = ask("PLAIN", characterSet(asked), "(0010,0020) LO [A]")
                .answers()
                .get(0);

        assertThat(answer.text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Müller*, A",
        "ISO_IR 100, ISO-8859-1, MÜLLER*, A",
        "ISO_IR 192, UTF-8, *=山田*, B",
        "\\ISO 2022 IR 87, ISO-2022-JP, *=山田*, B",
        "GB18030, GB18030, 山田^太郎, B",
        "ISO_IR 100, ISO-8859-1, Möller*, ''",
        "ISO_IR 999, US-ASCII, M*, A",
        "'', US-ASCII, Mueller*, ''",
    })
    void readsTheKeysInTheCharacterSetOfTheQuery(String characterSet, String charset, String name, String expected)
            throws IOException {
        Dcmtk.Found found = ask(
                "PLAIN",
                dump(characterSet(characterSet) + "\n(0010,0010) PN [" + name + "]", ""),
                Charset.forName(charset));

        assertThat(found.log()).contains("0x0000");
        assertThat(ids(found)).isEqualTo(expected);
    }

    /** Compared, such a key would match nothing, and the list would look empty. */
    @ParameterizedTest
    @CsvSource({"'', ISO-8859-1", "ISO_IR 999, ISO-8859-1", "ISO_IR 192, ISO-8859-1", "ISO_IR 6, UTF-8"})
    void refusesKeysThatAreNotInTheirCharacterSet(String characterSet, String charset) throws IOException {
        Dcmtk.Found found = ask(
                "PLAIN", dump(characterSet(characterSet) + "\n(0010,0010) PN [Müller*]", ""), Charset.forName(charset));

        assertThat(found.answers()).isEmpty();
        assertThat(found.log()).contains("0xa900").contains("(0010,0010)").contains("not of its character set");
    }

    @Test
    void answersInTheTimeZoneOfTheQuery() throws IOException {
        DataSet answer = ask(
                        "PLAIN",
                        dump("(0008,0201) SH [-0500]", "(0040,0002) DA [20990105]\n(0040,0003) TM [1830]"),
                        StandardCharsets.US_ASCII)
                .answers()
                .get(0);

        assertThat(new ScheduledStep(answer).stepId()).isEqualTo("B");
        assertThat(answer.text(Tags.TIMEZONE_OFFSET_FROM_UTC)).isEqualTo("-0500");
        assertThat(new ScheduledStep(answer).step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME))
                .isEqualTo("183000");
    }

    private static DataSet.Builder item(String id, String modality, String station, String day, String name) {
        return DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tags.PATIENT_NAME, name)
                .put(Tags.PATIENT_ID, id)
                .put(Tags.PATIENT_WEIGHT, "72.5")
                .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id)
                                .put(Tags.MODALITY, modality)
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, day)
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "233000")
                                .put(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, "Berg^Otto")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_STATUS, id.equals("B") ? "STARTED" : "SCHEDULED")
                                .build());
    }

    private static void write(Path file, DataSet dataSet) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
        new DicomFile(FileMetaInformation.of(instance, syntax), syntax, dataSet).write(file);
    }

    /** Asks for the step ID, with these lines of a dump at the top level. */
    private static Dcmtk.Found ask(String device, String... keys) throws IOException {
        return ask(device, dump(String.join("\n", keys), ""), StandardCharsets.US_ASCII);
    }

    private static Dcmtk.Found ask(String device, String dump, Charset charset) throws IOException {
        Path asked = Files.createTempDirectory(folder, "asked");
        Path text = Files.write(asked.resolve("query.dump"), dump.getBytes(charset));
        Path query = Dcmtk.dump2dcm(text, asked.resolve("query.dcm"));
        return Dcmtk.findscuAs(device, department.dicomPort(), AE, query, Files.createTempDirectory(folder, "answers"));
    }

    private static String dump(String keys, String stepKeys) {
        return keys + "\n(0040,0100) SQ\n(fffe,e000) -\n(0040,0009) SH []\n" + stepKeys
                + "\n(fffe,e00d) -\n(fffe,e0dd) -\n";
    }

    private static String characterSet(String values) {
        return values.isEmpty() ? "" : "(0008,0005) CS [" + values + "]";
    }

    private static String ids(Dcmtk.Found found) {
        List<String> ids = found.answers().stream()
                .map(item -> new ScheduledStep(item).stepId())
                .sorted()
                .toList();
        return String.join(" ", ids);
    }
}
