package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.storage.file.FileSpool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a modality at random moments, with the department away every other time, and counts in the end: each step that began
 * has ended, with each image that was taken, once; the archive has them all; the spool is empty. {@code -Dswf.kill.rounds}
 * says how often; the seed of a round is its number.
 */
class ModalityKillTest {
    private static final int ROUNDS = Integer.getInteger("swf.kill.rounds", 3);
    private static final int MOST_LINES = 30;
    private static final int ENDLESS = 1_000_000;
    private static final Duration SOON = Duration.ofMinutes(4);
    private static final Pattern LINE = Pattern.compile("(?m)^\\d+ (BEGUN|STORED|ENDED) ([\\d.]+)(?: ([\\d.]+))?$");

    @TempDir
    Path folder;

    private final List<MatchResult> told = new ArrayList<>();
    private final int modalityPort = Peers.freePort();
    private final int departmentPort = Peers.freePort();

    @Test
    void everythingThatTheModalityTookIsDeliveredOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int lines = 1 + new Random(round).nextInt(MOST_LINES);
            if (round % 2 == 0) {
                try (Department department = department()) {
                    assertThat(department.dicomPort()).isEqualTo(departmentPort);
                    runAndKill(lines);
                }
            } else {
                runAndKill(lines);
            }
        }
        try (Department department = department()) {
            try (PeerProcess last = start(1)) {
                assertThat(last.awaitExit(SOON)).as(last.output()).isZero();
                remember(last);
            }
            assertAllIsThere(department);
        }
        try (FileSpool spool = FileSpool.at(folder.resolve("spool"))) {
            assertThat(spool.outbox().size()).isZero();
            assertThat(spool.instances().list()).isEmpty();
        }
    }

    private void runAndKill(int lines) {
        try (PeerProcess modality = start(ENDLESS)) {
            modality.awaitOutput("(?m)^" + lines + " ", SOON);
            modality.kill();
            modality.awaitExit(SOON);
            remember(modality);
        }
    }

    private void remember(PeerProcess modality) {
        LINE.matcher(modality.output()).results().forEach(told::add);
    }

    private void assertAllIsThere(Department department) {
        assertThat(told).isNotEmpty();
        for (MatchResult line : told) {
            PerformedStep step = department
                    .scheduler()
                    .performedStepStore()
                    .find(Uid.of(line.group(2)))
                    .orElseThrow(() -> new AssertionError(line.group()));
            assertThat(step.status()).as(line.group()).isEqualTo(PerformedStepStatus.COMPLETED);
            List<Uid> images = step.instances().stream()
                    .map(InstanceReference::sopInstanceUid)
                    .toList();
            assertThat(images).doesNotHaveDuplicates().allMatch(department.storage()::verify);
            if (line.group(1).equals("STORED")) {
                assertThat(images).contains(Uid.of(line.group(3)));
            }
        }
        long taken = told.stream()
                .map(line -> line.group(2))
                .distinct()
                .map(uid -> department.scheduler().performedStepStore().find(Uid.of(uid)))
                .mapToLong(step -> step.orElseThrow().instances().size())
                .sum();
        assertThat(department.storage().list())
                .as("instances of steps, and no others")
                .hasSize(Math.toIntExact(taken));
    }

    private PeerProcess start(int exams) {
        return PeerProcess.start(
                Path.of("."),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpooledExams.class.getName(),
                        folder.resolve("spool").toString(),
                        Integer.toString(modalityPort),
                        Integer.toString(departmentPort),
                        Integer.toString(exams)));
    }

    private Department department() throws IOException {
        return Department.start(DepartmentOptions.in(folder.resolve("department"))
                .ports(departmentPort, 0, 0)
                .peers(List.of(new RemoteAe("CT1", "127.0.0.1", modalityPort)))
                .build());
    }
}
