package io.github.swfsdk.dicom.io;

import java.util.Objects;
import java.util.Optional;

/** How documents in JSON and XML are written. Immutable. */
public final class ModelOptions {
    private static final ModelOptions DEFAULTS = builder().build();

    private final BulkDataUris bulkData;
    private final ReplacedTextListener listener;

    private ModelOptions(Builder builder) {
        bulkData = builder.bulkData;
        listener = builder.listener;
    }

    /** Each value in the document. */
    public static ModelOptions defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Which values are only referred to. */
    public BulkDataUris bulkData() {
        return bulkData;
    }

    /** Who hears of characters that a document cannot hold. */
    public ReplacedTextListener listener() {
        return listener;
    }

    /** Collects options. */
    public static final class Builder {
        private BulkDataUris bulkData = value -> Optional.empty();
        private ReplacedTextListener listener = tag -> {};

        private Builder() {}

        /** Default: no value is only referred to. */
        public Builder bulkData(BulkDataUris uris) {
            bulkData = Objects.requireNonNull(uris, "bulkData");
            return this;
        }

        /** Hears of each element whose text lost characters: undecodable bytes, and in XML control characters. */
        public Builder listener(ReplacedTextListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /** Returns the options. */
        public ModelOptions build() {
            return new ModelOptions(this);
        }
    }
}
