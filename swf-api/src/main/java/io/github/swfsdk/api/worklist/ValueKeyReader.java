package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.DateTimeRange;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.TimeRange;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.WorklistAttribute.Matching;
import io.github.swfsdk.api.worklist.WorklistQueryException.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the value of a key into the test that it stands for; none if it is universal. */
final class ValueKeyReader {
    /** The longest value of a key; longer than its representation allows, as wildcard characters may add to it. */
    static final int MAX_LENGTH = 1024;

    private final WorklistOptions options;
    private final ZoneId zone;
    private final Set<WorklistLeniency> used = EnumSet.noneOf(WorklistLeniency.class);
    private final List<AttributePath> tolerated = new ArrayList<>();
    private final List<AttributePath> fuzzy = new ArrayList<>();

    /**
     * @param zone of dates with times that have no offset of their own
     */
    ValueKeyReader(WorklistOptions options, ZoneId zone) {
        this.options = options;
        this.zone = zone;
    }

    /** The leniencies that were needed so far. */
    Set<WorklistLeniency> used() {
        return Set.copyOf(used);
    }

    /** The keys for which they were needed. */
    List<AttributePath> tolerated() {
        return List.copyOf(tolerated);
    }

    /** The keys of names that match more than they say. */
    List<AttributePath> fuzzy() {
        return List.copyOf(fuzzy);
    }

    Optional<ValueTest> read(AttributePath path, Vr vr, Matching matching, Element element, List<String> texts) {
        if (element.isEmpty()) {
            return Optional.empty();
        }
        if (!(element instanceof TextElement) && !(element instanceof NumberElement)) {
            throw QueryReader.malformed("the key has another representation", path);
        }
        List<String> keys = texts.stream().filter(text -> !text.isEmpty()).toList();
        checkCharacters(path, keys);
        checkSize(path, matching, keys);
        if (keys.isEmpty() || keys.stream().anyMatch(key -> isUniversal(key, matching, path))) {
            return Optional.empty();
        }
        if (matching == Matching.LIST_OF_UID) {
            return Optional.of(uids(keys, path));
        }
        List<ValueTest> tests = new ArrayList<>();
        for (String key : keys) {
            tests.add(test(key, vr, matching, path));
        }
        return Optional.of(
                tests.size() == 1 ? tests.get(0) : stored -> tests.stream().anyMatch(test -> test.matches(stored)));
    }

    /** Half a surrogate pair is no character: a reader puts it where bytes are none of the character set (0008,0005). */
    private static void checkCharacters(AttributePath path, List<String> keys) {
        if (keys.stream().anyMatch(key -> key.codePoints().anyMatch(ValueKeyReader::isHalf))) {
            throw QueryReader.malformed("the key has bytes that are not of its character set", path);
        }
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void checkSize(AttributePath path, Matching matching, List<String> keys) {
        if (keys.stream().anyMatch(key -> key.length() > MAX_LENGTH)) {
            throw new WorklistQueryException(Kind.UNABLE_TO_PROCESS, "the key is too long", path);
        }
        if (keys.size() > 1 && matching != Matching.LIST_OF_UID) {
            if (!tolerates(WorklistLeniency.SEVERAL_VALUES, path)) {
                throw QueryReader.malformed("the key has one value at most", path);
            }
        }
    }

    private boolean isUniversal(String key, Matching matching, AttributePath path) {
        return Wildcard.matchesAll(key)
                && (matching == Matching.WILDCARD || tolerates(WorklistLeniency.ASTERISK_MEANS_ALL, path));
    }

    private boolean tolerates(WorklistLeniency leniency, AttributePath path) {
        boolean tolerates = options.leniencies().contains(leniency);
        if (tolerates) {
            used.add(leniency);
            tolerated.add(path);
        }
        return tolerates;
    }

    private ValueTest test(String key, Vr vr, Matching matching, AttributePath path) {
        if (matching == Matching.RANGE && vr == Vr.DT) {
            return ValueTest.dateTime(moments(key, path), zone);
        }
        if (matching == Matching.RANGE) {
            return vr == Vr.DA ? ValueTest.date(dates(key, path)) : ValueTest.time(forward(times(key, path), path));
        }
        if (vr == Vr.PN && options.names() == PersonNameMatching.FUZZY) {
            fuzzy.add(path);
            return new FuzzyNameKey(key)::matches;
        }
        if (vr == Vr.PN) {
            return new NameKey(key, options.names())::matches;
        }
        if (matching == Matching.WILDCARD) {
            return ValueTest.wildcard(key);
        }
        boolean isNumber = vr == Vr.DS || vr == Vr.IS || vr.kind() == Vr.Kind.NUMBER && vr != Vr.AT;
        return isNumber ? number(key, path) : ValueTest.literal(key);
    }

    private static ValueTest uids(List<String> keys, AttributePath path) {
        if (!keys.stream().allMatch(Uid::isUsable)) {
            throw QueryReader.malformed("the key is no UID", path);
        }
        return ValueTest.oneOf(Set.copyOf(keys));
    }

    private static ValueTest number(String key, AttributePath path) {
        try {
            return ValueTest.number(key);
        } catch (NumberFormatException e) {
            throw QueryReader.malformed("the key is no number", path);
        }
    }

    static DateRange dates(String key, AttributePath path) {
        try {
            return DateRange.parse(key);
        } catch (IllegalArgumentException e) {
            throw QueryReader.malformed("the key is no date or range of dates", path);
        }
    }

    static TimeRange times(String key, AttributePath path) {
        try {
            return TimeRange.parse(key);
        } catch (IllegalArgumentException e) {
            throw QueryReader.malformed("the key is no time or range of times", path);
        }
    }

    private DateTimeRange moments(String key, AttributePath path) {
        try {
            return DateTimeRange.parse(key, zone);
        } catch (IllegalArgumentException e) {
            throw QueryReader.malformed("the key is no date with time or range of them", path);
        }
    }

    /** A range of times alone is within one day (PS3.4, C.2.2.2.5.2). */
    private static TimeRange forward(TimeRange range, AttributePath path) {
        if (range.earliest().isAfter(range.latest())) {
            throw QueryReader.malformed("the range of times ends before it begins", path);
        }
        return range;
    }
}
