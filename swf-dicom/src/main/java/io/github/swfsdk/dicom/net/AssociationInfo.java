package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.dataset.Uid;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts about one association, for events and access decisions.
 *
 * @param id unique in this process
 * @param requestor whether this side requested it
 * @param callingAeTitle of the requestor; as the peer sent it, with unprintable characters replaced
 * @param calledAeTitle of the acceptor; as the peer sent it, with unprintable characters replaced
 * @param remoteAddress of the peer's end of the connection
 * @param tls how the connection is secured; empty if it is not
 * @param user who the verifier of user identities says it is; empty if there is no verifier or it has not spoken
 * @param implementationClass of the peer; empty when it is not known yet
 * @param implementationVersion of the peer; empty when it is not known
 * @param contexts accepted presentation contexts; none before the association is accepted
 * @param since when the connection was made
 */
public record AssociationInfo(
        long id,
        boolean requestor,
        String callingAeTitle,
        String calledAeTitle,
        InetSocketAddress remoteAddress,
        Optional<TlsSession> tls,
        Optional<String> user,
        String implementationClass,
        String implementationVersion,
        List<Context> contexts,
        Instant since) {
    /**
     * An accepted presentation context.
     *
     * @param id 1 to 255
     * @param abstractSyntax the SOP class
     * @param transferSyntax the agreed encoding
     */
    public record Context(int id, Uid abstractSyntax, Uid transferSyntax) {}

    /** Copies the list. */
    public AssociationInfo {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(user, "user");
        contexts = List.copyOf(contexts);
    }

    /** Starts with what is known when a connection is made. */
    public static Builder connected(long id, boolean requestor, InetSocketAddress remoteAddress, Instant since) {
        return new Builder(new AssociationInfo(
                id, requestor, "", "", remoteAddress, Optional.empty(), Optional.empty(), "", "", List.of(), since));
    }

    /** Starts with these facts. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** AE title of the peer. */
    public String peerAeTitle() {
        return requestor ? calledAeTitle : callingAeTitle;
    }

    /** Names the association in one word, for logs and causes: {@code CT1>PACS#17}. */
    public String reference() {
        return callingAeTitle + ">" + calledAeTitle + "#" + id;
    }

    /** Says from where the connection came, or to where it goes, and when: {@code 10.0.0.7:40312 2026-01-10T08:30:00Z}. */
    public String origin() {
        return remoteAddress.getHostString() + ":" + remoteAddress.getPort() + " " + since;
    }

    @Override
    public String toString() {
        return reference();
    }

    /** Adds facts as they become known; tests of policies and listeners make up theirs. One thread only. */
    public static final class Builder {
        private final long id;
        private final boolean requestor;
        private final InetSocketAddress remoteAddress;
        private final Instant since;
        private String callingAeTitle;
        private String calledAeTitle;
        private Optional<TlsSession> tls;
        private Optional<String> user;
        private String implementationClass;
        private String implementationVersion;
        private List<Context> contexts;

        private Builder(AssociationInfo known) {
            id = known.id;
            requestor = known.requestor;
            remoteAddress = known.remoteAddress;
            since = known.since;
            callingAeTitle = known.callingAeTitle;
            calledAeTitle = known.calledAeTitle;
            tls = known.tls;
            user = known.user;
            implementationClass = known.implementationClass;
            implementationVersion = known.implementationVersion;
            contexts = known.contexts;
        }

        /** The AE titles. */
        public Builder titles(String calling, String called) {
            callingAeTitle = calling;
            calledAeTitle = called;
            return this;
        }

        /** How the connection is secured. */
        public Builder tls(TlsSession session) {
            tls = Optional.of(session);
            return this;
        }

        /** Who the user is. */
        public Builder user(String name) {
            user = Optional.of(name);
            return this;
        }

        /** What the peer says about its implementation. */
        public Builder implementation(String classUid, String version) {
            implementationClass = classUid;
            implementationVersion = version;
            return this;
        }

        /** The accepted presentation contexts. */
        public Builder contexts(List<Context> accepted) {
            contexts = List.copyOf(accepted);
            return this;
        }

        /** Returns the facts. */
        public AssociationInfo build() {
            return new AssociationInfo(
                    id,
                    requestor,
                    callingAeTitle,
                    calledAeTitle,
                    remoteAddress,
                    tls,
                    user,
                    implementationClass,
                    implementationVersion,
                    contexts,
                    since);
        }
    }
}
