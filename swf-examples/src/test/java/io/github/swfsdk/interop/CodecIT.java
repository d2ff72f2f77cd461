package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.InstanceStream;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the objects that pydicom installs, and lets other implementations judge what is read and written. */
class CodecIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Cut off, with an item that is longer than its sequence, or with a first byte of its own. */
    private static final Set<String> BROKEN =
            Set.of("MR_truncated.dcm", "rtplan_truncated.dcm", "DICOMDIR-nooffset", "no_meta.dcm");

    private static final Set<String> NOT_DICOM = Set.of("dump", "gz", "json", "md", "py", "pyc", "txt", "zip");

    /** Well-formed, but one of several ways to write the same; or not well-formed, and not repeated. */
    private static final Set<String> WRITTEN_OTHERWISE = Set.of(
            "693_J2KI.dcm", // group lengths; lengths of sequences both defined and undefined
            "UN_sequence.dcm", // a sequence as UN
            "reportsi.dcm", // empty sequences of undefined length
            "chrJapMulti.dcm",
            "chrJapMultiExplicitIR6.dcm",
            "chrKoreanMulti.dcm",
            "chrSQEncoding.dcm", // escape sequences that change nothing
            "chrSQEncoding1.dcm",
            "image_dfl.dcm", // deflated by another compressor
            "SC_rgb_jpeg.dcm", // implicit against its transfer syntax
            "meta_missing_tsyntax.dcm",
            "nested_priv_SQ.dcm"); // odd lengths

    @Test
    void readsEachObjectOfPydicom() throws IOException {
        Peers.require(Peer.PYDICOM);
        List<Path> files = files();
        for (Path file : files) {
            if (BROKEN.contains(name(file))) {
                assertThatThrownBy(() -> DicomFile.read(file)).as(name(file)).isInstanceOf(DicomFormatException.class);
            } else {
                assertThat(DicomFile.read(file).dataSet().isEmpty())
                        .as(name(file))
                        .isFalse();
            }
        }
        assertThat(files).hasSizeGreaterThan(150);
    }

    @Test
    void writesWellFormedObjectsBackByteForByte() throws IOException {
        Peers.require(Peer.PYDICOM);
        Set<String> otherwise = new TreeSet<>();
        for (Path file : readable()) {
            DicomFile read = DicomFile.read(file);
            if (!read.transferSyntax().bigEndian()) {
                byte[] original = content(file);
                boolean same = Stream.of(SequenceLengths.values())
                        .anyMatch(lengths -> Arrays.equals(original, dataSet(read, lengths)));
                if (!same) {
                    otherwise.add(name(file));
                }
            }
        }
        assertThat(otherwise).isEqualTo(new TreeSet<>(WRITTEN_OTHERWISE));
    }

    @Test
    void passesEachObjectThroughUnchanged() throws IOException {
        Peers.require(Peer.PYDICOM);
        for (Path file : readable()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DicomFileReader reader = DicomFileReader.open(file);
                    InstanceStream instance =
                            InstanceStream.open(reader.content(), reader.transferSyntax(), ReadLimits.forMessages())) {
                instance.transferTo(out);
            }
            assertThat(out.toByteArray()).as(name(file)).isEqualTo(content(file));
        }
    }

    @Test
    void readsTheValuesThatDcmtkReads() throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DCMTK);
        int compared = 0;
        List<Path> files = readable();
        files.removeIf(
                file -> name(file).startsWith("chrSQEncoding")); // of items with their own, dcm2json copies the bytes
        for (Path file : files) {
            DicomFile read = DicomFile.read(file);
            try (PeerProcess dcm2json =
                    PeerProcess.start(Peers.tool("dcm2json").toString(), "-q", "-fc", file.toString())) {
                // it refuses compressed pixel data, and some character sets
                if (dcm2json.awaitExit(DEADLINE) == 0) {
                    boolean explicit = read.transferSyntax().explicitVr();
                    assertThat(DicomJsonComparison.differences(
                                    read.dataSet(), Json.object(dcm2json.output()), explicit))
                            .as(name(file))
                            .isEmpty();
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void readsTheNamesThatPydicomReads() throws IOException {
        Peers.require(Peer.PYDICOM);
        String script = "import sys, pydicom\n"
                + "for f in sys.argv[1:]:\n"
                + "  d = pydicom.dcmread(f)\n"
                + "  n = d.get('PatientName') or d[0x00321064][0].PatientName\n"
                + "  sys.stdout.buffer.write((f + '\\t' + str(n) + '\\n').encode('utf-8'))\n";
        List<Path> files = files().stream()
                .filter(file -> file.getParent().endsWith("charset_files"))
                .toList();
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", script));
        files.forEach(file -> command.add(file.toString()));

        Map<String, PersonName> expected = PeerProcess.run(DEADLINE, command.toArray(String[]::new))
                .lines()
                .filter(line -> line.contains("\t"))
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(part -> part[0], part -> PersonName.parse(part[1])));

        Map<String, PersonName> read = new TreeMap<>();
        for (Path file : files) {
            DataSet dataSet = DicomFile.read(file).dataSet();
            DataSet named = dataSet.hasValue(Tags.PATIENT_NAME)
                    ? dataSet
                    : dataSet.item(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE).orElseThrow();
            read.put(file.toString(), named.personName(Tags.PATIENT_NAME).orElseThrow());
        }
        assertThat(read).hasSize(17).isEqualTo(expected);
    }

    @Test
    void writesFilesThatDcmtkReads(@TempDir Path folder) throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DCMTK);
        for (Path file : readable()) {
            DicomFile read = DicomFile.read(file);
            for (SequenceLengths lengths : SequenceLengths.values()) {
                Path written = write(read, target(read.transferSyntax()), lengths, folder.resolve("file.dcm"));
                String dump =
                        PeerProcess.run(DEADLINE, Peers.tool("dcmdump").toString(), "-v", "+L", written.toString());
                assertThat(dump.lines().filter(line -> line.startsWith("W: ") || line.startsWith("E: ")))
                        .as(name(file))
                        .allMatch(CodecIT::isOfContent);
            }
        }
    }

    /** dciodvfy has to say of our file what it says of the original: nothing more. */
    @Test
    void writesFilesThatDciodvfyJudgesLikeTheOriginals(@TempDir Path folder) throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DICOM3TOOLS);
        for (String name : List.of(
                "CT_small.dcm", "MR_small.dcm", "JPEG2000.dcm", "rtplan.dcm", "test-SR.dcm", "liver_1frame.dcm")) {
            Path file = Peers.pydicomTestFiles().resolve(name);
            DicomFile read = DicomFile.read(file);
            String original = judge(file);
            assertThat(original).isNotBlank();
            for (SequenceLengths lengths : SequenceLengths.values()) {
                Path written = write(read, read.transferSyntax(), lengths, folder.resolve("file.dcm"));
                assertThat(judge(written)).as(name).isEqualTo(original);
            }
        }
    }

    private static String judge(Path file) {
        try (PeerProcess dciodvfy = PeerProcess.start(Peers.tool("dciodvfy").toString(), file.toString())) {
            dciodvfy.awaitExit(DEADLINE);
            return dciodvfy.output();
        }
    }

    /** Big endian is read only. */
    private static TransferSyntax target(TransferSyntax source) {
        return source.bigEndian() ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN : source;
    }

    /** What the content of some objects deserves, however it is encoded. */
    private static boolean isOfContent(String complaint) {
        return complaint.contains("(CP-246)")
                || complaint.contains("not a multiple of")
                || complaint.contains("Invalid Element (0001,");
    }

    private static Path write(DicomFile file, TransferSyntax syntax, SequenceLengths lengths, Path target)
            throws IOException {
        FileMetaInformation meta = new FileMetaInformation(file.meta().dataSet().toBuilder()
                .put(Tags.TRANSFER_SYNTAX_UID, syntax.uid())
                .build());
        try (OutputStream out = Files.newOutputStream(target)) {
            new DicomFile(meta, syntax, file.dataSet()).write(out, options(lengths));
        }
        return target;
    }

    private static byte[] dataSet(DicomFile file, SequenceLengths lengths) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        FileMetaInformation any = new FileMetaInformation(DataSet.builder()
                .put(Tags.SOURCE_APPLICATION_ENTITY_TITLE, "ANY")
                .build());
        try {
            new DicomFile(any, file.transferSyntax(), file.dataSet()).write(all, options(lengths));
            any.write(meta);
        } catch (IOException e) {
            throw new AssertionError(e); // arrays do not fail
        }
        byte[] bytes = all.toByteArray();
        return Arrays.copyOfRange(bytes, meta.size(), bytes.length);
    }

    private static WriteOptions options(SequenceLengths lengths) {
        return WriteOptions.builder().sequenceLengths(lengths).build();
    }

    private static byte[] content(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            return reader.content().readAllBytes();
        }
    }

    private static List<Path> readable() throws IOException {
        List<Path> files = files();
        files.removeIf(file -> BROKEN.contains(name(file)));
        return files;
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Peers.pydicomTestFiles(), Peers.pydicomCharsetFiles())) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !name(file).startsWith("README") && !NOT_DICOM.contains(extension(file)))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String extension(Path file) {
        return name(file).substring(name(file).lastIndexOf('.') + 1);
    }
}
