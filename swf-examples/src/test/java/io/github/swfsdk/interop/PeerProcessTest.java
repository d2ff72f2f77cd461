package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PeerProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void keepsOutputAndExitCode() {
        try (PeerProcess peer = start("end")) {
            assertThat(peer.awaitExit(DEADLINE)).isEqualTo(7);
            assertThat(peer.output()).isEqualToIgnoringNewLines("ready");
        }
    }

    @Test
    void endsWhatItStarted() {
        PeerProcess peer = start("stay").awaitOutput("ready", DEADLINE);
        assertThat(peer.isAlive()).isTrue();
        peer.close();
        peer.close();
        assertThat(peer.isAlive()).isFalse();
    }

    @Test
    void givesUpAtTheDeadline() {
        try (PeerProcess peer = start("stay")) {
            assertThatThrownBy(() -> peer.awaitOutput("never printed", Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no output never printed within PT0.05S");
            assertThatThrownBy(() -> peer.awaitExit(Duration.ofMillis(50))).hasMessageContaining("still runs");
        }
    }

    @Test
    void saysSoWhenItEndsTooEarly() {
        try (PeerProcess peer = start("end")) {
            assertThatThrownBy(() -> peer.awaitOutput("never printed", DEADLINE))
                    .hasMessageContaining("ended with 7 before output never printed");
        }
    }

    private static PeerProcess start(String behaviour) {
        return PeerProcess.start(
                Path.of("."),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        behaviour));
    }

    /** The program under test's control. */
    static final class Program {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("ready");
            if (args[0].equals("end")) {
                System.exit(7);
            }
            new CountDownLatch(1).await();
        }
    }
}
