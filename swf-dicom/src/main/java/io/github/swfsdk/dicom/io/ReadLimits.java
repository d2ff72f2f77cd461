package io.github.swfsdk.dicom.io;

/**
 * What a reader spends at most on one data set; more is a {@link DicomFormatException}. No limit is ever allocated in
 * advance: memory grows with the bytes that have really arrived. Immutable.
 */
public final class ReadLimits {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int DEEPEST = 512;

    private static final ReadLimits MESSAGES = builder().build();
    private static final ReadLimits FILES = builder()
            .maxElements(10_000_000)
            .maxMemory(Math.min(1024L * MIB, Runtime.getRuntime().maxMemory() / 4))
            .maxInflated(4096L * MIB)
            .build();

    private final int maxDepth;
    private final int maxElements;
    private final long maxMemory;
    private final long maxInflated;
    private final int maxHeader;
    private final int maxHeaderValue;

    private ReadLimits(Builder builder) {
        maxDepth = builder.maxDepth;
        maxElements = builder.maxElements;
        maxMemory = builder.maxMemory;
        maxInflated = builder.maxInflated;
        maxHeader = builder.maxHeader;
        maxHeaderValue = builder.maxHeaderValue;
    }

    /** The defaults, chosen for messages that a peer sends: some 100 times what a large worklist answer takes. */
    public static ReadLimits forMessages() {
        return MESSAGES;
    }

    /**
     * For local files that are read whole, pixel data included: 10 million elements and 1 GiB of memory, or a quarter of the
     * Java heap if that is less, as a large value is copied while it is read.
     */
    public static ReadLimits forFiles() {
        return FILES;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How deep sequences may nest. */
    public int maxDepth() {
        return maxDepth;
    }

    /** How many elements and items one data set may have in memory, nested ones included. */
    public int maxElements() {
        return maxElements;
    }

    /** How many bytes of memory one data set may take, estimated: values, and 128 bytes for each element and item. */
    public long maxMemory() {
        return maxMemory;
    }

    /** How many bytes a deflated data set may have when inflated. */
    public long maxInflated() {
        return maxInflated;
    }

    /** How many encoded bytes {@link InstanceStream} keeps while it reads the attributes before the pixel data. */
    public int maxHeader() {
        return maxHeader;
    }

    /** Longest value that {@link InstanceStream#header()} holds; longer ones pass through without being held. */
    public int maxHeaderValue() {
        return maxHeaderValue;
    }

    /** Collects limits. */
    public static final class Builder {
        private int maxDepth = 64;
        private int maxElements = 200_000;
        private long maxMemory = 32L * MIB;
        private long maxInflated = 1024L * MIB;
        private int maxHeader = 4 * MIB;
        private int maxHeaderValue = 64 * KIB;

        private Builder() {}

        /** 1 to 512; default 64: structured reports and presentation states stay below 20. */
        public Builder maxDepth(int depth) {
            maxDepth = (int) atLeastOne("maxDepth", depth);
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("maxDepth must be at most " + DEEPEST + ", but was " + depth);
            }
            return this;
        }

        /** Default 200,000. */
        public Builder maxElements(int elements) {
            maxElements = (int) atLeastOne("maxElements", elements);
            return this;
        }

        /** In bytes; default 32 MiB. */
        public Builder maxMemory(long bytes) {
            maxMemory = atLeastOne("maxMemory", bytes);
            return this;
        }

        /** In bytes; default 1 GiB, which a large image reaches and nothing in memory ever does. */
        public Builder maxInflated(long bytes) {
            maxInflated = atLeastOne("maxInflated", bytes);
            return this;
        }

        /** In bytes; default 4 MiB: identifiers come early, and the rest of a longer header passes through. */
        public Builder maxHeader(int bytes) {
            maxHeader = (int) atLeastOne("maxHeader", bytes);
            return this;
        }

        /** In bytes; default 64 KiB. */
        public Builder maxHeaderValue(int bytes) {
            maxHeaderValue = (int) atLeastOne("maxHeaderValue", bytes);
            return this;
        }

        /** Returns the limits. */
        public ReadLimits build() {
            return new ReadLimits(this);
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
