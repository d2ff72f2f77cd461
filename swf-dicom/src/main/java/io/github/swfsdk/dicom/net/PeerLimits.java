package io.github.swfsdk.dicom.net;

/**
 * What one peer, known by its calling AE title, may take of a server, within the {@link AssociationOptions} that hold for all.
 * Immutable.
 */
public final class PeerLimits {
    private static final int MANY = Integer.MAX_VALUE;
    private static final PeerLimits NONE = builder().build();

    private final Builder values;

    private PeerLimits(Builder values) {
        this.values = values;
    }

    /** Nothing beyond the options of the server. */
    public static PeerLimits none() {
        return NONE;
    }

    /** Starts with {@link #none()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@link Builder#maxAssociations(int)}. */
    public int maxAssociations() {
        return values.maxAssociations;
    }

    /** Returns {@link Builder#maxPduLength(int)}. */
    public int maxPduLength() {
        return values.maxPduLength;
    }

    /** Returns {@link Builder#maxOperations(int)}. */
    public int maxOperations() {
        return values.maxOperations;
    }

    /** Returns {@link Builder#associationsPerSecond(int)}. */
    public int associationsPerSecond() {
        return values.associationsPerSecond;
    }

    /** Returns {@link Builder#operationsPerSecond(int)}. */
    public int operationsPerSecond() {
        return values.operationsPerSecond;
    }

    /** The stricter of both, limit by limit. */
    public PeerLimits and(PeerLimits other) {
        return builder()
                .maxAssociations(Math.min(maxAssociations(), other.maxAssociations()))
                .maxPduLength(Math.min(maxPduLength(), other.maxPduLength()))
                .maxOperations(Math.min(maxOperations(), other.maxOperations()))
                .associationsPerSecond(Math.min(associationsPerSecond(), other.associationsPerSecond()))
                .operationsPerSecond(Math.min(operationsPerSecond(), other.operationsPerSecond()))
                .build();
    }

    /** Collects limits. One thread only. */
    public static final class Builder {
        private int maxAssociations = MANY;
        private int maxPduLength = MANY;
        private int maxOperations = MANY;
        private int associationsPerSecond = MANY;
        private int operationsPerSecond = MANY;

        private Builder() {}

        /**
         * Associations at a time; a further one is rejected (2/3/2, local limit exceeded). Default: as many as the server has for one
         * network address.
         */
        public Builder maxAssociations(int value) {
            maxAssociations = atLeast("maxAssociations", value, 1);
            return this;
        }

        /**
         * Longest P-DATA-TF body that it may send, in bytes; a longer one aborts the association. Default: as for everybody; at least
         * 4096.
         */
        public Builder maxPduLength(int value) {
            maxPduLength = atLeast("maxPduLength", value, 4096);
            return this;
        }

        /**
         * Operations at a time on one association, if it asks for more than one (PS3.7, D.3.3.3); further ones wait unread. Default: as
         * for everybody.
         */
        public Builder maxOperations(int value) {
            maxOperations = atLeast("maxOperations", value, 1);
            return this;
        }

        /**
         * Associations that it may open in a second, and at once after a pause; a further one is rejected (2/3/1, temporary
         * congestion). Default: any number.
         */
        public Builder associationsPerSecond(int value) {
            associationsPerSecond = atLeast("associationsPerSecond", value, 1);
            return this;
        }

        /**
         * Operations that it may ask for in a second on all its associations together, and at once after a pause; a further one is
         * answered with A700H, refused: out of resources (DIMSE-C), or 0213H, resource limitation (DIMSE-N). C-ECHO, which knows no
         * such status, is answered all the same. Default: any number.
         */
        public Builder operationsPerSecond(int value) {
            operationsPerSecond = atLeast("operationsPerSecond", value, 1);
            return this;
        }

        /** Returns the limits. */
        public PeerLimits build() {
            Builder copy = new Builder();
            copy.maxAssociations = maxAssociations;
            copy.maxPduLength = maxPduLength;
            copy.maxOperations = maxOperations;
            copy.associationsPerSecond = associationsPerSecond;
            copy.operationsPerSecond = operationsPerSecond;
            return new PeerLimits(copy);
        }

        private static int atLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", but was " + value);
            }
            return value;
        }
    }
}
