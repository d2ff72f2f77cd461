package io.github.swfsdk.hl7;

import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Leniency;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Limits and deadlines of {@link Hl7Server} and {@link Hl7Client}. Immutable.
 *
 * <p>A peer that exceeds a limit costs at most what the limit says: {@link #maxConnections()} times
 * {@link #maxMessageLength()} bytes of received text in all.
 */
public final class MllpOptions {
    private final int maxMessageLength;
    private final int maxSegments;
    private final int maxConnections;
    private final int handlerThreads;
    private final Duration connectTimeout;
    private final Duration idleTimeout;
    private final Duration receiveTimeout;
    private final Duration handlerTimeout;
    private final Duration sendTimeout;
    private final Duration acknowledgementTimeout;
    private final Duration closeTimeout;
    private final CharacterSet defaultCharacterSet;
    private final Set<Leniency> leniencies;
    private final Clock clock;

    private MllpOptions(Builder builder) {
        maxMessageLength = builder.maxMessageLength;
        maxSegments = builder.maxSegments;
        maxConnections = builder.maxConnections;
        handlerThreads = builder.handlerThreads;
        connectTimeout = builder.connectTimeout;
        idleTimeout = builder.idleTimeout;
        receiveTimeout = builder.receiveTimeout;
        handlerTimeout = builder.handlerTimeout;
        sendTimeout = builder.sendTimeout;
        acknowledgementTimeout = builder.acknowledgementTimeout;
        closeTimeout = builder.closeTimeout;
        defaultCharacterSet = builder.defaultCharacterSet;
        leniencies = Set.copyOf(builder.leniencies);
        clock = builder.clock;
    }

    /** Starts with the defaults, each given at its setter. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the defaults. */
    public static MllpOptions defaults() {
        return builder().build();
    }

    /** The longest message that is received, in bytes. */
    public int maxMessageLength() {
        return maxMessageLength;
    }

    /** The most segments of a message that is received. */
    public int maxSegments() {
        return maxSegments;
    }

    /** The most connections a server has open at a time. */
    public int maxConnections() {
        return maxConnections;
    }

    /** The most messages a server handles at a time. */
    public int handlerThreads() {
        return handlerThreads;
    }

    /** How long a client waits for a connection. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long a server keeps a connection on which no message begins. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** How long a message may take from its first byte to its last. */
    public Duration receiveTimeout() {
        return receiveTimeout;
    }

    /** How long a server waits for the embedding program's answer to one message. */
    public Duration handlerTimeout() {
        return handlerTimeout;
    }

    /** How long the peer may take to accept the bytes of one message. */
    public Duration sendTimeout() {
        return sendTimeout;
    }

    /** How long a client waits for an acknowledgement to begin. */
    public Duration acknowledgementTimeout() {
        return acknowledgementTimeout;
    }

    /** How long closing waits: a server for messages at work, a refused peer for reading the refusal. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** The character set of a message without MSH-18. */
    public CharacterSet defaultCharacterSet() {
        return defaultCharacterSet;
    }

    /** What is tolerated although the standard forbids it. */
    public Set<Leniency> leniencies() {
        return leniencies;
    }

    /** Where message times come from. */
    public Clock clock() {
        return clock;
    }

    /** Collects options. A wrong value is refused at once, by name. */
    public static final class Builder {
        private int maxMessageLength = 1024 * 1024;
        private int maxSegments = 2000;
        private int maxConnections = 64;
        private int handlerThreads = 8;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration idleTimeout = Duration.ofMinutes(10);
        private Duration receiveTimeout = Duration.ofSeconds(30);
        private Duration handlerTimeout = Duration.ofSeconds(60);
        private Duration sendTimeout = Duration.ofSeconds(10);
        private Duration acknowledgementTimeout = Duration.ofSeconds(30);
        private Duration closeTimeout = Duration.ofSeconds(5);
        private CharacterSet defaultCharacterSet = CharacterSet.ASCII;
        private EnumSet<Leniency> leniencies =
                EnumSet.of(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN, Leniency.VERSION_2_3);
        private Clock clock = Clock.systemDefaultZone();

        private Builder() {}

        /** Default 1 MiB: orders are a few KiB, and nothing in these transactions embeds documents. */
        public Builder maxMessageLength(int bytes) {
            maxMessageLength = positive("maxMessageLength", bytes);
            return this;
        }

        /** Default 2000: an order has two per scheduled step, a chained merge two per patient. */
        public Builder maxSegments(int segments) {
            maxSegments = positive("maxSegments", segments);
            return this;
        }

        /** Default 64: senders keep one connection each; one more than this is closed at once. */
        public Builder maxConnections(int connections) {
            maxConnections = positive("maxConnections", connections);
            return this;
        }

        /** Default 8: handlers mostly wait for a database, whose pools are about this size. */
        public Builder handlerThreads(int threads) {
            handlerThreads = positive("handlerThreads", threads);
            return this;
        }

        /** Default 5 seconds: a host of the same network that is up answers within one. */
        public Builder connectTimeout(Duration time) {
            connectTimeout = positive("connectTimeout", time);
            return this;
        }

        /** Default 10 minutes: senders with persistent connections pause between orders, and connect again. */
        public Builder idleTimeout(Duration time) {
            idleTimeout = positive("idleTimeout", time);
            return this;
        }

        /** Default 30 seconds. */
        public Builder receiveTimeout(Duration time) {
            receiveTimeout = positive("receiveTimeout", time);
            return this;
        }

        /**
         * Default 60 seconds; then the message is answered AE and the handler's thread is interrupted. Should the handler
         * finish its work all the same, the repeated message meets a handler that knows it.
         */
        public Builder handlerTimeout(Duration time) {
            handlerTimeout = positive("handlerTimeout", time);
            return this;
        }

        /** Default 10 seconds: an acknowledgement fits into any socket buffer, so waiting means a peer that does not read. */
        public Builder sendTimeout(Duration time) {
            sendTimeout = positive("sendTimeout", time);
            return this;
        }

        /** Default 30 seconds. */
        public Builder acknowledgementTimeout(Duration time) {
            acknowledgementTimeout = positive("acknowledgementTimeout", time);
            return this;
        }

        /** Default 5 seconds. */
        public Builder closeTimeout(Duration time) {
            closeTimeout = positive("closeTimeout", time);
            return this;
        }

        /** Default ASCII, which is what an empty MSH-18 says; other bytes in such a message are refused, not guessed. */
        public Builder defaultCharacterSet(CharacterSet set) {
            defaultCharacterSet = Objects.requireNonNull(set, "defaultCharacterSet");
            return this;
        }

        /** Default: line feeds and version 2.3 are tolerated. Replaces the default. */
        public Builder leniencies(Collection<Leniency> tolerated) {
            leniencies = EnumSet.noneOf(Leniency.class);
            leniencies.addAll(tolerated);
            return this;
        }

        /** Default: the system's, in its time zone. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Returns the options. */
        public MllpOptions build() {
            return new MllpOptions(this);
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
