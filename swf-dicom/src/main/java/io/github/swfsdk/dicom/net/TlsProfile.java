package io.github.swfsdk.dicom.net;

import java.util.List;
import java.util.stream.Stream;

/**
 * A secure transport connection profile of PS3.15, Annex B, as far as the running JDK has its cipher suites. None lets a peer
 * talk it down below TLS 1.2.
 */
public enum TlsProfile {
    /**
     * BCP 195 RFC 8996, 9325 TLS (PS3.15, B.12): TLS 1.3 where the peer has it, otherwise TLS 1.2 with the four suites that
     * RFC 9325, 4.2 recommends.
     */
    BCP_195_RFC_8996_9325(List.of()),
    /**
     * Non-Downgrading BCP 195 TLS (PS3.15, B.10; replaced by B.12 in the current edition): also the suites with ephemeral
     * Diffie-Hellman of RFC 7525, 4.2, for peers without elliptic curves.
     */
    NON_DOWNGRADING_BCP_195(List.of("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"));

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private final List<String> additional;

    TlsProfile(List<String> additional) {
        this.additional = additional;
    }

    /** The versions that are offered and accepted, the preferred first, by their names in the JDK. */
    public List<String> protocols() {
        return PROTOCOLS;
    }

    /** The cipher suites that are offered and accepted, the preferred first, by their IANA names. */
    public List<String> cipherSuites() {
        return Stream.concat(SUITES.stream(), additional.stream()).toList();
    }
}
