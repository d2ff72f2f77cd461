package io.github.swfsdk.dicom.net;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Limits and deadlines of associations. Immutable; every value is checked once, when it is set. Deadlines are watched in
 * steps of a tenth of a second.
 */
public final class AssociationOptions {
    private static final AssociationOptions DEFAULTS = builder().build();

    private final Builder values;

    private AssociationOptions(Builder values) {
        this.values = values;
    }

    /** Every option at its default. */
    public static AssociationOptions defaults() {
        return DEFAULTS;
    }

    /** Starts with every option at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with the values of these options. */
    public Builder toBuilder() {
        return values.copy();
    }

    /** Returns {@link Builder#maxPduLength(int)}. */
    public int maxPduLength() {
        return values.maxPduLength;
    }

    /** Returns {@link Builder#maxAssociateLength(int)}. */
    public int maxAssociateLength() {
        return values.maxAssociateLength;
    }

    /** Returns {@link Builder#maxCommandLength(int)}. */
    public int maxCommandLength() {
        return values.maxCommandLength;
    }

    /** Returns {@link Builder#maxDataSetInMemory(int)}. */
    public int maxDataSetInMemory() {
        return values.maxDataSetInMemory;
    }

    /** Returns {@link Builder#maxBytesAhead(int)}. */
    public int maxBytesAhead() {
        return values.maxBytesAhead;
    }

    /** Returns {@link Builder#maxAssociations(int)}. */
    public int maxAssociations() {
        return values.maxAssociations;
    }

    /** Returns {@link Builder#maxAssociationsPerPeer(int)}. */
    public int maxAssociationsPerPeer() {
        return values.maxAssociationsPerPeer;
    }

    /** Returns {@link Builder#maxHalfOpen(int)}. */
    public int maxHalfOpen() {
        return values.maxHalfOpen;
    }

    /** Returns {@link Builder#maxOperationsInvoked(int)}. */
    public int maxOperationsInvoked() {
        return values.maxOperationsInvoked;
    }

    /** Returns {@link Builder#maxOperationsPerformed(int)}. */
    public int maxOperationsPerformed() {
        return values.maxOperationsPerformed;
    }

    /** Returns {@link Builder#connect(Duration)}. */
    public Duration connect() {
        return values.connect;
    }

    /** Returns {@link Builder#tlsHandshake(Duration)}. */
    public Duration tlsHandshake() {
        return values.tlsHandshake;
    }

    /** Returns {@link Builder#associate(Duration)}. */
    public Duration associate() {
        return values.associate;
    }

    /** Returns {@link Builder#artim(Duration)}. */
    public Duration artim() {
        return values.artim;
    }

    /** Returns {@link Builder#read(Duration)}. */
    public Duration read() {
        return values.read;
    }

    /** Returns {@link Builder#write(Duration)}. */
    public Duration write() {
        return values.write;
    }

    /** Returns {@link Builder#idle(Duration)}. */
    public Duration idle() {
        return values.idle;
    }

    /** Returns {@link Builder#response(Duration)}. */
    public Duration response() {
        return values.response;
    }

    /** Returns {@link Builder#handler(Duration)}. */
    public Duration handler() {
        return values.handler;
    }

    /** Returns {@link Builder#release(Duration)}. */
    public Duration release() {
        return values.release;
    }

    /** Returns {@link Builder#drain(Duration)}. */
    public Duration drain() {
        return values.drain;
    }

    /** Returns {@link Builder#leniencies(Set)}. */
    public Set<Leniency> leniencies() {
        return values.leniencies;
    }

    /** Returns {@link Builder#virtualThreads(boolean)}. */
    public boolean virtualThreads() {
        return values.virtualThreads;
    }

    /** Collects options. One thread only. */
    public static final class Builder {
        private int maxPduLength = 128 * 1024 - 6;
        private int maxAssociateLength = 1024 * 1024;
        private int maxCommandLength = 64 * 1024;
        private int maxDataSetInMemory = 16 * 1024 * 1024;
        private int maxBytesAhead = 512 * 1024;
        private int maxAssociations = 256;
        private int maxAssociationsPerPeer = 64;
        private int maxHalfOpen = 256;
        private int maxOperationsInvoked = 1;
        private int maxOperationsPerformed = 8;
        private Duration connect = Duration.ofSeconds(10);
        private Duration tlsHandshake = Duration.ofSeconds(10);
        private Duration associate = Duration.ofSeconds(30);
        private Duration artim = Duration.ofSeconds(30);
        private Duration read = Duration.ofSeconds(60);
        private Duration write = Duration.ofSeconds(60);
        private Duration idle = Duration.ofMinutes(10);
        private Duration response = Duration.ofMinutes(2);
        private Duration handler = Duration.ofMinutes(5);
        private Duration release = Duration.ofSeconds(10);
        private Duration drain = Duration.ofSeconds(30);
        private Set<Leniency> leniencies = Set.copyOf(EnumSet.allOf(Leniency.class));
        private boolean virtualThreads = true;

