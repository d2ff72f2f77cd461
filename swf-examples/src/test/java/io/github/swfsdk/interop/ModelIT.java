package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.DicomJson;
import io.github.swfsdk.dicom.io.DicomXml;
import io.github.swfsdk.dicom.io.ModelOptions;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON and XML documents of the objects that pydicom installs, against those of DCMTK and of pydicom. */
class ModelIT {
    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final ReadOptions OPTIONS = ReadOptions.forFiles();

    /** Holds 1A as a number; holds (0028,0009) as UN, which pydicom reads from no document. */
    private static final Set<String> REFUSED_BY_PYDICOM =
            Set.of("badVR.dcm", "rtdose_rle.dcm", "rtdose_rle_1frame.dcm");

    /** Writers of other documents refer to encapsulated pixels as well. */
    private static final ModelOptions REFERRING = ModelOptions.builder()
            .bulkData(value -> value.encapsulated() ? Optional.of("elsewhere") : Optional.empty())
            .build();

    @Test
    void agreesWithDcm2json() throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DCMTK);
        int compared = 0;
        for (Path file : PydicomFiles.readable()) {
            // of items with their own character set, dcm2json copies the bytes
            boolean comparable = !PydicomFiles.name(file).startsWith("chrSQEncoding");
            Optional<String> theirs = comparable ? printed("dcm2json", "-q", "-fc", file.toString()) : Optional.empty();
            if (theirs.isEmpty()) {
                continue; // it refuses compressed pixel data, and some character sets
            }
            String ours = json(file);
            boolean explicit = isExplicit(file);
            assertThat(DicomJsonComparison.differences(read(ours), Json.object(theirs.get()), explicit))
                    .as("our document of " + PydicomFiles.name(file))
                    .isEmpty();
            assertThat(DicomJsonComparison.differences(read(theirs.get()), Json.object(ours), explicit))
                    .as("DCMTK's document of " + PydicomFiles.name(file))
                    .isEmpty();
            compared++;
        }
        assertThat(compared).isGreaterThan(100);
    }

    /**
     * Values of bytes are left out: in this form dcm2xml writes none. Two files have private elements without a creator, of
     * which it leaves the block out, so that nobody can find it again; in two it takes an empty third group of a name for
     * the second once more.
     */
    @Test
    void readsTheDocumentsOfDcm2xml() throws IOException {
        Peers.require(Peer.PYDICOM, Peer.DCMTK);
        int compared = 0;
        for (Path file : PydicomFiles.readable()) {
            String name = PydicomFiles.name(file);
            boolean comparable = !name.startsWith("chrSQEncoding")
                    && !Set.of("UN_sequence.dcm", "waveform_ecg.dcm", "chrX1.dcm", "chrX2.dcm")
                            .contains(name);
            Optional<String> theirs =
                    comparable ? printed("dcm2xml", "-q", "-nat", "+Xn", "+U8", file.toString()) : Optional.empty();
            if (theirs.isEmpty()) {
                continue; // it refuses some character sets
            }
            DataSet read = DicomXml.read(stream(theirs.get()), OPTIONS, (tag, uri) -> Optional.empty());
            assertThat(DicomJsonComparison.differences(
                            withoutBytes(read),
                            Json.object(json(withoutBytes(DicomFile.read(file).dataSet()))),
                            isExplicit(file)))
                    .as(name)
                    .isEmpty();
            compared++;
        }
        assertThat(compared).isGreaterThan(100);
    }

    /** What was read from a file comes back from both documents, but for what a document does not tell. */
    @Test
    void readsItsOwnDocuments() throws IOException {
        Peers.require(Peer.PYDICOM);
        for (Path file : PydicomFiles.readable()) {
            DataSet json = read(json(file));
            DataSet xml = DicomXml.read(stream(xml(file)), OPTIONS, (tag, uri) -> Optional.empty());
            assertThat(DicomJsonComparison.differences(json, Json.object(json(xml)), true))
                    .as(PydicomFiles.name(file))
                    .isEmpty();
            DataSet original = withoutFragments(DicomFile.read(file).dataSet());
            assertThat(DicomJsonComparison.differences(original, Json.object(json(json)), true))
                    .as(PydicomFiles.name(file))
                    .isEmpty();
        }
    }

    /** pydicom makes files of our JSON, and we read them. */
    @Test
    void writesDocumentsThatPydicomReads(@TempDir Path folder) throws IOException {
        Peers.require(Peer.PYDICOM);
        List<Path> documents = new ArrayList<>();
        List<DataSet> originals = new ArrayList<>();
        for (Path file : PydicomFiles.readable()) {
            DataSet original = withoutFragments(DicomFile.read(file).dataSet());
            if (isExplicit(file) && !REFUSED_BY_PYDICOM.contains(PydicomFiles.name(file))) {
                documents.add(Files.writeString(folder.resolve(documents.size() + ".json"), json(original)));
                originals.add(original);
            }
        }
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-W", "ignore", "-c", """
                import sys, pydicom
                for f in sys.argv[1:]:
                  d = pydicom.dataset.Dataset.from_json(open(f, encoding='utf-8').read())
                  d.is_little_endian, d.is_implicit_VR = True, False
                  d.file_meta = pydicom.dataset.FileMetaDataset()
                  d.file_meta.TransferSyntaxUID = '1.2.840.10008.1.2.1'
                  d.save_as(f + '.dcm', write_like_original=True)
                """));
        documents.forEach(document -> command.add(document.toString()));
        PeerProcess.run(DEADLINE, command.toArray(String[]::new));

        for (int i = 0; i < documents.size(); i++) {
            DataSet read = DicomFile.read(Path.of(documents.get(i) + ".dcm")).dataSet();
            assertThat(DicomJsonComparison.differences(read, Json.object(json(originals.get(i))), true))
                    .as("document " + i)
                    .isEmpty();
        }
        assertThat(documents).hasSizeGreaterThan(100);
    }

    private static Optional<String> printed(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Peers.tool(tool).toString()));
        command.addAll(List.of(arguments));
        try (PeerProcess process = PeerProcess.start(command.toArray(String[]::new))) {
            return process.awaitExit(DEADLINE) == 0 ? Optional.of(process.output()) : Optional.empty();
        }
    }

    private static boolean isExplicit(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            return reader.transferSyntax().explicitVr();
        }
    }

    private static String json(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            DicomJson.copy(reader, out, REFERRING);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String xml(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DicomFileReader reader = DicomFileReader.open(file)) {
            DicomXml.copy(reader, out, REFERRING);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String json(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.write(dataSet, out, REFERRING);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static DataSet read(String json) throws IOException {
        return DicomJson.read(stream(json), OPTIONS, (tag, uri) -> Optional.empty());
    }

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    private static DataSet withoutFragments(DataSet dataSet) {
        return dataSet.find(Tags.PIXEL_DATA).orElse(null) instanceof FragmentsElement
                ? dataSet.toBuilder().remove(Tags.PIXEL_DATA).build()
                : dataSet;
    }

    private static DataSet withoutBytes(DataSet dataSet) {
        DataSet.Builder builder = DataSet.builder();
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                builder.put(
                        sequence.tag(),
                        sequence.items().stream().map(ModelIT::withoutBytes).toList());
            } else if (element.vr().kind() != Vr.Kind.BYTES) {
                builder.put(element);
            }
        }
        return builder.build();
    }
}
