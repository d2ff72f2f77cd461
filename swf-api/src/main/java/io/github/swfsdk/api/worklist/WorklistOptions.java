package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tag;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How worklist queries are matched. Immutable. */
public final class WorklistOptions {
    private static final WorklistOptions DEFAULTS = builder().build();

    private final PersonNameMatching names;
    private final Set<WorklistLeniency> leniencies;
    private final Set<Tag> furtherKeys;
    private final Optional<ZoneId> timeZone;

    private WorklistOptions(Builder builder) {
        this.names = builder.names;
        this.leniencies = Set.copyOf(builder.leniencies);
        this.furtherKeys = Set.copyOf(builder.furtherKeys);
        this.timeZone = builder.timeZone;
    }

    /** Names without regard to case and accents, no leniency, the matching keys of table K.6-1. */
    public static WorklistOptions defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How names of persons are compared. */
    public PersonNameMatching names() {
        return names;
    }

    /** Returns a copy that compares names of persons in another way. */
    public WorklistOptions withNames(PersonNameMatching matching) {
        Builder builder = builder().names(matching);
        builder.timeZone = timeZone;
        builder.leniencies.addAll(leniencies);
        builder.furtherKeys.addAll(furtherKeys);
        return builder.build();
    }

    /** What is tolerated. */
    public Set<WorklistLeniency> leniencies() {
        return leniencies;
    }

    /** Matching keys beyond table K.6-1. */
    public Set<Tag> furtherKeys() {
        return furtherKeys;
    }

    /** The time zone of the schedule, if somebody has said it. */
    public Optional<ZoneId> timeZone() {
        return timeZone;
    }

    /** Collects options. */
    public static final class Builder {
        private final EnumSet<WorklistLeniency> leniencies = EnumSet.noneOf(WorklistLeniency.class);
        private final Set<Tag> furtherKeys = new HashSet<>();
        private Optional<ZoneId> timeZone = Optional.empty();
        private PersonNameMatching names = PersonNameMatching.IGNORING_CASE_AND_ACCENTS;

        private Builder() {}

        /** How names of persons are compared; without regard to case and accents by default, so that no patient is missed. */
        public Builder names(PersonNameMatching matching) {
            this.names = Objects.requireNonNull(matching, "matching");
            return this;
        }

        /** Tolerates a deviation; none by default. */
        public Builder tolerate(WorklistLeniency leniency) {
            leniencies.add(Objects.requireNonNull(leniency, "leniency"));
            return this;
        }

        /**
         * Matches on an attribute beyond table K.6-1, at whatever level it is asked for; by default a value of such a key
         * does not filter and is signalled as unsupported.
         *
         * @throws IllegalArgumentException if the attribute cannot be a key: it is private, or its representation is not
         *     matched
         */
        public Builder matchAlso(Tag tag) {
            if (WorklistAttributes.matchingOf(ElementDictionary.vrOf(tag)) == WorklistAttribute.Matching.NONE) {
                throw new IllegalArgumentException(tag + " cannot be a matching key");
            }
            furtherKeys.add(tag);
            return this;
        }

        /**
         * The time zone of the schedule: where dates and times of steps are that do not say so in (0008,0201) Timezone Offset
         * From UTC, and those of queries that do not. Steps that do, as orders with offsets make them, are moved to it. A
         * provider is asked for a few days more then.
         *
         * <p>Unknown by default: then a query without zone is compared with what a step has, whatever its zone, and the system's
         * zone stands in for queries that name theirs.
         */
        public Builder timeZone(ZoneId zone) {
            this.timeZone = Optional.of(zone);
            return this;
        }

        /** Returns the options. */
        public WorklistOptions build() {
            return new WorklistOptions(this);
        }
    }
}
