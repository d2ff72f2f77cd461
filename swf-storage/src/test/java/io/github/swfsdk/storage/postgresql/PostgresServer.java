package io.github.swfsdk.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swfsdk.storage.jdbc.TestFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL server of the tests' own, with its files in a temporary folder, durable as it comes. It refuses to run as
 * root, so root starts it as the user {@code postgres}, whom the package creates.
 */
final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path programs;
    private final TestFolder folder;
    private final HikariDataSource dataSource;

    private PostgresServer(Path programs, TestFolder folder, HikariDataSource dataSource) {
        this.programs = programs;
        this.folder = folder;
        this.dataSource = dataSource;
    }

    /** Starts a server, or skips the test; with {@code -Dswf.peers=required} fails it. */
    static PostgresServer start() throws IOException {
        Path programs = programs();
        TestFolder own = TestFolder.create();
        Path folder = own.path();
        if (ROOT) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        int port = freePort();
        String data = folder.resolve("data").toString();
        run(programs, "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8");
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder;
        run(programs, "pg_ctl", "-D", data, "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        config.setUsername("postgres");
        config.setMaximumPoolSize(12);
        return new PostgresServer(programs, own, new HikariDataSource(config));
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() throws IOException {
        dataSource.close();
        run(programs, "pg_ctl", "-D", folder.path().resolve("data").toString(), "-m", "fast", "stop");
        folder.close();
    }

    private static Path programs() throws IOException {
        Optional<Path> newest = Optional.empty();
        if (Files.isDirectory(INSTALLATIONS)) {
            try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
                newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
            }
        }
        if (newest.isEmpty() && "required".equals(System.getProperty("swf.peers"))) {
            fail("PostgreSQL is required: no initdb below " + INSTALLATIONS);
        }
        return newest.orElseGet(() -> abort("no initdb below " + INSTALLATIONS));
    }

    private static void run(Path programs, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("swf-postgresql", ".out");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile()) // the working folder may be closed to the other user
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = ends(process);
        String said = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("%s ends", program).isTrue();
        assertThat(process.exitValue()).as("%s: %s", program, said).isZero();
    }

    private static boolean ends(Process process) {
        try {
            return process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
