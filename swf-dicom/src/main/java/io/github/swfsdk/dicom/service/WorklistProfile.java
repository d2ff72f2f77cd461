package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import io.github.swfsdk.api.worklist.WorklistExplanation;
import io.github.swfsdk.api.worklist.WorklistOptions;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the queries of one device are answered, beyond the standard: what it forgets to ask, cannot read or calls by another
 * name. Given to {@link WorklistService#withProfiles} for each calling AE title. Immutable and thread-safe.
 */
public final class WorklistProfile {
    private static final WorklistProfile DEFAULTS = builder().build();

    private final WorklistOptions matching;
    private final Set<Tag> returned;
    private final Map<String, String> stations;
    private final Optional<String> modality;
    private final Optional<Days> days;
    private final NameFormat names;
    private final int maxAnswers;
    private final boolean startedStepsVisible;
    private final List<String> characterSet;
    private final Clock clock;

    private WorklistProfile(Builder builder) {
        matching = builder.matching;
        returned = Set.copyOf(builder.returned);
        stations = Map.copyOf(builder.stations);
        modality = builder.modality;
        days = builder.days;
        names = builder.names;
        maxAnswers = builder.maxAnswers;
        startedStepsVisible = builder.startedStepsVisible;
        characterSet = builder.characterSet;
        clock = builder.clock;
    }

    /** How names of persons are written. */
    public enum NameFormat {
        /** As they are. */
        AS_STORED,
        /** The alphabetic group only, for devices that show {@code =} and what follows. */
        ALPHABETIC,
        /** Family and given name of the alphabetic group only, for devices that mistake the other components. */
        FAMILY_AND_GIVEN
    }

    /** Days before and after today. */
    record Days(int before, int after) {}

    /** As the standard has it. */
    public static WorklistProfile defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Says how a query of this device is read, with what this profile adds to it or replaces in it, and which keys keep a
     * step out. Steps that are hidden because they have started are not told.
     */
    public WorklistExplanation explain(WorklistQuery query) {
        return new ProfiledIdentifier(query.identifier(), this).explain(query.callingAeTitle());
    }

    WorklistOptions matching() {
        return matching;
    }

    Set<Tag> returned() {
        return returned;
    }

    Map<String, String> stations() {
        return stations;
    }

    Optional<String> modality() {
        return modality;
    }

    Optional<Days> days() {
        return days;
    }

    NameFormat names() {
        return names;
    }

    int maxAnswers() {
        return maxAnswers;
    }

    boolean startedStepsVisible() {
        return startedStepsVisible;
    }

    List<String> characterSet() {
        return characterSet;
    }

    Clock clock() {
        return clock;
    }

    /** Collects what is special about a device. For one thread. */
    public static final class Builder {
        private final Set<Tag> returned = new LinkedHashSet<>();
        private final Map<String, String> stations = new HashMap<>();
        private WorklistOptions matching = WorklistOptions.defaults();
        private Optional<String> modality = Optional.empty();
        private Optional<Days> days = Optional.empty();
        private NameFormat names = NameFormat.AS_STORED;
        private int maxAnswers = Integer.MAX_VALUE;
        private boolean startedStepsVisible = true;
        private List<String> characterSet = List.of();
        private Clock clock = Clock.systemDefaultZone();

        private Builder() {}

        /** How its keys are matched; {@link WorklistOptions#defaults()} by default. */
        public Builder matching(WorklistOptions options) {
            matching = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Answers these attributes also when the query does not ask for them; none by default. Each goes where table K.6-1
         * has it, into the step or the top level.
         *
         * @throws IllegalArgumentException if the table does not have one
         */
        public Builder returnAlso(Tag... tags) {
            for (Tag tag : tags) {
                boolean known = WorklistAttributes.isOfStep(tag)
                        || WorklistAttributes.find(List.of(), tag).isPresent();
                if (!known) {
                    throw new IllegalArgumentException(tag + " is not an attribute of the worklist");
                }
                returned.add(tag);
            }
            return this;
        }

        /**
         * The device calls a station by another AE title than the schedule; no such titles by default. A query for the
         * device's title finds the steps of the scheduled one, and the answers have the device's title instead.
         */
        public Builder station(String asked, String scheduled) {
            stations.put(Objects.requireNonNull(asked, "asked"), Objects.requireNonNull(scheduled, "scheduled"));
            return this;
        }

        /** The modality of a query that names none; any by default. */
        public Builder defaultModality(String value) {
            modality = Optional.of(value);
            return this;
        }

        /**
         * The days of a query that names no start date: from some days before today to some days after it; any by default.
         */
        public Builder defaultDays(int before, int after) {
            if (before < 0 || after < 0) {
                throw new IllegalArgumentException("days must not be negative, but were " + before + " and " + after);
            }
            days = Optional.of(new Days(before, after));
            return this;
        }

        /** How names of persons are written; as stored by default. */
        public Builder names(NameFormat format) {
            names = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * The most answers that a query gets; no limit by default. If more steps match, the answers end with status A700H
         * (out of resources): with success the list would look complete, although steps are hidden.
         */
        public Builder maxAnswers(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("maxAnswers must be positive, but was " + count);
            }
            maxAnswers = count;
            return this;
        }

        /** Whether steps of status STARTED are answered; true by default. */
        public Builder startedStepsVisible(boolean visible) {
            startedStepsVisible = visible;
            return this;
        }

        /**
         * The character set of the answers, instead of that of the query: the values of (0008,0005). Answers that it cannot
         * express are in ISO_IR 192 all the same.
         *
         * @throws IllegalArgumentException if they name no character set of the standard
         */
        public Builder characterSet(String... terms) {
            characterSet = List.of(terms);
            if (!CharacterSetPolicy.isSupported(characterSet)) {
                throw new IllegalArgumentException("there is no character set " + characterSet);
            }
            return this;
        }

        /** What tells which day is today, in its time zone; the system's by default. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Returns the profile. */
        public WorklistProfile build() {
            return new WorklistProfile(this);
        }
    }
}
