package io.github.swfsdk.dicom.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our key with its certificates, and the certificates that we trust, from files: PEM as OpenSSL writes it, or PKCS #12.
 * Thread-safe.
 *
 * <p>Files that have changed are read again before the next handshake, so a certificate is renewed without a restart and
 * without the end of any association. Files that cannot be read then, because they are half written for example, leave what
 * was there before in use; the log says so.
 */
public final class TlsCredentials implements Supplier<SSLContext> {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCredentials.class);

    /** Reads something from a file. */
    @FunctionalInterface
    private interface Source<T> {
        T read() throws IOException, GeneralSecurityException;
    }

    /** How a file looked when it was read. */
    private record Seen(FileTime modified, long size) {}

    private final List<Path> files;
    private final Source<KeyManagerFactory> keys;
    private final Source<KeyStore> trusted;
    private final long checkNanos;
    private final AtomicLong checkedAt = new AtomicLong();
    private volatile List<Seen> seen;
    private volatile SSLContext context;

    private TlsCredentials(Builder builder, Source<KeyManagerFactory> keys, Source<KeyStore> trusted)
            throws IOException {
        this.files = List.copyOf(builder.files);
        this.keys = keys;
        this.trusted = trusted;
        this.checkNanos = builder.checkEvery.toNanos();
        this.seen = look();
        this.context = read();
        checkedAt.set(System.nanoTime());
    }

    /** Starts with no files; a key and trusted certificates are needed. */
    public static Builder builder() {
        return new Builder();
    }

    /** The credentials for the next connection. Reads files when they have changed. */
    @Override
    public SSLContext get() {
        long last = checkedAt.get();
        long now = System.nanoTime();
        if (now - last >= checkNanos && checkedAt.compareAndSet(last, now)) {
            reloadIfChanged();
        }
        return context;
    }

    /**
     * Reads all files again, for the connections that come.
     *
     * @throws IOException if a file cannot be read or does not hold what it should; what was there before stays in use
     */
    public void reload() throws IOException {
        List<Seen> looks = look();
        context = read();
        seen = looks;
    }

    private void reloadIfChanged() {
        try {
            if (!look().equals(seen)) {
                reload();
                LOG.info("TLS credentials were read again: {} changed", files);
            }
        } catch (IOException e) {
            LOG.warn("TLS credentials could not be read again; the previous ones stay in use: {}", e.getMessage());
        }
    }

    private List<Seen> look() throws IOException {
        List<Seen> looks = new ArrayList<>();
        for (Path file : files) {
            looks.add(new Seen(Files.getLastModifiedTime(file), Files.size(file)));
        }
        return looks;
    }

    private SSLContext read() throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted.read());
            SSLContext next = SSLContext.getInstance("TLS");
            next.init(keys.read().getKeyManagers(), trust.getTrustManagers(), null);
            return next;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS credentials cannot be used: " + e.getMessage(), e);
        }
    }

    /** Names files. One thread only. */
    public static final class Builder {
        private final List<Path> files = new ArrayList<>();
        private Duration checkEvery = Duration.ofSeconds(10);
        private @Nullable Source<KeyManagerFactory> keys;
        private @Nullable Source<KeyStore> trusted;

        private Builder() {}

        /**
         * Our key and its certificates in PEM.
         *
         * @param key PKCS #8, not encrypted
         * @param certificates ours first, then those that lead to its authority
         */
        public Builder key(Path key, Path certificates) {
            return key(key, certificates, new char[0]);
        }

        /** Our key in encrypted PKCS #8, and its certificates, in PEM. The password is copied. */
        public Builder key(Path key, Path certificates, char[] password) {
            char[] copy = password.clone();
            keys = () -> keyManagers(Pem.privateKey(key, copy), Pem.certificates(certificates));
            files.addAll(List.of(key, certificates));
            return this;
        }

        /** Our key and its certificates in PKCS #12. The password is copied. */
        public Builder keyStore(Path file, char[] password) {
            char[] copy = password.clone();
            keys = () -> keyManagers(pkcs12(file, copy), copy);
            files.add(file);
            return this;
        }

        /** The certificates in PEM that we trust: of peers themselves, or of the authorities that signed theirs. */
        public Builder trust(Path certificates) {
            trusted = () -> {
                KeyStore store = emptyStore();
                int number = 0;
                for (X509Certificate certificate : Pem.certificates(certificates)) {
                    store.setCertificateEntry("trusted-" + number++, certificate);
                }
                return store;
            };
            files.add(certificates);
            return this;
        }

        /** The certificates in PKCS #12 that we trust. The password is copied. */
        public Builder trustStore(Path file, char[] password) {
            char[] copy = password.clone();
            trusted = () -> pkcs12(file, copy);
            files.add(file);
            return this;
        }

        /** How often it is looked whether a file has changed, at most. Default 10 seconds; zero looks at each connection. */
        public Builder checkEvery(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("checkEvery must not be negative, but was " + value);
            }
            checkEvery = value;
            return this;
        }

        /**
         * Reads the files.
         *
         * @throws IOException if one cannot be read or does not hold what it should
         * @throws IllegalStateException if the key or the trusted certificates are not named
         */
        public TlsCredentials read() throws IOException {
            if (keys == null || trusted == null) {
                throw new IllegalStateException("TLS credentials need a key and trusted certificates");
            }
            return new TlsCredentials(this, keys, trusted);
        }

        private static KeyManagerFactory keyManagers(PrivateKey key, List<X509Certificate> chain)
                throws IOException, GeneralSecurityException {
            KeyStore store = emptyStore();
            char[] password = new char[0];
            store.setKeyEntry("own", key, password, chain.toArray(X509Certificate[]::new));
            return keyManagers(store, password);
        }

        private static KeyManagerFactory keyManagers(KeyStore store, char[] password) throws GeneralSecurityException {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        }

        private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        }

        private static KeyStore pkcs12(Path file, char[] password) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(Objects.requireNonNull(file, "file"))) {
                store.load(in, password);
            }
            return store;
        }
    }
}
