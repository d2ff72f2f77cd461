package io.github.swfsdk.interop;

import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server of the test's own, on a port and in a folder of its own, with the options that it comes with: durable.
 * It refuses to run as root, so root starts it as the user {@code postgres}, whom the package creates.
 */
final class Postgres implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final TemporaryFolder folder;
    private final PeerProcess process;
    private final int port;

    private Postgres(TemporaryFolder folder, PeerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts one; call {@link Peers#require} first. */
    static Postgres start() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("swf-postgresql");
        if (ROOT) {
            Files.setOwner(
                    folder.path(),
                    folder.path()
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("postgres"));
        }
        Path initdb = Peers.tool("initdb");
        String data = folder.path().resolve("data").toString();
        try (PeerProcess made = PeerProcess.start(
                Path.of("/"), asOwner(initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"))) {
            if (made.awaitExit(DEADLINE) != 0) {
                throw new IOException("initdb has failed: " + made.output());
            }
        }
        int port = Peers.freePort();
        PeerProcess process = PeerProcess.start(
                Path.of("/"),
                asOwner(
                        initdb.resolveSibling("postgres"),
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=" + folder.path()));
        return new Postgres(
                folder, process.awaitOutput("database system is ready to accept connections", DEADLINE), port);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void close() {
        process.close(); // SIGTERM: it waits for its clients, and they are closed before
        folder.close();
    }

    private static List<String> asOwner(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
