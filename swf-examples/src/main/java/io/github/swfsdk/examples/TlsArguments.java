package io.github.swfsdk.examples;

import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.net.TlsProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that speak DICOM over TLS, in both roles. For one thread. */
public final class TlsArguments {
    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description =
                    "own key: PKCS #8 in PEM, or PKCS #12 (*.p12, *.pfx) with its certificates; DICOM speaks TLS then")
    private @Nullable Path key;

    @Option(
            names = "--tls-certificates",
            paramLabel = "FILE",
            description = "own certificate in PEM, then those that lead to its authority; not with PKCS #12")
    private @Nullable Path certificates;

    @Option(names = "--tls-trust", paramLabel = "FILE", description = "certificates of peers or authorities, in PEM")
    private @Nullable Path trust;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "holds the password of the key in one line")
    private @Nullable Path passwordFile;

    @Option(names = "--tls-profile", paramLabel = "PROFILE", description = "one of ${COMPLETION-CANDIDATES}")
    private TlsProfile profile = TlsProfile.BCP_195_RFC_8996_9325;

    /**
     * What was asked for; empty if no option of TLS was given.
     *
     * @throws IllegalArgumentException if the options do not fit together, or a file cannot be read
     */
    public Optional<TlsOptions> options() {
        if (key == null && certificates == null && trust == null && passwordFile == null) {
            return Optional.empty();
        }
        if (key == null || trust == null) {
            throw new IllegalArgumentException("TLS needs --tls-key and --tls-trust");
        }
        try {
            TlsCredentials credentials = own(key).trust(trust).read();
            return Optional.of(TlsOptions.builder(credentials).profile(profile).build());
        } catch (IOException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private TlsCredentials.Builder own(Path keyFile) throws IOException {
        char[] password = passwordFile == null
                ? new char[0]
                : Files.readString(passwordFile).strip().toCharArray();
        String name = keyFile.getFileName().toString();
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            if (certificates != null) {
                throw new IllegalArgumentException("--tls-certificates does not go with a key in PKCS #12");
            }
            return TlsCredentials.builder().keyStore(keyFile, password);
        }
        if (certificates == null) {
            throw new IllegalArgumentException("a key in PEM needs --tls-certificates");
        }
        return TlsCredentials.builder().key(keyFile, certificates, password);
    }
}
