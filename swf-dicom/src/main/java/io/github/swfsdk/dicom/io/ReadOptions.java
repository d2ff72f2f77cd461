package io.github.swfsdk.dicom.io;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** How data sets are read: limits, leniencies, and what text without a named character set means. Immutable. */
public final class ReadOptions {
    private static final ReadOptions MESSAGES = builder().build();
    private static final ReadOptions FILES =
            builder().limits(ReadLimits.forFiles()).build();

    private final ReadLimits limits;
    private final Set<Leniency> refused;
    private final LeniencyListener listener;
    private final List<String> undeclaredCharacterSet;

    private ReadOptions(Builder builder) {
        limits = builder.limits;
        refused = Set.copyOf(builder.refused);
        listener = builder.listener;
        undeclaredCharacterSet = builder.undeclaredCharacterSet;
    }

    /** The defaults: {@link ReadLimits#forMessages()}, each leniency tolerated and not listened to. */
    public static ReadOptions forMessages() {
        return MESSAGES;
    }

    /** The defaults with {@link ReadLimits#forFiles()}. */
    public static ReadOptions forFiles() {
        return FILES;
    }

    /** The defaults with other limits. */
    public static ReadOptions of(ReadLimits limits) {
        return builder().limits(limits).build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.limits = limits;
        builder.refused.addAll(refused);
        builder.listener = listener;
        builder.undeclaredCharacterSet = undeclaredCharacterSet;
        return builder;
    }

    /** These options, with one more that hears of each use of a leniency. */
    public ReadOptions alsoTelling(LeniencyListener another) {
        LeniencyListener first = listener;
        return toBuilder()
                .listener((leniency, offset, path) -> {
                    first.used(leniency, offset, path);
                    another.used(leniency, offset, path);
                })
                .build();
    }

    /** What may be spent. */
    public ReadLimits limits() {
        return limits;
    }

    /** Whether a leniency is tolerated; if not, its use is a {@link DicomFormatException}. */
    public boolean tolerates(Leniency leniency) {
        return !refused.contains(leniency);
    }

    /** Who hears of used leniencies. */
    public LeniencyListener listener() {
        return listener;
    }

    /** The value of (0008,0005) that counts where a data set has none; empty for the default repertoire. */
    public List<String> undeclaredCharacterSet() {
        return undeclaredCharacterSet;
    }

    /** Collects options. */
    public static final class Builder {
        private ReadLimits limits = ReadLimits.forMessages();
        private final Set<Leniency> refused = EnumSet.noneOf(Leniency.class);
        private LeniencyListener listener = (leniency, offset, path) -> {};
        private List<String> undeclaredCharacterSet = List.of();

        private Builder() {}

        /** Default {@link ReadLimits#forMessages()}. */
        public Builder limits(ReadLimits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /** Refuses what is tolerated by default. */
        public Builder refuse(Leniency first, Leniency... more) {
            refused.addAll(EnumSet.of(first, more));
            return this;
        }

        /** Hears of each use of a leniency. */
        public Builder listener(LeniencyListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /**
         * Sets the character set of data sets that name none, as (0008,0005) would: some devices send {@code ISO_IR 100}
         * without saying so. Default: the default repertoire, which is ASCII.
         */
        public Builder undeclaredCharacterSet(String... values) {
            undeclaredCharacterSet = List.of(values);
            return this;
        }

        /** Returns the options. */
        public ReadOptions build() {
            return new ReadOptions(this);
        }
    }
}
