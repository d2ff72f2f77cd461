package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.RemoteWorklist;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.dicom.service.WorklistService;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a modality is told when the worklist that it asks comes from a server that is down. */
class StaleWorklistTest {
    private static final String AE = "RIS";
    private static final ScheduledStep STEP = ExamFixtures.step("A1", ExamFixtures.study(1), "S1");
    private static final String CURRENT = "";
    private static final String MARK = "Not current: as of \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @Test
    void marksTheStepsOfASourceThatIsDown() throws IOException {
        assertThat(commentsOnceTheSourceIsDown(RemoteWorklist.builder())).matches(MARK);
    }

    @Test
    void leavesStepsAsTheyWereWhereNoMarkIsWanted() throws IOException {
        assertThat(commentsOnceTheSourceIsDown(RemoteWorklist.builder().markStale(false)))
                .isEqualTo(CURRENT);
    }

    private static String commentsOnceTheSourceIsDown(RemoteWorklist.Builder options) throws IOException {
        WorklistProvider remote;
        try (DicomServer source = server((query, sink) -> sink.offer(STEP))) {
            remote = options.fresh(Duration.ZERO).build(client("SWF", source));
            assertThat(commentsOf(remote)).isEqualTo(CURRENT);
        }
        return commentsOf(remote);
    }

    /** What a modality is told by a server that offers this worklist. */
    private static String commentsOf(WorklistProvider worklist) throws IOException {
        DataSet keys = WorklistKeys.all()
                .returning(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP)
                .identifier();
        try (DicomServer server = server(worklist)) {
            ScheduledStep found = client("CT1", server).find(keys, 10).steps().get(0);
            assertThat(found.stepId()).isEqualTo(STEP.stepId());
            return found.step().text(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP);
        }
    }

    private static DicomServer server(WorklistProvider worklist) throws IOException {
        return DicomServer.builder()
                .ae(AE, 0)
                .host(WorklistService.of(worklist))
                .start();
    }

    private static WorklistClient client(String calling, DicomServer server) {
        return WorklistClient.of(DicomClient.of(calling), new RemoteAe(AE, "localhost", server.port()));
    }
}