        private Builder() {}

        /**
         * Longest P-DATA-TF body that we receive, and longest that we send if the peer allows it, in bytes. A PDU of the default
         * with its header is exactly 128 KiB, the most that the JDK passes to the kernel in one call.
         *
         * <p>Default 128 KiB minus 6; from 4096 to 16 MiB.
         */
        public Builder maxPduLength(int value) {
            maxPduLength = range("maxPduLength", value, 4096, 16 * 1024 * 1024);
            return this;
        }

        /**
         * Longest A-ASSOCIATE PDU that is read, in bytes. 128 contexts with 60 transfer syntaxes each need about 200 KiB.
         *
         * <p>Default 1024 KiB; from 4096 to 16 MiB.
         */
        public Builder maxAssociateLength(int value) {
            maxAssociateLength = range("maxAssociateLength", value, 4096, 16 * 1024 * 1024);
            return this;
        }

        /**
         * Longest command set that is read, in bytes. Real ones have some hundred; an attribute list may have thousands of tags.
         *
         * <p>Default 64 KiB; from 1024 to 16 MiB.
         */
        public Builder maxCommandLength(int value) {
            maxCommandLength = range("maxCommandLength", value, 1024, 16 * 1024 * 1024);
            return this;
        }

        /**
         * Longest data set that is collected in memory, in bytes: everything but C-STORE, whose data set streams. A worklist
         * item has some kilobytes; a commitment request for ten thousand images about one megabyte.
         *
         * <p>Default 16 MiB; from 1024 to 1 GiB.
         */
        public Builder maxDataSetInMemory(int value) {
            maxDataSetInMemory = range("maxDataSetInMemory", value, 1024, 1 << 30);
            return this;
        }

        /**
         * How much of a streamed data set is received ahead of the service that reads it, in bytes; beyond it the peer has to wait.
         * At least one PDU is always received ahead.
         *
         * <p>Default 512 KiB; from 0 to 1 GiB.
         */
        public Builder maxBytesAhead(int value) {
            maxBytesAhead = range("maxBytesAhead", value, 0, 1 << 30);
            return this;
        }

        /**
         * Associations that a server has at a time; a further one is rejected (2/3/2). Each costs two threads at most.
         *
         * <p>Default 256; from 1 to 100000.
         */
        public Builder maxAssociations(int value) {
            maxAssociations = range("maxAssociations", value, 1, 100_000);
            return this;
        }

        /**
         * Associations that a server has at a time with one network address; a further one is rejected (2/3/2). One peer cannot take
         * all places, and an archive behind one address still has enough.
         *
         * <p>Default 64; from 1 to 100000.
         */
        public Builder maxAssociationsPerPeer(int value) {
            maxAssociationsPerPeer = range("maxAssociationsPerPeer", value, 1, 100_000);
            return this;
        }

        /**
         * Connections of a server that are no association: they have not asked yet, or were rejected and are still there. They are
         * counted apart from associations. For one more the oldest is closed, of the network address that has most of them: a
         * crowd that only connects keeps nobody out who asks. Each costs a thread.
         *
         * <p>Default 256; from 1 to 100000.
         */
        public Builder maxHalfOpen(int value) {
            maxHalfOpen = range("maxHalfOpen", value, 1, 100_000);
            return this;
        }

        /**
         * Operations that we may have outstanding on an association that we requested (PS3.7, D.3.3.3). More than 1 is proposed as an
         * asynchronous operations window; many peers answer 1.
         *
         * <p>Default 1; from 1 to 65535.
         */
        public Builder maxOperationsInvoked(int value) {
            maxOperationsInvoked = range("maxOperationsInvoked", value, 1, 0xFFFF);
            return this;
        }

