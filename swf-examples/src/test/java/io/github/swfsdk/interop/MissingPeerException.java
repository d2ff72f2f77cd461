package io.github.swfsdk.interop;

import org.opentest4j.TestAbortedException;

/** Skips the test that needs a peer which is not installed here. */
final class MissingPeerException extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    private final Peer peer;

    MissingPeerException(Peer peer, String missing) {
        super("peer " + peer + " is missing: " + missing);
        this.peer = peer;
    }

    Peer peer() {
        return peer;
    }
}
