package io.github.swfsdk.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads what OpenSSL writes (RFC 7468), with the JDK only. */
final class Pem {
    private static final long MAX_LENGTH = 4L * 1024 * 1024;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "RSASSA-PSS", "EdDSA");

    private Pem() {}

    /** Every certificate of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                Certificate read = factory.generateCertificate(new ByteArrayInputStream(bytes(file, block.group(2))));
                certificates.add((X509Certificate) read);
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate in PEM");
        }
        return certificates;
    }

    /** The key of a file, in PKCS #8. */
    static PrivateKey privateKey(Path file, char[] password) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            byte[] content = bytes(file, block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return key(file, new PKCS8EncodedKeySpec(content));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return key(file, decrypt(content, password));
                }
                default -> {
                    if (block.group(1).endsWith("PRIVATE KEY")) {
                        throw new IOException(
                                file + " holds a key that is not in PKCS #8; \"openssl pkcs8 -topk8\" writes that");
                    }
                }
            }
        }
        throw new IOException(file + " holds no key in PEM");
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] content, char[] password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
        // PBES2 names its algorithms in the parameters, whose text is the name that the JDK has for the combination
        String algorithm = encrypted.getAlgParameters().toString();
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                    encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } finally {
            spec.clearPassword();
        }
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec spec) throws IOException, GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // of another kind: the encoding says which, but the JDK does not tell
                continue;
            }
        }
        throw new IOException(file + " holds a key of an algorithm other than " + ALGORITHMS);
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_LENGTH) {
            throw new IOException(file + " is too long for keys or certificates");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a block that is not base64", e);
        }
    }
}
