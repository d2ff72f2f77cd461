package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve                                   | Missing required option: '--data=DIR'",
                "serve --data DIR --s3 http://localhost  | --s3 is not in this build",
                "serve --data DIR --storage tape         | but was 'tape'",
                "serve --data DIR --dicom-port 70000     | the dicom port must be 0 to 65535, but was 70000",
                "serve --data DIR --ae TOO_LONG_FOR_AN_AE_TITLE | an AE title has 1 to 16 printable characters",
                "serve --data DIR --peer XRAY1           | a peer is written AE@host:port, but was 'XRAY1'",
                "serve --data DIR --forward-mpps PACS    | performed steps are forwarded to a peer, but PACS is none",
                "serve --data DIR --incomplete drop      | 'drop' is not accept, report or refuse",
                "serve --data DIR --step-limit 0         | the step limit must be positive, but was PT0S",
                "serve --data DIR --max-associations 0  | maxAssociations must be from 1 to 100000, but was 0",
                "serve --data DIR --max-pdu 100         | maxPduLength must be from 4096 to 16777216, but was 100",
                "serve --data DIR --accept-from 10.1/99  | a prefix of this network has 0 to 32 bits, but was 99",
                "serve --data DIR --bind no.such.invalid | no such address: 'no.such.invalid'",
            })
    void tellsWrongUsageInOneLine(String args, String told) throws IOException {
        Path data = folder.resolve("data");
        CommandLineRun run =
                CommandLineRun.of(args.replace("DIR", data.toString()).split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains(told);
        assertThat(Files.exists(data)).isFalse();
    }

    @Test
    void tellsInOneLineWhatIsWrongInTheProfiles() throws IOException {
        Path profiles = Files.writeString(folder.resolve("profiles"), "CT1.colour = red");
        CommandLineRun run = CommandLineRun.of("serve", "--data=" + folder.resolve("data"), "--profiles=" + profiles);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains("CT1.colour: there is no such setting");
    }

    @Test
    void saysInOneLineThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineRun run = CommandLineRun.of(
                    "serve",
                    "--data=" + folder,
                    "--dicom-port=0",
                    "--hl7-port=" + taken.getLocalPort(),
                    "--http-port=0");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err().lines()).singleElement().asString().contains("Address already in use");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:nobody:secret                        | no JDBC driver takes the database URL",
                "jdbc:postgresql://localhost:1/swf?connectTimeout=1 | the database cannot be opened: ",
            })
    void saysInOneLineThatTheDatabaseCannotBeOpened(String url, String told) {
        CommandLineRun run = CommandLineRun.of("serve", "--data=" + folder, "--db=" + url);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains(told).doesNotContain("secret");
    }

    @Test
    void saysInOneLineThatThereIsNoWorklistFolder() {
        CommandLineRun run = CommandLineRun.of(
                "serve", "--data=" + folder, "--dicom-port=0", "--hl7-port=0", "--worklist=" + folder.resolve("no"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
    }
}
