package io.github.swfsdk.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.examples.CommandLineRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void playsTheWholeExam() {
        CommandLineRun run = CommandLineRun.of("demo");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("worklist query (C-FIND): step S1, DX")
                .contains("storage commitment of 2 images confirmed (N-EVENT-REPORT)")
                .contains("starts again on the same data")
                .endsWith("pulmonary embolism: all 20 checks hold" + System.lineSeparator());
        assertThat(run.out().lines()).hasSize(21);
    }

    @Test
    void endsAtTheFirstLineThatDoesNotHold() {
        List<String> printed = new ArrayList<>();
        Timeline timeline = new Timeline(printed::add);
        timeline.check("archive", "holds 2 images", true);
        assertThatThrownBy(() -> timeline.check("worklist", "is empty", false))
                .isInstanceOf(Timeline.NotSoException.class)
                .hasMessage("not so: worklist: is empty");
        assertThat(printed).singleElement().asString().endsWith("archive      holds 2 images");
        assertThat(timeline.checks()).isEqualTo(1);
    }
}
