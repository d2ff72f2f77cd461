package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Matches scheduled steps with one worklist query and shapes the answers (PS3.4, K.2.2, K.4.1 and C.2.2.2). The choices that
 * the standard leaves open are listed in {@code docs/worklist-matching.md}.
 *
 * <p>The query is read and checked once; matching a step allocates little. Immutable and thread-safe.
 */
public final class WorklistMatcher {
    private final WorklistQuery query;
    private final ItemKeys keys;
    private final Optional<Element> characterSet;
    private final List<AttributePath> unsupported;
    private final Set<WorklistLeniency> leniencies;
    private final List<AttributePath> tolerated;
    private final TimeZones zones;

    private WorklistMatcher(WorklistQuery query, WorklistOptions options) {
        DataSet identifier = query.identifier();
        this.zones = TimeZones.of(identifier, options.timeZone());
        QueryReader reader = new QueryReader(options, zones);
        this.keys = reader.read(identifier);
        DataSet plain = without(without(identifier, reader.tolerated()), reader.fuzzy());
        this.query = new WorklistQuery(zones.forProvider(plain), query.callingAeTitle());
        this.characterSet = identifier.find(Tags.SPECIFIC_CHARACTER_SET).filter(element -> !element.isEmpty());
        this.unsupported = reader.unsupported();
        this.leniencies = reader.leniencies();
        this.tolerated = reader.tolerated();
    }

    /**
     * Reads a query, with {@link WorklistOptions#defaults()}.
     *
     * @throws WorklistQueryException if the identifier cannot be used
     */
    public static WorklistMatcher of(WorklistQuery query) {
        return of(query, WorklistOptions.defaults());
    }

    /**
     * Reads a query.
     *
     * @throws WorklistQueryException if the identifier cannot be used
     */
    public static WorklistMatcher of(WorklistQuery query, WorklistOptions options) {
        return new WorklistMatcher(query, options);
    }

    /**
     * The query as a provider should see it: keys that only a leniency made legal, and names that match fuzzily, are empty,
     * as they cannot narrow a search the way they are written. Where times may be in another zone than those of the provider,
     * the start date has days more on both sides, and other times and dates are empty.
     */
    public WorklistQuery query() {
        return query;
    }

    /**
     * Whether the query has optional keys that are not supported: then each answer to it has the status FF01H, otherwise FF00H
     * (PS3.4, table K.4-1).
     */
    public boolean hasUnsupportedKeys() {
        return !unsupported.isEmpty();
    }

    /** The keys that are not supported: they do not filter. */
    public List<AttributePath> unsupportedKeys() {
        return unsupported;
    }

    /** What had to be tolerated to read the query, to be recorded. */
    public Set<WorklistLeniency> leniencies() {
        return leniencies;
    }

    /** The keys for which that was needed. */
    List<AttributePath> toleratedKeys() {
        return tolerated;
    }

    /** Whether start date and start times are one span of time. */
    boolean isStartCombined() {
        return keys.isStartCombined();
    }

    /** Whether the query names the time zone of its dates and times. */
    boolean isInZone() {
        return zones.asked().isPresent();
    }

    /** Every key that does not match the step. */
    List<AttributePath> mismatches(ScheduledStep step) {
        return keys.mismatches(zones.forMatching(step).attributes());
    }

    /** Whether each key matches the step. */
    public boolean matches(ScheduledStep step) {
        return mismatch(step).isEmpty();
    }

    /** The first key that does not match the step; empty if it matches. */
    public Optional<AttributePath> mismatch(ScheduledStep step) {
        return keys.mismatch(zones.forMatching(step).attributes());
    }

    /**
     * Returns the identifier that answers the query with a step that matches: the requested attributes and no others. One of
     * type 1 or 2 (or 2C) that is unknown is there and empty; one of type 1C or 3 is left out.
     *
     * <p>(0008,0005) Specific Character Set is that of the query, as a wish: the one who writes the answer may need
     * another one for its values. It is absent if the query has none.
     *
     * <p>Dates and times are in the time zone that the query names, in that of the schedule, or as the step has them: (0008,0201)
     * Timezone Offset From UTC says it as far as it is known, also if it was not asked for (K.4.1.1.3.2).
     */
    public DataSet answer(ScheduledStep step) {
        DataSet attributes = zones.forAnswer(step).attributes();
        DataSet.Builder answer = keys.answer(attributes).toBuilder();
        characterSet.ifPresent(answer::put);
        String zone = attributes.text(Tags.TIMEZONE_OFFSET_FROM_UTC);
        if (zone.isEmpty()) {
            answer.remove(Tags.TIMEZONE_OFFSET_FROM_UTC); // never of zero length
        } else if (TimeZones.hasTime(answer.build())) {
            answer.put(Tags.TIMEZONE_OFFSET_FROM_UTC, zone);
        }
        return answer.build();
    }

    private static DataSet without(DataSet identifier, List<AttributePath> keys) {
        DataSet result = identifier;
        for (AttributePath key : keys) {
            result = empty(result, key.parents(), key.tag());
        }
        return result;
    }

    private static DataSet empty(DataSet item, List<AttributePath.Item> parents, Tag tag) {
        if (parents.isEmpty()) {
            return item.toBuilder().putEmpty(tag).build();
        }
        Tag sequence = parents.get(0).sequence();
        DataSet inner = item.item(sequence).orElseThrow();
        return item.toBuilder()
                .put(sequence, empty(inner, parents.subList(1, parents.size()), tag))
                .build();
    }
}
