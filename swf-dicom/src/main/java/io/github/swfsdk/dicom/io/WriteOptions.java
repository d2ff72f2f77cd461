package io.github.swfsdk.dicom.io;

import java.util.Objects;

/** How data sets are written. Immutable. */
public final class WriteOptions {
    private static final WriteOptions DEFAULTS = builder().build();

    /** How the end of sequences and items is told (PS3.5, 7.5). */
    public enum SequenceLengths {
        /** By their length. The default: any peer reads it, and can step over what it does not know. */
        DEFINED,
        /** By delimiters. Nothing is held back until a sequence is complete. */
        UNDEFINED
    }

    private final SequenceLengths sequenceLengths;
    private final CharacterSetPolicy characterSets;
    private final ReplacedTextListener listener;
    private final EncodedForm form;

    private WriteOptions(Builder builder) {
        sequenceLengths = builder.sequenceLengths;
        characterSets = builder.characterSets;
        listener = builder.listener;
        form = builder.form;
    }

    /** Sequences of defined length, {@link CharacterSetPolicy#ownElseUtf8()}. */
    public static WriteOptions defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How the end of sequences and items is told. */
    public SequenceLengths sequenceLengths() {
        return sequenceLengths;
    }

    /** Which character set is used. */
    public CharacterSetPolicy characterSets() {
        return characterSets;
    }

    /** Who hears of replaced characters. */
    public ReplacedTextListener listener() {
        return listener;
    }

    /** How what was read was encoded. */
    public EncodedForm form() {
        return form;
    }

    /** Starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.sequenceLengths = sequenceLengths;
        builder.characterSets = characterSets;
        builder.listener = listener;
        builder.form = form;
        return builder;
    }

    /** Collects options. */
    public static final class Builder {
        private SequenceLengths sequenceLengths = SequenceLengths.DEFINED;
        private CharacterSetPolicy characterSets = CharacterSetPolicy.ownElseUtf8();
        private ReplacedTextListener listener = tag -> {};
        private EncodedForm form = EncodedForm.none();

        private Builder() {}

        /** Default {@link SequenceLengths#DEFINED}. */
        public Builder sequenceLengths(SequenceLengths lengths) {
            sequenceLengths = Objects.requireNonNull(lengths, "sequenceLengths");
            return this;
        }

        /** Default {@link CharacterSetPolicy#ownElseUtf8()}. */
        public Builder characterSets(CharacterSetPolicy policy) {
            characterSets = Objects.requireNonNull(policy, "characterSets");
            return this;
        }

        /** Hears of each element whose text lost characters. */
        public Builder listener(ReplacedTextListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /** Writes elements that were read as they were encoded, whatever the other options say. Default: none were. */
        public Builder form(EncodedForm encodedForm) {
            form = Objects.requireNonNull(encodedForm, "form");
            return this;
        }

        /** Returns the options. */
        public WriteOptions build() {
            return new WriteOptions(this);
        }
    }
}
