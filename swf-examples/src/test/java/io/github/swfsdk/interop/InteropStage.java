package io.github.swfsdk.interop;

import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.service.CommitmentResultService;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.department.Exams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who takes part in the matrix, over one kind of wire: our department and our modality's port, and each peer's
 * provider. Each is started when it is first needed. For one thread.
 */
@SuppressWarnings("try") // closing ends processes, which may be interrupted
final class InteropStage implements AutoCloseable {
    /** How associations are carried. */
    enum Wire {
        PLAIN,
        TLS
    }

    static final String AE = "SWF";

    private final Path folder;
    private final @Nullable PeerKeys ourKeys;
    private final @Nullable PeerKeys theirKeys;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final BlockingQueue<CommitmentResult> reported = new LinkedBlockingQueue<>();
    private final int orthancPort = Peers.freePort();
    private @Nullable Department department;
    private @Nullable DicomServer listening;
    private @Nullable Orthanc orthanc;
    private @Nullable RemoteAe dcmjsAddress;
    private @Nullable RemoteAe storescp;
    private @Nullable RemoteAe wlmscpfs;

    InteropStage(Path folder, Wire wire) {
        this.folder = folder;
        ourKeys = wire == Wire.TLS ? PeerKeys.make(folder, "ours") : null;
        theirKeys = wire == Wire.TLS ? PeerKeys.make(folder, "theirs") : null;
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private Path newFolder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static RemoteAe at(String aeTitle, int port) {
        return new RemoteAe(aeTitle, "localhost", port);
    }

    // ---- ours

    Optional<TlsOptions> tls() throws IOException {
        return ourKeys == null ? Optional.empty() : Optional.of(ourKeys.trusting(theirKeys));
    }

    /** Our user. */
    DicomClient client() throws IOException {
        DicomClient.Builder client = DicomClient.builder("XRAY1");
        tls().ifPresent(client::tls);
        return client.build();
    }

    /** Our provider of everything, with one order. */
    Department department() throws IOException {
        if (department == null) {
            DepartmentOptions.Builder options = DepartmentOptions.in(folder.resolve("department"))
                    .aeTitle(AE)
                    .peers(List.of(at("ORTHANC", orthancPort)));
            tls().ifPresent(options::tls);
            department = started(Department.start(options.build()));
            Exams.order(department, 1, "DX", "XRAY1");
        }
        return department;
    }

    /** Where our modality hears of commitment, and what it has heard. */
    BlockingQueue<CommitmentResult> reported() {
        return reported;
    }

    private int listeningPort() throws IOException {
        if (listening == null) {
            DicomServer.Builder server =
                    DicomServer.builder().ae("XRAY1", 0).host(CommitmentResultService.of(reported::add));
            tls().ifPresent(server::tls);
            listening = started(server.start());
        }
        return listening.port();
    }

    Path file(DicomFile image) throws IOException {
        Path file = Files.createTempFile(newFolder("images"), "image", ".dcm");
        Files.delete(file); // only the name: written below by our writer, which does not replace
        image.write(file);
        return file;
    }

    /** A folder of one worklist item, as DCMTK and Orthanc read it. */
    private Path worklists() throws IOException {
        Path items = newFolder("worklists").resolve(AE);
        if (Files.notExists(items)) {
            Files.createDirectories(items);
            Files.createFile(items.resolve("lockfile"));
            Dcmtk.dump2dcm(Peers.dcmtkWorklists().resolve("wklist1.dump"), items.resolve("wklist1.wl"));
        }
        return items;
    }

    // ---- DCMTK

    /** The options with which each program of DCMTK speaks over this wire. */
    String[] dcmtkOptions() {
        return theirKeys == null ? new String[0] : Dcmtk.tls(theirKeys, ourKeys);
    }

    RemoteAe storescp() throws IOException {
        if (storescp == null) {
            int port = Peers.freePort();
            started(Dcmtk.storescp(port, newFolder("storescp"), dcmtkOptions()));
            storescp = at("STORESCP", port);
        }
        return storescp;
    }

    /** Plain only: it has no options of TLS. */
    RemoteAe wlmscpfs() throws IOException {
        if (wlmscpfs == null) {
            int port = Peers.freePort();
            started(Dcmtk.wlmscpfs(port, worklists().getParent()));
            wlmscpfs = at(AE, port);
        }
        return wlmscpfs;
    }

    // ---- Orthanc

    Orthanc orthanc() throws IOException {
        if (orthanc == null) {
            List<RemoteAe> known = List.of(at(AE, department().dicomPort()), at("XRAY1", listeningPort()));
            orthanc = started(
                    Orthanc.withWorklist(newFolder("orthanc"), orthancPort, known, worklists(), theirKeys, ourKeys));
        }
        return orthanc;
    }

    // ---- dcmjs-dimse

    RemoteAe dcmjs() throws IOException {
        if (dcmjsAddress == null) {
            int port = Peers.freePort();
            List<Object> arguments = new ArrayList<>(List.of(port, listeningPort()));
            if (theirKeys != null) {
                arguments.addAll(List.of(theirKeys.key(), theirKeys.certificate(), ourKeys.certificate()));
            }
            started(NodePeer.start("provider.js", arguments.toArray())).awaitPort(port, Dcmtk.DEADLINE);
            dcmjsAddress = at("DCMJS", port);
        }
        return dcmjsAddress;
    }

    /** Has a user of dcmjs-dimse ask our department for something; returns what it tells. */
    List<String> dcmjsUser(String operation, Object... rest) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(operation, department().dicomPort(), AE));
        arguments.addAll(
                theirKeys == null
                        ? List.of("-", "-", "-")
                        : List.of(theirKeys.key(), theirKeys.certificate(), ourKeys.certificate()));
        arguments.addAll(List.of(rest));
        try (PeerProcess node = NodePeer.start("user.js", arguments.toArray())) {
            int exit = node.awaitExit(Dcmtk.DEADLINE);
            if (exit != 0) {
                throw new AssertionError(node.output());
            }
            return NodePeer.told(node);
        }
    }
}
