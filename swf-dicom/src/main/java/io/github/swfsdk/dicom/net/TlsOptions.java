package io.github.swfsdk.dicom.net;

import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** How connections are secured with TLS, in both roles. Immutable. */
public final class TlsOptions {
    private final Builder values;

    private TlsOptions(Builder values) {
        this.values = values;
    }

    /** Every option at its default. */
    public static TlsOptions of(Supplier<SSLContext> credentials) {
        return builder(credentials).build();
    }

    /**
     * Starts with every option at its default.
     *
     * @param credentials asked for each new connection, on the thread of that connection: our key, and whom we trust.
     *     {@link TlsCredentials} reads them from files; a vendor's own supplier may keep them elsewhere
     */
    public static Builder builder(Supplier<SSLContext> credentials) {
        return new Builder(credentials);
    }

    /** Our key and whom we trust, for the next connection. */
    public Supplier<SSLContext> credentials() {
        return values.credentials;
    }

    /** Returns {@link Builder#profile(TlsProfile)}. */
    public TlsProfile profile() {
        return values.profile;
    }

    /** Returns {@link Builder#mutual(boolean)}. */
    public boolean mutual() {
        return values.mutual;
    }

    /** Returns {@link Builder#checkHostName(boolean)}. */
    public boolean checkHostName() {
        return values.checkHostName;
    }

    /** Collects options. One thread only. */
    public static final class Builder {
        private final Supplier<SSLContext> credentials;
        private TlsProfile profile = TlsProfile.BCP_195_RFC_8996_9325;
        private boolean mutual = true;
        private boolean checkHostName;

        private Builder(Supplier<SSLContext> credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
        }

        /** Versions and cipher suites. Default: the one of the current edition of PS3.15. */
        public Builder profile(TlsProfile value) {
            profile = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Whether a peer that connects to us has to show a certificate that we trust. Default true, as ATNA wants it; a peer that we
         * connect to always has to.
         */
        public Builder mutual(boolean value) {
            mutual = value;
            return this;
        }

        /**
         * Whether the certificate of a peer that we connect to has to name the host (RFC 6125). Default false: devices are known by
         * their certificates, and are called by addresses that no certificate names.
         */
        public Builder checkHostName(boolean value) {
            checkHostName = value;
            return this;
        }

        /** Returns the options. */
        public TlsOptions build() {
            Builder copy = new Builder(credentials);
            copy.profile = profile;
            copy.mutual = mutual;
            copy.checkHostName = checkHostName;
            return new TlsOptions(copy);
        }
    }
}
