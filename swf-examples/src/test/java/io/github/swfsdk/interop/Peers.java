package io.github.swfsdk.interop;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * Finds the {@linkplain Peer peers} on this machine: on the path, where Debian puts them, and for Node below
 * {@code SWF_PEERS_DIR} (default {@code ~/.cache/swf-peers}).
 *
 * <p>With {@code -Dswf.peers=required} a missing peer fails the test that needs it; otherwise the test is skipped and
 * {@link SkippedPeerTests} says so at the end of the run.
 */
public final class Peers {
    static final Path DCMTK_EXAMPLES = Path.of("/usr/share/doc/dcmtk/examples");

    private static final boolean REQUIRED = "required".equals(System.getProperty("swf.peers"));
    private static final List<Path> FOLDERS = folders();

    private Peers() {}

    /** Skips, or with {@code -Dswf.peers=required} fails, the calling test unless each peer is here. */
    public static void require(Peer... peers) {
        for (Peer peer : peers) {
            peer.missing().ifPresent(missing -> refuse(peer, missing, REQUIRED));
        }
    }

    static void refuse(Peer peer, String missing, boolean required) {
        if (required) {
            throw new AssertionFailedError("peer " + peer + " is required: " + missing);
        }
        throw new MissingPeerException(peer, missing);
    }

    /** The program of that name; call {@link #require} first. */
    public static Path tool(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no " + name + " on this machine"));
    }

    /** DCMTK's ten sample worklist items, as dumps; {@code wlistdb/OFFIS/wklist1.dump} and so on. */
    public static Path dcmtkWorklists() {
        return DCMTK_EXAMPLES.resolve("wlistdb/OFFIS");
    }

    /** DCMTK's sample worklist queries, as dumps. */
    public static Path dcmtkQueries() {
        return DCMTK_EXAMPLES.resolve("wlistqry");
    }

    /** Real objects of many SOP classes and transfer syntaxes, some of them broken on purpose. */
    public static Path pydicomTestFiles() {
        return pydicomData().orElseThrow().resolve("test_files");
    }

    /** One file per character set. */
    public static Path pydicomCharsetFiles() {
        return pydicomData().orElseThrow().resolve("charset_files");
    }

    /** The folder whose {@code node_modules} holds the peers that run on Node; start them with it as working folder. */
    public static Path nodeFolder() {
        String folder = System.getenv("SWF_PEERS_DIR");
        return folder != null && !folder.isEmpty()
                ? Path.of(folder)
                : Path.of(System.getProperty("user.home"), ".cache", "swf-peers");
    }

    /** A loopback port that was free a moment ago, for peers that cannot choose one themselves. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    static Optional<String> missingTool(String... names) {
        for (String name : names) {
            if (find(name).isEmpty()) {
                return Optional.of("no " + name + " on the path");
            }
        }
        return Optional.empty();
    }

    static Optional<String> missingFolder(Path folder) {
        return Files.isDirectory(folder) ? Optional.empty() : Optional.of("no folder " + folder);
    }

    static Optional<Path> pydicomData() {
        return PydicomData.FOLDER;
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        folders.add(Path.of("/usr/sbin")); // Orthanc
        Path postgresql = Path.of("/usr/lib/postgresql"); // one folder per major version
        if (Files.isDirectory(postgresql)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(postgresql)) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException e) {
                throw new IllegalStateException("cannot list " + postgresql, e);
            }
        }
        return List.copyOf(folders);
    }

    /** Asked once: starting Python takes a moment. */
    private static final class PydicomData {
        static final Optional<Path> FOLDER = ask();

        private static Optional<Path> ask() {
            Path python = Path.of("/usr/bin/python3"); // Debian's package belongs to Debian's Python
            if (!Files.isExecutable(python)) {
                return Optional.empty();
            }
            String script =
                    "import os, pydicom; print('data=' + os.path.join(os.path.dirname(pydicom.__file__), 'data'))";
            try (PeerProcess process = PeerProcess.start(python.toString(), "-c", script)) {
                if (process.awaitExit(Duration.ofSeconds(60)) != 0) {
                    return Optional.empty();
                }
                return process.output()
                        .lines()
                        .filter(line -> line.startsWith("data="))
                        .map(line -> Path.of(line.substring("data=".length())))
                        .filter(Files::isDirectory)
                        .findFirst();
            }
        }
    }
}
