package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The committed performed steps of an {@link InMemoryWorkflowStore} with their indexes: each lookup costs as much as its
 * result, however many steps there are. The caller guards it with its lock.
 */
final class PerformedStepTable {
    /** What references are indexed by: a step ID with the study, or with the accession number. */
    private record Key(String stepId, String kind, String number) {}

    private final Map<Uid, PerformedStep> steps = new HashMap<>();
    private final Map<Uid, List<StepReference>> links = new HashMap<>();
    private final Map<Key, Set<Uid>> index = new HashMap<>();
    private final Map<String, Set<Uid>> byStudy = new HashMap<>();
    private final NavigableMap<LocalDateTime, Set<Uid>> running = new TreeMap<>();

    Optional<PerformedStep> find(Uid uid) {
        return Optional.ofNullable(steps.get(uid));
    }

    List<StepReference> links(Uid uid) {
        return links.getOrDefault(uid, List.of());
    }

    /** The steps that name the scheduled one or are linked to it, the first known first. */
    List<PerformedStep> findFor(ScheduledStep scheduled) {
        Set<Uid> candidates = new LinkedHashSet<>();
        keys(StepReference.to(scheduled)).forEach(key -> candidates.addAll(index.getOrDefault(key, Set.of())));
        return candidates.stream()
                .filter(uid -> references(uid).anyMatch(reference -> reference.matches(scheduled)))
                .map(uid -> Objects.requireNonNull(steps.get(uid)))
                .toList();
    }

    /** The steps that name the study, the first known first. */
    List<PerformedStep> findOfStudy(Uid study) {
        return byStudy.getOrDefault(study.value(), Set.of()).stream()
                .map(uid -> Objects.requireNonNull(steps.get(uid)))
                .toList();
    }

    /** The studies that a step names. */
    static Stream<String> studies(PerformedStep step) {
        return step.scheduledSteps().stream().map(StepReference::studyInstanceUid);
    }

    List<PerformedStep> findRunning(LocalDateTime startedBefore, int limit) {
        return running.headMap(startedBefore).values().stream()
                .flatMap(Set::stream)
                .limit(limit)
                .map(uid -> Objects.requireNonNull(steps.get(uid)))
                .toList();
    }

    void put(PerformedStep step) {
        Uid uid = step.sopInstanceUid();
        PerformedStep before = steps.put(uid, step);
        if (before != null) {
            stopped(before);
        }
        if (step.status() == PerformedStepStatus.IN_PROGRESS) {
            step.start()
                    .ifPresent(start -> running.computeIfAbsent(start, time -> new LinkedHashSet<>())
                            .add(uid));
        }
        step.scheduledSteps().forEach(reference -> index(uid, reference));
        studies(step)
                .forEach(study -> byStudy.computeIfAbsent(study, key -> new LinkedHashSet<>())
                        .add(uid));
    }

    void link(Uid uid, StepReference scheduled) {
        List<StepReference> longer = new ArrayList<>(links(uid));
        longer.add(scheduled);
        links.put(uid, List.copyOf(longer));
        index(uid, scheduled);
    }

    void unlink(Uid uid) {
        List<StepReference> before = links(uid);
        links.remove(uid);
        Set<Key> named = references(uid).flatMap(PerformedStepTable::keys).collect(Collectors.toSet());
        before.stream()
                .flatMap(PerformedStepTable::keys)
                .filter(key -> !named.contains(key))
                .forEach(key -> index.computeIfPresent(key, (k, uids) -> {
                    uids.remove(uid);
                    return uids.isEmpty() ? null : uids;
                }));
    }

    private void stopped(PerformedStep before) {
        before.start()
                .ifPresent(start -> running.computeIfPresent(start, (time, uids) -> {
                    uids.remove(before.sopInstanceUid());
                    return uids.isEmpty() ? null : uids;
                }));
    }

    private Stream<StepReference> references(Uid uid) {
        return Stream.concat(find(uid).stream().flatMap(step -> step.scheduledSteps().stream()), links(uid).stream());
    }

    private void index(Uid uid, StepReference reference) {
        keys(reference)
                .forEach(key ->
                        index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(uid));
    }

    private static Stream<Key> keys(StepReference reference) {
        return Stream.of(
                        new Key(reference.stepId(), "study", reference.studyInstanceUid()),
                        new Key(reference.stepId(), "accession", reference.accessionNumber()))
                .filter(key -> !key.stepId().isEmpty() && !key.number().isEmpty());
    }
}
