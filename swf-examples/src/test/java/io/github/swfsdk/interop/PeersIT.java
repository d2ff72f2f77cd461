package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void runsDcmtk() {
        Peers.require(Peer.DCMTK);
        assertThat(PeerProcess.run(DEADLINE, Peers.tool("echoscu").toString(), "--version"))
                .contains("$dcmtk: echoscu v3.");
        assertThat(Peers.dcmtkWorklists().resolve("wklist1.dump")).isRegularFile();
        assertThat(Peers.dcmtkQueries().resolve("wlistqry0.dump")).isRegularFile();
    }

    @Test
    void startsAndEndsAServer() {
        Peers.require(Peer.DCMTK);
        int port = Peers.freePort();
        PeerProcess server =
                PeerProcess.start(Peers.tool("storescp").toString(), "--ignore", "-v", String.valueOf(port));
        try (server) {
            server.awaitPort(port, DEADLINE);
            PeerProcess.run(DEADLINE, Peers.tool("echoscu").toString(), "localhost", String.valueOf(port));
            server.awaitOutput("(?s)Association Received.*Association Release", DEADLINE);
        }
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void findsDicom3tools() {
        Peers.require(Peer.DICOM3TOOLS);
        assertThat(Peers.tool("dciodvfy")).isExecutable();
    }

    @Test
    void runsOrthanc() {
        Peers.require(Peer.ORTHANC);
        assertThat(PeerProcess.run(DEADLINE, Peers.tool("Orthanc").toString(), "--version"))
                .contains("Orthanc 1.");
    }

    @Test
    void findsPydicomsFiles() throws Exception {
        Peers.require(Peer.PYDICOM);
        assertThat(Peers.pydicomTestFiles().resolve("CT_small.dcm")).isRegularFile();
        try (var files = Files.list(Peers.pydicomCharsetFiles())) {
            assertThat(files).hasSizeGreaterThan(10);
        }
    }

    @Test
    void loadsDcmjsDimse() {
        Peers.require(Peer.DCMJS_DIMSE);
        String script = "const { Client, Server } = require('dcmjs-dimse'); console.log(typeof Client, typeof Server)";
        try (PeerProcess node =
                PeerProcess.start(Peers.nodeFolder(), List.of(Peers.tool("node").toString(), "-e", script))) {
            assertThat(node.awaitExit(DEADLINE)).as(node.output()).isZero();
            assertThat(node.output()).contains("function function");
        }
    }

    @Test
    void runsPostgresql() {
        Peers.require(Peer.POSTGRESQL);
        assertThat(PeerProcess.run(DEADLINE, Peers.tool("initdb").toString(), "--version"))
                .contains("initdb (PostgreSQL)");
    }

    @Test
    void runsStrace() {
        Peers.require(Peer.STRACE);
        assertThat(PeerProcess.run(DEADLINE, Peers.tool("strace").toString(), "--version"))
                .contains("strace -- version");
    }
}
