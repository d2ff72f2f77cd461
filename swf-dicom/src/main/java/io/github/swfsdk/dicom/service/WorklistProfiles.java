package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.worklist.PersonNameMatching;
import io.github.swfsdk.api.worklist.WorklistLeniency;
import io.github.swfsdk.api.worklist.WorklistOptions;
import io.github.swfsdk.dicom.net.AeTitle;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Worklist profiles as plain configuration, for {@link WorklistService#withProfiles}: a properties file (UTF-8) with a line for
 * each setting of a calling AE title, {@code *} standing for every device that has none of its own. Immutable and thread-safe.
 *
 * <pre>{@code
 * CT1.modality = CT
 * CT1.days = 0 1
 * CT1.stations = CTSCAN=CT1, CTOLD=CT2
 * CT1.return = 00101020, 00101030
 * CT1.names = alphabetic
 * CT1.max-answers = 200
 * CT1.started = hidden
 * CT1.character-set = ISO_IR 100
 * CT1.tolerate = asterisk-means-all, several-values
 * *.name-matching = literal
 * *.time-zone = Europe/Berlin
 * }</pre>
 *
 * <p>{@code days} are those before and after today; {@code stations} are pairs of the title that the device asks for and the
 * scheduled one; {@code return} has tags as eight hexadecimal digits;
 * {@code time-zone} is where the scheduled dates and times are. What each means is told by the method of
 * {@link WorklistProfile.Builder}.
 */
public final class WorklistProfiles implements Function<String, WorklistProfile> {
    private static final String OTHERS = "*";

    private final Map<String, WorklistProfile> profiles;

    private WorklistProfiles(Map<String, WorklistProfile> profiles) {
        this.profiles = profiles;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is not understood; the message names its key
     */
    public static WorklistProfiles read(Path file) throws IOException {
        Lines lines = new Lines();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        Map<String, Settings> settings = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException(key + " is not an AE title and a setting");
            }
            String title = key.substring(0, dot);
            try {
                settings.computeIfAbsent(title.equals(OTHERS) ? OTHERS : AeTitle.check(title), its -> new Settings())
                        .set(key.substring(dot + 1), lines.getProperty(key).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
            }
        }
        Map<String, WorklistProfile> profiles = new TreeMap<>();
        settings.forEach((title, its) -> profiles.put(title, its.build()));
        return new WorklistProfiles(profiles);
    }

    @Override
    public WorklistProfile apply(String callingAeTitle) {
        WorklistProfile others = profiles.getOrDefault(OTHERS, WorklistProfile.defaults());
        return profiles.getOrDefault(callingAeTitle, others);
    }

    /** Refuses a key that comes twice: one of the lines would do nothing. */
    private static final class Lines extends Properties {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new IllegalArgumentException(key + " is there twice");
            }
            return Objects.requireNonNullElse(super.put(key, value), value);
        }
    }

    /** The settings of one device. */
    private static final class Settings {
        private final WorklistProfile.Builder profile = WorklistProfile.builder();
        private final WorklistOptions.Builder matching = WorklistOptions.builder();

        void set(String setting, String value) {
            switch (setting) {
                case "modality" -> profile.defaultModality(value);
                case "days" -> days(value);
                case "stations" -> list(value).forEach(this::station);
                case "return" -> list(value).forEach(tag -> profile.returnAlso(Tag.parse(tag)));
                case "names" -> profile.names(term(WorklistProfile.NameFormat.class, value));
                case "max-answers" -> profile.maxAnswers(number(value));
                case "started" -> profile.startedStepsVisible(oneOf(value, "visible", "hidden") == 0);
                case "character-set" -> profile.characterSet(value.split("\\\\", -1));
                case "name-matching" -> matching.names(term(PersonNameMatching.class, value));
                case "time-zone" -> matching.timeZone(zone(value));
                case "tolerate" -> list(value).forEach(term -> matching.tolerate(term(WorklistLeniency.class, term)));
                case "match" -> list(value).forEach(tag -> matching.matchAlso(Tag.parse(tag)));
                default -> throw new IllegalArgumentException("there is no such setting");
            }
        }

        WorklistProfile build() {
            return profile.matching(matching.build()).build();
        }

        private void days(String value) {
            String[] both = value.split("\\s+");
            if (both.length != 2) {
                throw new IllegalArgumentException("two numbers are expected: days before today and after it");
            }
            profile.defaultDays(number(both[0]), number(both[1]));
        }

        private void station(String pair) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("asked=scheduled is expected");
            }
            profile.station(
                    AeTitle.check(pair.substring(0, equals).strip()),
                    AeTitle.check(pair.substring(equals + 1).strip()));
        }

        private static List<String> list(String value) {
            return Arrays.stream(value.split(",")).map(String::strip).toList();
        }

        private static ZoneId zone(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("a time zone such as Europe/Berlin or +01:00 is expected", e);
            }
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a number is expected", e);
            }
        }

        private static int oneOf(String value, String... terms) {
            int index = List.of(terms).indexOf(value);
            if (index < 0) {
                throw new IllegalArgumentException("one of " + String.join(", ", terms) + " is expected");
            }
            return index;
        }

        /** A constant, written in small letters with hyphens. */
        private static <E extends Enum<E>> E term(Class<E> type, String value) {
            E[] constants = type.getEnumConstants();
            String[] terms = Arrays.stream(constants)
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toArray(String[]::new);
            return constants[oneOf(value, terms)];
        }
    }
}
