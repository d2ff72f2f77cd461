package io.github.swfsdk.hl7.mapping;

import java.util.Map;
import java.util.Objects;

/**
 * Says which station performs an ordered step. Station AE title, name and location have no source in an HL7 v2.3.1 order:
 * they come from the department's own scheduling (IHE RAD TF-2, appendix B). Called on a handler thread; must be thread-safe.
 */
@FunctionalInterface
public interface StationDirectory {
    /**
     * Assigns a station.
     *
     * @param modality the ordered modality (OBR-24), such as {@code CT}
     * @param enteringDevice ORC-18, in which some order fillers name the station's AE title; empty if it is not given
     */
    Station assign(String modality, String enteringDevice);

    /**
     * A station.
     *
     * @param aeTitle (0040,0001) Scheduled Station AE Title, 1 to 16 characters, no backslash
     * @param name (0040,0010) Scheduled Station Name, may be empty
     * @param location (0040,0011) Scheduled Procedure Step Location, may be empty
     */
    record Station(String aeTitle, String name, String location) {
        private static final int MAX_AE_TITLE = 16;

        /** Checks the AE title (PS3.5, 6.2). */
        public Station {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(location, "location");
            if (!isAeTitle(aeTitle)) {
                throw new IllegalArgumentException(
                        "an AE title is 1 to " + MAX_AE_TITLE + " printable ASCII characters without backslash");
            }
        }

        /** Returns a station of which only the AE title is known. */
        public static Station of(String aeTitle) {
            return new Station(aeTitle, "", "");
        }

        static boolean isAeTitle(String text) {
            return text.length() <= MAX_AE_TITLE
                    && !text.isBlank()
                    && text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\');
        }
    }

    /**
     * The default: the station's AE title is ORC-18 if that can be one, else the modality itself, for sites with one station
     * of a kind.
     */
    static StationDirectory modalityAsStation() {
        return (modality, enteringDevice) -> Station.of(Station.isAeTitle(enteringDevice) ? enteringDevice : modality);
    }

    /** Stations by modality; what is not in the map goes to {@link #modalityAsStation()}. */
    static StationDirectory byModality(Map<String, Station> stations) {
        Map<String, Station> known = Map.copyOf(stations);
        return (modality, enteringDevice) -> {
            Station station = known.get(modality);
            return station == null ? modalityAsStation().assign(modality, enteringDevice) : station;
        };
    }
}
