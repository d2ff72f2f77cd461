package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key with a certificate that it signed itself, made with the JDK's keytool: as PKCS #12 and as PEM.
 *
 * @param keyStore both; the password is {@link #PASSWORD}
 * @param key PKCS #8 in PEM
 * @param certificate in PEM
 */
public record TestCertificates(Path keyStore, Path key, Path certificate) {
    public static final String PASSWORD = "changeit";

    /** Makes a key of the algorithm, RSA or EC, for a common name. */
    public static TestCertificates make(Path folder, String name, String algorithm) throws Exception {
        Path keyStore = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", "own", "-dname", "CN=" + name, "-validity", "30"));
        command.addAll(List.of("-keyalg", algorithm, "-storetype", "PKCS12"));
        command.addAll(algorithm.equals("RSA") ? List.of("-keysize", "2048") : List.of("-groupname", "secp256r1"));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        return exported(folder, name, keyStore);
    }

    private static TestCertificates exported(Path folder, String name, Path keyStore)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey("own", PASSWORD.toCharArray());
        Certificate certificate = store.getCertificate("own");
        return new TestCertificates(
                keyStore,
                Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())),
                Files.writeString(folder.resolve(name + ".crt"), pem("CERTIFICATE", certificate.getEncoded())));
    }

    static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
