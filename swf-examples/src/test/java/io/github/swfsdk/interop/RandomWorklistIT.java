package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.testkit.WorklistFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistMatcher;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A random worklist and random queries: our matcher and wlmscpfs of DCMTK answer the same steps, but for the {@linkplain
 * RandomWorklistDifference differences} that the standard allows.
 */
class RandomWorklistIT {
    private static final String AE = "OFFIS";
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int STEPS = 60;
    private static final int QUERIES = 150;
    private static final long SEED = 20260705;

    @TempDir
    Path folder;

    @Test
    void matchesWhatWlmscpfsMatches() throws IOException {
        Peers.require(Peer.DCMTK);
        Random random = new Random(SEED);
        List<ScheduledStep> steps = WorklistFixtures.steps(STEPS, random);
        write(steps);
        Set<RandomWorklistDifference> used = EnumSet.noneOf(RandomWorklistDifference.class);
        List<String> unexplained = new ArrayList<>();
        int port = Peers.freePort();
        PeerProcess theirs = PeerProcess.start(
                        Dcmtk.tool("wlmscpfs"), "-dfr", "-dfp", folder.toString(), String.valueOf(port))
                .awaitPort(port, Dcmtk.DEADLINE);
        try {
            WorklistClient client = WorklistClient.of(DicomClient.of("TEST"), new RemoteAe(AE, "localhost", port));
            for (int i = 0; i < QUERIES; i++) {
                DataSet query = returningTheId(WorklistFixtures.identifier(steps, random));
                WorklistMatcher matcher = WorklistMatcher.of(new WorklistQuery(query, "TEST"));
                Set<String> answered = new TreeSet<>();
                WorklistClient.Answer answer = client.find(query, STEPS + 1);
                answer.items().forEach(item -> answered.add(new ScheduledStep(item).stepId()));
                assertThat(answer.status().isDone() || RandomWorklistDifference.isRefused(query))
                        .as("%s for %s", answer.end(), Flat.of(query))
                        .isTrue();
                for (ScheduledStep step : steps) {
                    boolean ours = matcher.matches(step);
                    if (ours != answered.contains(step.stepId())) {
                        RandomWorklistDifference.explaining(query, step, ours)
                                .ifPresentOrElse(
                                        used::add,
                                        () -> unexplained.add((ours ? "only ours: " : "only wlmscpfs: ")
                                                + Flat.of(step.step()) + " for " + Flat.of(query)));
                    }
                }
            }
        } finally {
            theirs.close();
        }
        assertThat(unexplained).isEmpty();
        assertThat(used).as("each difference explains something").containsExactly(RandomWorklistDifference.values());
    }

    private static DataSet returningTheId(DataSet query) {
        DataSet item = query.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();
        return query.toBuilder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        item.toBuilder()
                                .ensure(Tags.SCHEDULED_PROCEDURE_STEP_ID)
                                .build())
                .build();
    }

    private void write(List<ScheduledStep> steps) throws IOException {
        Path items = Files.createDirectory(folder.resolve(AE));
        Files.createFile(items.resolve("lockfile"));
        for (ScheduledStep step : steps) {
            InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
            new DicomFile(FileMetaInformation.of(instance, SYNTAX), SYNTAX, step.attributes())
                    .write(items.resolve(step.stepId() + ".wl"));
        }
    }
}
