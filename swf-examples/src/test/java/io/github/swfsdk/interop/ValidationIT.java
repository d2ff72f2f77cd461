package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.validation.Finding;
import io.github.swfsdk.api.validation.Finding.Problem;
import io.github.swfsdk.api.validation.ObjectValidator;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validator and dciodvfy find the same attributes of types 1 and 2 missing. */
class ValidationIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern DEFECT = Pattern.compile(
            "Error - (?:Missing attribute|Empty attribute \\(no value\\)) Type (\\w+) \\w+ Element=<(\\w+)> Module=<\\w+>");

    /** What the standard asks for and dciodvfy does not, or tells in other words. */
    private static final Set<String> OURS_ONLY = Set.of(
            "Modality", // type 1 in PS3.3 C.7.3.1; dciodvfy leaves it out for secondary capture
            "ContentCreatorName", // type 2 in PS3.3 table 10-12
            "ConceptNameCodeSequence", // "is required for root content item"
            "ContinuityOfContent"); // asked for once the root is known to be a container

    /** Pixels of 32 bits end in a failed assertion of dciodvfy. */
    private static final Set<String> ABORTS_DCIODVFY =
            Set.of("badVR.dcm", "rtdose.dcm", "rtdose_1frame.dcm", "rtdose_expb.dcm", "rtdose_expb_1frame.dcm");

    @BeforeAll
    static void needsValidator() {
        Peers.require(Peer.DICOM3TOOLS, Peer.PYDICOM);
    }

    /** An object that holds nothing but its identity lacks everything. */
    @Test
    void asksForTheSameAttributesInEachIod(@TempDir Path folder) throws IOException {
        Map<Uid, Set<String>> differences = new TreeMap<>();
        for (Uid sopClass : ObjectValidator.sopClasses()) {
            DataSet bare = DataSet.builder()
                    .put(Tags.SOP_CLASS_UID, sopClass)
                    .put(Tags.SOP_INSTANCE_UID, "1.2.3")
                    .build();
            Path file = folder.resolve(sopClass + ".dcm");
            DicomFile.of(bare, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file);
            Set<String> different = differences(ours(bare).orElseThrow(), file);
            if (!different.isEmpty()) {
                differences.put(sopClass, different);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void findsTheSameDefectsInTheObjectsOfPydicom() throws IOException {
        Map<String, Set<String>> differences = new TreeMap<>();
        int compared = 0;
        for (Path file : PydicomFiles.readable()) {
            Optional<Set<String>> ours = ours(DicomFile.read(file).dataSet());
            if (ours.isPresent()) {
                Set<String> different = differences(ours.get(), file);
                compared++;
                if (!different.isEmpty() && !ABORTS_DCIODVFY.contains(PydicomFiles.name(file))) {
                    differences.put(PydicomFiles.name(file), different);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(80);
    }

    private static Set<String> differences(Set<String> ours, Path file) {
        Set<String> required = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        theirs(file, required, all);
        Set<String> different = new TreeSet<>();
        required.stream().filter(name -> !ours.contains(name)).forEach(name -> different.add("only dciodvfy: " + name));
        ours.stream()
                .filter(name -> !all.contains(name) && !OURS_ONLY.contains(name))
                .forEach(name -> different.add("only we: " + name));
        return different;
    }

    /** What is missing or empty, by keyword; nothing where there are no rules. */
    private static Optional<Set<String>> ours(DataSet object) {
        return object.string(Tags.SOP_CLASS_UID)
                .filter(Uid::isUsable)
                .flatMap(uid -> ObjectValidator.ofInstance(Uid.of(uid)))
                .map(validator -> validator.validate(object).stream()
                        .filter(finding ->
                                finding.problem() == Problem.MISSING || finding.problem() == Problem.NO_VALUE)
                        .map(ValidationIT::keyword)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String keyword(Finding finding) {
        return ElementDictionary.find(finding.path().tag())
                .map(ElementDefinition::keyword)
                .orElseThrow();
    }

    private static void theirs(Path file, Set<String> required, Set<String> all) {
        try (PeerProcess dciodvfy = PeerProcess.start(Peers.tool("dciodvfy").toString(), file.toString())) {
            dciodvfy.awaitExit(DEADLINE);
            Matcher defect = DEFECT.matcher(dciodvfy.output());
            while (defect.find()) {
                all.add(defect.group(2));
                if (!defect.group(1).endsWith("C")) {
                    required.add(defect.group(2));
                }
            }
        }
    }
}
