package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with one request, and what was tolerated in it. For one request, one thread. */
final class Problems {
    private static final int MAX_COMMENT = 64; // VR LO of (0000,0902)

    private final Set<MppsLeniency> tolerated;
    private final Set<MppsLeniency> used = EnumSet.noneOf(MppsLeniency.class);
    private final Map<Kind, List<AttributePath>> found = new EnumMap<>(Kind.class);

    Problems(Set<MppsLeniency> tolerated) {
        this.tolerated = tolerated;
    }

    void add(Kind kind, AttributePath path) {
        List<AttributePath> paths = found.computeIfAbsent(kind, none -> new ArrayList<>());
        if (!paths.contains(path)) {
            paths.add(path);
        }
    }

    /** Whether a deviation is tolerated, which is noted then. */
    boolean tolerates(MppsLeniency leniency) {
        boolean tolerates = tolerated.contains(leniency);
        if (tolerates) {
            used.add(leniency);
        }
        return tolerates;
    }

    /** Notes a problem unless it is tolerated. */
    void addUnless(MppsLeniency leniency, Kind kind, AttributePath path) {
        if (!tolerates(leniency)) {
            add(kind, path);
        }
    }

    Set<MppsLeniency> used() {
        return used;
    }

    /** The refusal for the first kind of problem, if there is any. */
    Optional<MppsRefusal> refusal() {
        return found.entrySet().stream()
                .findFirst()
                .map(first ->
                        new MppsRefusal(first.getKey(), first.getValue(), comment(first.getKey(), first.getValue())));
    }

    private static String comment(Kind kind, List<AttributePath> paths) {
        String what = switch (kind) {
            case MISSING_ATTRIBUTE -> "missing ";
            case MISSING_VALUE -> "no value in ";
            case NO_SUCH_ATTRIBUTE -> "not supplied at creation: ";
            case NOT_CHANGEABLE -> "may not be changed: ";
            default -> "invalid value in ";
        };
        String more = paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more";
        String full = what + paths.get(0) + more;
        return full.length() <= MAX_COMMENT ? full : what + paths.get(0).tag() + more;
    }
}
