package io.github.swfsdk.dicom.net;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies who the user behind a requestor is (PS3.7, D.3.3.7). Called on a handler thread, after the {@link AccessPolicy} has
 * allowed the association; may block, at most for the {@code handler} deadline; must be thread-safe. What it throws refuses the
 * association.
 */
@FunctionalInterface
public interface IdentityVerifier {
    /**
     * Decides about the user.
     *
     * @param association who asks, with the certificates of TLS if there is any
     * @param identity what it says; empty if it says nothing
     */
    Verdict verify(AssociationInfo association, Optional<UserIdentity> identity);

    /** The answer to an identity. Immutable. */
    final class Verdict {
        private static final Verdict REFUSED = new Verdict(null, new byte[0]);

        private final @Nullable String user;
        private final byte[] response;

        private Verdict(@Nullable String user, byte[] response) {
            this.user = user;
            this.response = response.clone();
        }

        /** The association is rejected (1/1/1): the standard has no reason that would say more. */
        public static Verdict refused() {
            return REFUSED;
        }

        /** The user is who it says; {@link AssociationInfo#user()} tells it from now on. */
        public static Verdict accepted(String user) {
            return accepted(user, new byte[0]);
        }

        /**
         * The user is who it says.
         *
         * @param response Kerberos server ticket, SAML response or JSON Web Token, sent if the requestor wants one; copied
         */
        public static Verdict accepted(String user, byte[] response) {
            return new Verdict(Objects.requireNonNull(user, "user"), response);
        }

        /** Who the user is; empty if it is refused. */
        public Optional<String> user() {
            return Optional.ofNullable(user);
        }

        /** What is sent if the requestor wants a response. A copy. */
        public byte[] response() {
            return response.clone();
        }
    }
}
