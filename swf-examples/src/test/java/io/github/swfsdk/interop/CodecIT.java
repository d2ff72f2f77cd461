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
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the objects that pydicom installs, and lets other implementations judge what is read and written. */
class CodecIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Not well-formed, so that they must not be written again as they are, or compressed; each with the rule. */
    private static final Map<String, String> WRITTEN_OTHERWISE = Map.of(
            "693_J2KI.dcm", "group lengths are wrong (PS3.5, 7.2)",
            "chrJapMulti.dcm", "group lengths are wrong (PS3.5, 7.2)",
            "chrKoreanMulti.dcm", "group lengths are wrong (PS3.5, 7.2)",
            "SC_rgb_jpeg.dcm", "implicit against its transfer syntax (PS3.5, A.4)",
            "nested_priv_SQ.dcm", "odd length of a value (PS3.5, 7.1.1)",
            "meta_missing_tsyntax.dcm", "odd length of a value (PS3.5, 7.1.1), no transfer syntax (PS3.10, 7.1)",
            "no_meta_group_length.dcm", "file meta information without its length (PS3.10, 7.1)",
            "image_dfl.dcm", "well-formed; RFC 1951 leaves the compressed bytes to the compressor (PS3.5, A.5)");

    @Test
    void readsEachObjectOfPydicom() throws IOException {
        Peers.require(Peer.PYDICOM);
        List<Path> files = PydicomFiles.all();
        for (Path file : files) {
            if (PydicomFiles.isBroken(file)) {
                assertThatThrownBy(() -> DicomFile.read(file))
                        .as(PydicomFiles.name(file))
                        .isInstanceOf(DicomFormatException.class);
            } else {
                assertThat(DicomFile.read(file).dataSet().isEmpty())
                        .as(PydicomFiles.name(file))
                        .isFalse();
            }
        }
        assertThat(files).hasSizeGreaterThan(150);
    }

    /** The whole file: preamble, file meta information and data set. */
    @Test
    void writesWellFormedObjectsBackByteForByte() throws IOException {
        Peers.require(Peer.PYDICOM);
        Set<String> otherwise = new TreeSet<>();
        int same = 0;
        for (Path file : PydicomFiles.readable()) {
            if (Arrays.equals(Files.readAllBytes(file), rewritten(file))) {
                same++;
            } else {
                otherwise.add(PydicomFiles.name(file));
            }
        }
        assertThat(otherwise).isEqualTo(new TreeSet<>(WRITTEN_OTHERWISE.keySet()));
        assertThat(same).isGreaterThan(150);
    }

    /** The compressed bytes are another compressor's; what they hold is the same, byte for byte. */
    @Test
    void writesADeflatedObjectBackWithTheSameContent() throws IOException {
        Peers.require(Peer.PYDICOM);
        Path file = Peers.pydicomTestFiles().resolve("image_dfl.dcm");

        assertThat(inflated(new ByteArrayInputStream(rewritten(file)))).isEqualTo(inflated(Files.newInputStream(file)));
    }

    private static byte[] inflated(InputStream file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file, ReadOptions.forFiles());
                InputStream inflated = new InflaterInputStream(reader.content(), new Inflater(true))) {
            return inflated.readAllBytes();
        }
    }

    @Test
    void passesEachObjectThroughUnchanged() throws IOException {
        Peers.require(Peer.PYDICOM);
        for (Path file : PydicomFiles.readable()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DicomFileReader reader = DicomFileReader.open(file);
                    InstanceStream instance =
                            InstanceStream.open(reader.content(), reader.transferSyntax(), ReadLimits.forMessages())) {
                instance.transferTo(out);
            }
            assertThat(out.toByteArray()).as(PydicomFiles.name(file)).isEqualTo(content(file));
        }
    }

    @Test
    void readsTheValuesThatDcmtkReads() throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DCMTK);
        int compared = 0;
        List<Path> files = PydicomFiles.readable();
        files.removeIf(file -> PydicomFiles.name(file)
                .startsWith("chrSQEncoding")); // of items with their own, dcm2json copies the bytes
        for (Path file : files) {
            DicomFile read = DicomFile.read(file);
            try (PeerProcess dcm2json =
                    PeerProcess.start(Peers.tool("dcm2json").toString(), "-q", "-fc", file.toString())) {
                // it refuses compressed pixel data, and some character sets
                if (dcm2json.awaitExit(DEADLINE) == 0) {
                    boolean explicit = read.transferSyntax().explicitVr();
                    assertThat(DicomJsonComparison.differences(
                                    read.dataSet(), Json.object(dcm2json.output()), explicit))
                            .as(PydicomFiles.name(file))
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
        List<Path> files = PydicomFiles.all().stream()
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
        for (Path file : PydicomFiles.readable()) {
            DicomFile read = DicomFile.read(file);
            for (SequenceLengths lengths : SequenceLengths.values()) {
                Path written = write(read, target(read.transferSyntax()), lengths, folder.resolve("file.dcm"));
                String dump =
                        PeerProcess.run(DEADLINE, Peers.tool("dcmdump").toString(), "-v", "+L", written.toString());
                assertThat(dump.lines().filter(line -> line.startsWith("W: ") || line.startsWith("E: ")))
                        .as(PydicomFiles.name(file))
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

    /** The file written again; of one without file meta information the data set only. */
    private static byte[] rewritten(Path path) throws IOException {
        DicomFile file = DicomFile.read(path);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out, WriteOptions.defaults());
        byte[] all = out.toByteArray();
        if (!file.meta().dataSet().isEmpty()) {
            return all;
        }
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(all), ReadOptions.forFiles())) {
            return reader.content().readAllBytes();
        }
    }

    private static WriteOptions options(SequenceLengths lengths) {
        return WriteOptions.builder().sequenceLengths(lengths).build();
    }

    private static byte[] content(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            return reader.content().readAllBytes();
        }
    }
}
