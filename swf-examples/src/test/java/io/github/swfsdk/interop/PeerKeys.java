package io.github.swfsdk.interop;

import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A key with a certificate for this machine that it signed itself, made by OpenSSL.
 *
 * @param key PKCS #8 in PEM, not encrypted
 * @param certificate in PEM
 */
record PeerKeys(Path key, Path certificate) {
    /** Makes a key; the name tells the files of several apart. */
    static PeerKeys make(Path folder, String name) {
        PeerKeys keys = new PeerKeys(folder.resolve(name + ".key"), folder.resolve(name + ".crt"));
        PeerProcess.run(
                Dcmtk.DEADLINE,
                Peers.tool("openssl").toString(),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                keys.key.toString(),
                "-out",
                keys.certificate.toString());
        return keys;
    }

    /** How our side speaks with one that has the other key. */
    TlsOptions trusting(PeerKeys other) throws IOException {
        return TlsOptions.of(TlsCredentials.builder()
                .key(key, certificate)
                .trust(other.certificate)
                .read());
    }
}
