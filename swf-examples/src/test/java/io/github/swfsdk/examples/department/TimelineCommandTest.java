package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineCommandTest {
    @TempDir
    Path folder;

    @Test
    void printsWhatHasHappenedToAnOrder() throws IOException {
        try (Department department =
                Department.start(DepartmentOptions.in(folder).build())) {
            assertThat(Exams.order(department, 1, "DX", "XRAY1").isAccepted()).isTrue();
        }

        CommandLineRun run = CommandLineRun.of("timeline", "A1", "--data", folder.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .singleElement()
                .asString()
                .contains(" ORDER_PLACED by HL7 ")
                .endsWith(": S1 SCHEDULED");
    }

    @Test
    void saysThatThereIsNoSuchOrder() throws IOException {
        Department.start(DepartmentOptions.in(folder).build()).close();

        CommandLineRun run = CommandLineRun.of("timeline", "A9", "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("no such order");
    }

    @Test
    void makesNoDepartmentWhereThereIsNone() {
        CommandLineRun run = CommandLineRun.of("timeline", "A1", "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(folder.resolve("database"))
                .satisfies(path -> assertThat(Files.exists(path)).isFalse());
    }
}
