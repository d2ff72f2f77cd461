package io.github.swfsdk.interop;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Another implementation that the tests talk to, or a tool that judges what we wrote. */
public enum Peer {
    /** DCMTK: worklist, storage and verification in both roles, with its sample worklists and queries. */
    DCMTK(
            () -> Peers.missingTool("echoscu", "findscu", "storescu", "storescp", "wlmscpfs", "dump2dcm", "dcmdump"),
            () -> Peers.missingFolder(Peers.DCMTK_EXAMPLES)),
    /** dicom3tools: dciodvfy and dcentvfy validate objects. */
    DICOM3TOOLS(() -> Peers.missingTool("dciodvfy", "dcentvfy")),
    /** Orthanc: an archive with storage commitment. */
    ORTHANC(() -> Peers.missingTool("Orthanc")),
    /** pydicom: real images and character-set files. */
    PYDICOM(() -> Peers.pydicomData().isPresent() ? Optional.empty() : Optional.of("no pydicom in /usr/bin/python3")),
    /** dcmjs-dimse: performed steps and commitment in both roles. */
    DCMJS_DIMSE(
            () -> Peers.missingTool("node"),
            () -> Peers.missingFolder(Peers.nodeFolder().resolve("node_modules/dcmjs-dimse"))),
    /** PostgreSQL: the server programs, for a database of the test's own. */
    POSTGRESQL(() -> Peers.missingTool("initdb", "pg_ctl")),
    /** OpenSSL: keys and certificates for the peers that speak TLS. */
    OPENSSL(() -> Peers.missingTool("openssl")),
    /** strace: shows that content is synced before an answer leaves. */
    STRACE(() -> Peers.missingTool("strace"));

    private final Supplier<Optional<String>>[] checks;

    @SafeVarargs
    @SuppressWarnings("varargs") // stored, never written to
    Peer(Supplier<Optional<String>>... checks) {
        this.checks = checks;
    }

    /** What of this peer is missing on this machine; empty when it can be used. */
    Optional<String> missing() {
        for (Supplier<Optional<String>> check : checks) {
            Optional<String> missing = check.get();
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
