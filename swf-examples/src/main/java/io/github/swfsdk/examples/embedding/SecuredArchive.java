package io.github.swfsdk.examples.embedding;

import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.service.StorageService;
import java.io.IOException;
import java.nio.file.Path;

/** Storage over TLS, for peers that show a certificate. */
public final class SecuredArchive {
    private SecuredArchive() {}

    // snippet:tls
    /** Listens for peers whose certificates, or those of their authorities, are in {@code peers}. */
    public static DicomServer start(InstanceReceiver images, Path key, Path certificate, Path peers, int port)
            throws IOException {
        TlsCredentials credentials = TlsCredentials.builder()
                .key(key, certificate) // or keyStore(file, password)
                .trust(peers)
                .read();
        return DicomServer.builder()
                .ae("PACS", port)
                .tls(TlsOptions.of(credentials))
                .host(StorageService.of(images))
                .start();
    }
    // end
}
