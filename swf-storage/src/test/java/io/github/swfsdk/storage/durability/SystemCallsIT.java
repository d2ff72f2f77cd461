package io.github.swfsdk.storage.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the system calls of a process that keeps numbered orders and instances on several threads. The number of an order is
 * written to the database file, that file is synced by a call that begins after the write has ended, and the acknowledgement
 * is written after that call has ended; for instances it is the same with their files and the names of these. A killed
 * process proves nothing of this, as what it wrote outlives it in the cache of the system.
 */
class SystemCallsIT {
    private static final int ORDERS = 60;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireStrace() {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "strace")));
        if (!there && "required".equals(System.getProperty("swf.peers"))) {
            fail("strace is required");
        }
        if (!there) {
            abort("no strace on the path");
        }
    }

    @Test
    void anOrderIsSyncedBeforeItIsAcknowledged() throws Exception {
        SystemCalls calls = trace(Acknowledging.class, "orders", folder, 4, 0, ORDERS);

        for (int number = 0; number < ORDERS; number++) {
            assertThat(calls.isSyncedBefore("swf.mv.db", Acknowledging.marker(number), "ACK " + number + "\\n"))
                    .as("order %d", number)
                    .isTrue();
        }
        assertThat(calls.countOfSyncs("swf.mv.db")).isPositive();
    }

    /** Content and entry are synced, then the folder with their names; only then anything is renamed or acknowledged. */
    @Test
    void anInstanceIsSyncedBeforeItIsRenamedAndAcknowledged() throws Exception {
        SystemCalls calls = trace(Acknowledging.class, "files", folder, 4, 0, ORDERS);

        for (int number = 0; number < ORDERS; number++) {
            String name = "/" + Pattern.quote(Acknowledging.instance(number).value()) + "_[^/>\"]*";
            String acknowledgement = "write\\(1<.*\"ACK " + number + "\\\\n\"";
            for (String suffix : List.of("\\.part", "\\.entry")) {
                String file = name + suffix;
                String renaming = "rename\\(\"[^\"]*" + file + "\"";
                assertThat(calls.isSyncedBetween("p?write(64)?\\([^<]*<[^>]*" + file + ">", file, renaming))
                        .as("content of %s", file)
                        .isTrue();
                assertThat(calls.isSyncedBetween("openat\\(.*" + file + "\".*O_CREAT", "/\\.incoming", renaming))
                        .as("name of %s", file)
                        .isTrue();
                assertThat(calls.comesBefore(renaming, acknowledgement))
                        .as(file)
                        .isTrue();
            }
        }
    }

    /** Why the embedded database does more than H2 does by itself; and that this test can tell the difference. */
    @Test
    void h2AloneAcknowledgesWithoutSync() throws Exception {
        SystemCalls calls = trace(PlainH2.class, folder.resolve("plain"), ORDERS);

        long synced = Stream.iterate(0, number -> number + 1)
                .limit(ORDERS)
                .filter(number ->
                        calls.isSyncedBefore("plain.mv.db", Acknowledging.marker(number), "ACK " + number + "\\n"))
                .count();
        assertThat(synced).isZero();
    }

    private SystemCalls trace(Class<?> main, Object... arguments) throws Exception {
        Path log = folder.resolve("calls");
        List<String> strace = List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "2000000",
                "-e",
                "trace=write,pwrite64,pwritev,fsync,fdatasync,msync,openat,rename",
                "-o",
                log.toString());
        try (Child child = Child.start(strace, main, arguments)) {
            assertThat(child.acknowledged(Integer.MAX_VALUE)).hasSize(ORDERS);
            assertThat(child.awaitExit()).isZero();
        }
        return SystemCalls.read(log);
    }

    /** Commits to H2 as it comes. */
    static final class PlainH2 {
        private PlainH2() {}

        public static void main(String[] arguments) throws Exception {
            try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + arguments[0], "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create table t (v varchar)");
                connection.setAutoCommit(false);
                for (int number = 0; number < Integer.parseInt(arguments[1]); number++) {
                    try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                        insert.setString(1, Acknowledging.marker(number));
                        insert.executeUpdate();
                    }
                    connection.commit();
                    Acknowledging.acknowledge(number);
                }
            }
        }
    }
}
