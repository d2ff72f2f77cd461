package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The committed orders of an {@link InMemoryWorkflowStore} with their indexes: each lookup costs as much as its result,
 * however many orders there are. The caller guards it with its lock, except for {@link #open()}.
 */
final class OrderTable {
    enum Field {
        ID,
        PLACER,
        FILLER,
        ACCESSION,
        STUDY,
        PATIENT
    }

    /** One value that orders are indexed by. */
    record Key(Field field, String value) {}

    /** What orders are looked for by: some keys to find candidates, and a test that decides. */
    record Lookup(List<Key> keys, Predicate<OrderRecord> test) {
        static Lookup byId(String id) {
            return new Lookup(
                    List.of(new Key(Field.ID, id)), order -> order.id().equals(id));
        }

        static Lookup byKey(OrderKey key) {
            return new Lookup(
                    List.of(
                            new Key(Field.PLACER, key.placerOrderNumber()),
                            new Key(Field.FILLER, key.fillerOrderNumber()),
                            new Key(Field.ACCESSION, key.accessionNumber())),
                    order -> key.matches(order.key()));
        }

        static Lookup byStep(StepReference reference) {
            return new Lookup(
                    List.of(
                            new Key(Field.STUDY, reference.studyInstanceUid()),
                            new Key(Field.ACCESSION, reference.accessionNumber())),
                    order -> order.steps().stream().anyMatch(step -> reference.matches(step.step())));
        }

        static Lookup byPatient(PatientId patient) {
            return new Lookup(
                    List.of(new Key(Field.PATIENT, patient.id())),
                    order -> order.order()
                            .patient()
                            .id()
                            .filter(patient::matches)
                            .isPresent());
        }

        static Lookup byStudy(Uid study) {
            return new Lookup(
                    List.of(new Key(Field.STUDY, study.value())),
                    order -> studies(order).anyMatch(study.value()::equals));
        }
    }

    private record Row(long sequence, OrderRecord order) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<Key, NavigableSet<Long>> index = new HashMap<>();
    private final Map<Long, String> ids = new HashMap<>();
    private final NavigableMap<Long, OrderRecord> open = new ConcurrentSkipListMap<>();
    private long lastSequence;

    /** The orders that the lookup is for, in the order in which they were first saved. */
    List<OrderRecord> find(Lookup lookup) {
        NavigableSet<Long> candidates = new TreeSet<>();
        for (Key key : lookup.keys()) {
            candidates.addAll(index.getOrDefault(key, new TreeSet<>()));
        }
        return candidates.stream()
                .map(this::at)
                .filter(order -> lookup.test().test(order))
                .toList();
    }

    /** When the order was first saved, relative to others; larger than any if it was not. */
    long sequenceOf(String id) {
        Row row = rows.get(id);
        return row == null ? Long.MAX_VALUE : row.sequence();
    }

    void put(OrderRecord order) {
        Row before = rows.get(order.id());
        long sequence = before == null ? ++lastSequence : before.sequence();
        if (before != null) {
            keysOf(before.order()).forEach(key -> unindex(key, sequence));
        }
        keysOf(order)
                .forEach(key -> index.computeIfAbsent(key, k -> new TreeSet<>()).add(sequence));
        rows.put(order.id(), new Row(sequence, order));
        ids.put(sequence, order.id());
        if (order.steps().stream().anyMatch(StepRecord::isOpen)) {
            open.put(sequence, order);
        } else {
            open.remove(sequence);
        }
    }

    /** The orders with an open step, in the order in which they were first saved. Thread-safe without the lock. */
    Collection<OrderRecord> open() {
        return open.values();
    }

    /** What narrows a worklist query, if anything does. */
    static Optional<Lookup> narrowing(WorklistQuery query) {
        return query.accessionNumber()
                .map(number -> new Key(Field.ACCESSION, number))
                .or(() -> query.patientId()
                        .filter(id -> id.indexOf('*') < 0 && id.indexOf('?') < 0)
                        .map(id -> new Key(Field.PATIENT, id)))
                .or(() -> onlyStudy(query).map(study -> new Key(Field.STUDY, study)))
                .map(key -> new Lookup(List.of(key), order -> true));
    }

    /** The study asked for, unless there are several. */
    private static Optional<String> onlyStudy(WorklistQuery query) {
        List<String> studies = query.identifier().strings(Tags.STUDY_INSTANCE_UID);
        return studies.size() == 1 && !studies.get(0).isEmpty() ? Optional.of(studies.get(0)) : Optional.empty();
    }

    private OrderRecord at(long sequence) {
        return Objects.requireNonNull(rows.get(ids.get(sequence))).order();
    }

    private void unindex(Key key, long sequence) {
        index.computeIfPresent(key, (k, sequences) -> {
            sequences.remove(sequence);
            return sequences.isEmpty() ? null : sequences;
        });
    }

    private static Set<Key> keysOf(OrderRecord order) {
        OrderKey numbers = order.key();
        Set<Key> keys = new HashSet<>();
        keys.add(new Key(Field.ID, order.id()));
        keys.add(new Key(Field.PLACER, numbers.placerOrderNumber()));
        keys.add(new Key(Field.FILLER, numbers.fillerOrderNumber()));
        keys.add(new Key(Field.ACCESSION, numbers.accessionNumber()));
        order.order().patient().id().ifPresent(patient -> keys.add(new Key(Field.PATIENT, patient.id())));
        studies(order).forEach(study -> keys.add(new Key(Field.STUDY, study)));
        keys.removeIf(key -> key.value().isEmpty());
        return keys;
    }

    private static Stream<String> studies(OrderRecord order) {
        return order.steps().stream().map(step -> step.step().attributes().text(Tags.STUDY_INSTANCE_UID));
    }
}
