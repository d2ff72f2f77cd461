package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TimeRange;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.WorklistAttribute.Matching;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import io.github.swfsdk.api.worklist.WorklistQueryException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the identifier of one query into keys. For one identifier, one thread. */
final class QueryReader {
    private static final int MAX_DEPTH = 16; // table K.6-1 needs four
    private static final AttributePath TIME_ZONE = AttributePath.of(Tags.TIMEZONE_OFFSET_FROM_UTC);
    private static final List<Tag> STEP = List.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE);

    private final WorklistOptions options;
    private final ValueKeyReader values;
    private final List<AttributePath> unsupported = new ArrayList<>();

    /** Where in the identifier a key stands. */
    private record Level(List<AttributePath.Item> parents) {
        static final Level TOP = new Level(List.of());

        AttributePath path(Tag tag) {
            return new AttributePath(parents, tag);
        }

        List<Tag> sequences() {
            return parents.stream().map(AttributePath.Item::sequence).toList();
        }

        Level in(Tag sequence) {
            List<AttributePath.Item> inner = new ArrayList<>(parents);
            inner.add(new AttributePath.Item(sequence, 1));
            return new Level(List.copyOf(inner));
        }
    }

    QueryReader(WorklistOptions options, TimeZones zones) {
        this.options = options;
        this.values = new ValueKeyReader(options, zones.ofKeys());
    }

    ItemKeys read(DataSet identifier) {
        return read(identifier, Level.TOP);
    }

    /** The keys that are not supported, of what was read so far. */
    List<AttributePath> unsupported() {
        return List.copyOf(unsupported);
    }

    /** The leniencies that were needed for what was read so far. */
    Set<WorklistLeniency> leniencies() {
        return values.used();
    }

    /** The keys for which they were needed. */
    List<AttributePath> tolerated() {
        return values.tolerated();
    }

    /** The keys of names that match more than they say. */
    List<AttributePath> fuzzy() {
        return values.fuzzy();
    }

    private ItemKeys read(DataSet item, Level level) {
        List<ItemKeys.Key> keys = new ArrayList<>();
        Optional<StartKey> start = level.sequences().equals(STEP) ? startKey(item, level) : Optional.empty();
        for (Element element : item) {
            Tag tag = element.tag();
            if (tag.equals(Tags.QUERY_RETRIEVE_LEVEL)) {
                unsupported.add(level.path(tag)); // of other information models; never in a worklist answer
            } else if (tag.isPrivate()) {
                privateKey(item, element, level).ifPresent(keys::add);
            } else if (element instanceof SequenceElement || ElementDictionary.vrOf(tag) == Vr.SQ) {
                keys.add(sequenceKey(element, level));
            } else if (!isAboutTheMessage(tag)) {
                boolean filtersAsStart = start.isPresent()
                        && (tag.equals(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)
                                || tag.equals(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
                keys.add(valueKey(item, element, level, filtersAsStart));
            }
        }
        start.ifPresent(keys::add); // after the keys that cost less
        return new ItemKeys(keys);
    }

    private static boolean isAboutTheMessage(Tag tag) {
        return tag.equals(Tags.SPECIFIC_CHARACTER_SET) || tag.isGroupLength() || tag.group() < 0x0008;
    }

    private ValueKey valueKey(DataSet item, Element element, Level level, boolean universal) {
        AttributePath path = level.path(element.tag());
        Vr known = ElementDictionary.vrOf(element.tag());
        Vr vr = known == Vr.UN ? element.vr() : known;
        Optional<WorklistAttribute> row = WorklistAttributes.find(level.sequences(), element.tag());
        Matching matching = matching(row, element.tag());
        Optional<ValueTest> test = Optional.empty();
        if (matching == Matching.NONE) {
            if (!element.isEmpty() && !path.equals(TIME_ZONE)) {
                unsupported.add(path);
            }
        } else if (!universal) {
            test = values.read(path, vr, matching, element, item.strings(element.tag()));
        }
        return new ValueKey(path, vr, typeOf(row), test);
    }

    private Matching matching(Optional<WorklistAttribute> row, Tag tag) {
        Matching unlisted = options.furtherKeys().contains(tag)
                ? WorklistAttributes.matchingOf(ElementDictionary.vrOf(tag))
                : Matching.NONE;
        return row.map(WorklistAttribute::matching).orElse(unlisted);
    }

    private ItemKeys.Key sequenceKey(Element element, Level level) {
        AttributePath path = level.path(element.tag());
        ReturnType type = typeOf(WorklistAttributes.find(level.sequences(), element.tag()));
        List<DataSet> items = itemsOf(element, path);
        if (items.isEmpty() || items.get(0).isEmpty()) {
            return new WholeSequenceKey(
                    path,
                    type,
                    innerOf(level, element.tag(), ReturnType.TYPE_1, ReturnType.TYPE_2),
                    innerOf(level, element.tag(), ReturnType.TYPE_1C));
        }
        if (level.parents().size() == MAX_DEPTH) {
            throw new WorklistQueryException(Kind.UNABLE_TO_PROCESS, "sequences are nested too deeply", path);
        }
        return new SequenceKey(path, type, read(items.get(0), level.in(element.tag())));
    }

    private static List<DataSet> itemsOf(Element element, AttributePath path) {
        if (!(element instanceof SequenceElement sequence)) {
            if (element.isEmpty()) {
                return List.of();
            }
            throw malformed("a sequence is expected", path);
        }
        if (sequence.items().size() > 1) {
            throw malformed("a sequence key has one item at most", path);
        }
        return sequence.items();
    }

    /** The attributes of these types in the step, if the whole step is requested; other sequences are returned as they are. */
    private static List<Tag> innerOf(Level level, Tag sequence, ReturnType... types) {
        if (!level.parents().isEmpty() || !sequence.equals(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)) {
            return List.of();
        }
        return WorklistAttributes.all().stream()
                .filter(row -> row.sequences().equals(STEP))
                .filter(row -> List.of(types).contains(row.returnType()))
                .map(WorklistAttribute::tag)
                .toList();
    }

    private Optional<ItemKeys.Key> privateKey(DataSet item, Element element, Level level) {
        Tag tag = element.tag();
        if (tag.isPrivateCreator() || tag.isGroupLength()) {
            return Optional.empty();
        }
        AttributePath path = level.path(tag);
        String creator = item.text(PrivateKey.creatorOf(tag));
        if (creator.isEmpty() || !element.isEmpty()) {
            unsupported.add(path);
        }
        return creator.isEmpty() ? Optional.empty() : Optional.of(new PrivateKey(path, creator));
    }

    /** The combined key, if a range of times comes with one or more days. */
    private static Optional<StartKey> startKey(DataSet item, Level level) {
        List<String> date = item.strings(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        List<String> time = item.strings(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME);
        boolean combined = date.size() == 1
                && !date.get(0).isEmpty()
                && !Wildcard.isUsedIn(date.get(0))
                && time.size() == 1
                && time.get(0).indexOf('-') >= 0;
        if (!combined) {
            return Optional.empty();
        }
        AttributePath datePath = level.path(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        AttributePath timePath = level.path(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME);
        DateRange dates = ValueKeyReader.dates(date.get(0), datePath);
        TimeRange times = ValueKeyReader.times(time.get(0), timePath);
        StartKey key = new StartKey(
                datePath,
                dates.earliest().atTime(times.earliest()),
                dates.latest().atTime(times.latest()));
        if (key.earliest().isAfter(key.latest())) {
            throw new WorklistQueryException(
                    Kind.DOES_NOT_MATCH_SOP_CLASS, "the start range ends before it begins", datePath, timePath);
        }
        return Optional.of(key);
    }

    private static ReturnType typeOf(Optional<WorklistAttribute> row) {
        return row.map(WorklistAttribute::returnType).orElse(ReturnType.TYPE_3); // "all other attributes"
    }

    static WorklistQueryException malformed(String comment, AttributePath path) {
        return new WorklistQueryException(Kind.DOES_NOT_MATCH_SOP_CLASS, comment, path);
    }
}