        /**
         * Operations of the peer that we perform at a time on one association, if it asks for an asynchronous operations window. One
         * that comes beyond the agreed number waits unread.
         *
         * <p>Default 8; from 1 to 65535.
         */
        public Builder maxOperationsPerformed(int value) {
            maxOperationsPerformed = range("maxOperationsPerformed", value, 1, 0xFFFF);
            return this;
        }

        /**
         * For the transport connection. A peer in the same hospital answers in milliseconds.
         *
         * <p>Default 10 seconds.
         */
        public Builder connect(Duration value) {
            connect = positive("connect", value);
            return this;
        }

        /**
         * For the whole TLS handshake, in both roles, if TLS is wanted. It takes milliseconds, and some more on old devices.
         *
         * <p>Default 10 seconds.
         */
        public Builder tlsHandshake(Duration value) {
            tlsHandshake = positive("tlsHandshake", value);
            return this;
        }

        /**
         * For the peer's answer to our A-ASSOCIATE-RQ. Some devices start a process per association.
         *
         * <p>Default 30 seconds.
         */
        public Builder associate(Duration value) {
            associate = positive("associate", value);
            return this;
        }

        /**
         * ARTIM (PS3.8, 9.1.5): for the A-ASSOCIATE-RQ after a connection, and for the peer to close after a reject, release or abort.
         *
         * <p>Default 30 seconds.
         */
        public Builder artim(Duration value) {
            artim = positive("artim", value);
            return this;
        }

        /**
         * For the rest of a PDU whose first byte has come, and for the next PDU of a message that has begun.
         *
         * <p>Default 60 seconds.
         */
        public Builder read(Duration value) {
            read = positive("read", value);
            return this;
        }

        /**
         * For one write, at most the size of our send buffer, to be taken by the peer. A peer that stops reading holds a thread no longer.
         *
         * <p>Default 60 seconds.
         */
        public Builder write(Duration value) {
            write = positive("write", value);
            return this;
        }

        /**
         * For an open association on which nothing happens in either direction. Then it is aborted.
         *
         * <p>Default 10 minutes.
         */
        public Builder idle(Duration value) {
            idle = positive("idle", value);
            return this;
        }

        /**
         * For the next response to a request of ours. An archive may commit to slow media before it answers.
         *
         * <p>Default 2 minutes.
         */
        public Builder response(Duration value) {
            response = positive("response", value);
            return this;
        }

        /**
         * For a service to take the next part of a streamed data set, or to finish when further requests wait for it.
         *
         * <p>Default 5 minutes.
         */
        public Builder handler(Duration value) {
            handler = positive("handler", value);
            return this;
        }

        /**
         * For the peer's A-RELEASE-RP. Then we abort.
         *
         * <p>Default 10 seconds.
         */
        public Builder release(Duration value) {
            release = positive("release", value);
            return this;
        }

        /**
         * For running operations to end when a server is closed. Then their associations are aborted.
         *
         * <p>Default 30 seconds.
         */
        public Builder drain(Duration value) {
            drain = positive("drain", value);
            return this;
        }

        /** What peers are forgiven. Default: every {@link Leniency}. */
        public Builder leniencies(Set<Leniency> value) {
            leniencies = Set.copyOf(value);
            return this;
        }

        /** Whether virtual threads are used where the running JVM has them. Default true. */
        public Builder virtualThreads(boolean value) {
            virtualThreads = value;
            return this;
        }

        /** Returns the options. */
        public AssociationOptions build() {
            return new AssociationOptions(copy());
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.maxPduLength = maxPduLength;
            copy.maxAssociateLength = maxAssociateLength;
            copy.maxCommandLength = maxCommandLength;
            copy.maxDataSetInMemory = maxDataSetInMemory;
            copy.maxBytesAhead = maxBytesAhead;
            copy.maxAssociations = maxAssociations;
            copy.maxAssociationsPerPeer = maxAssociationsPerPeer;
            copy.maxHalfOpen = maxHalfOpen;
            copy.maxOperationsInvoked = maxOperationsInvoked;
            copy.maxOperationsPerformed = maxOperationsPerformed;
            copy.connect = connect;
            copy.tlsHandshake = tlsHandshake;
            copy.associate = associate;
            copy.artim = artim;
            copy.read = read;
            copy.write = write;
            copy.idle = idle;
            copy.response = response;
            copy.handler = handler;
            copy.release = release;
            copy.drain = drain;
            copy.leniencies = leniencies;
            copy.virtualThreads = virtualThreads;
            return copy;
        }

        private static int range(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        name + " must be from " + least + " to " + most + ", but was " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
