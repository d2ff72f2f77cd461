package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what a modality would miss in a worklist item, before it is there: attributes without a value, and values that are
 * longer than their representation allows, which devices cut off or drop with the whole item. Immutable and thread-safe.
 */
public final class WorklistLint {
    private static final List<Tag> ROOT =
            List.of(Tags.PATIENT_NAME, Tags.PATIENT_ID, Tags.STUDY_INSTANCE_UID, Tags.REQUESTED_PROCEDURE_ID);
    private static final List<Tag> STEP = List.of(
            Tags.SCHEDULED_STATION_AE_TITLE,
            Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
            Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
            Tags.MODALITY,
            Tags.SCHEDULED_PROCEDURE_STEP_ID);

    private final Map<String, TreeSet<Tag>> needed;

    private WorklistLint(Map<String, TreeSet<Tag>> needed) {
        this.needed = needed;
    }

    /** What is wrong with an attribute. */
    public enum Problem {
        /** It has no value, or is not there at all. */
        NO_VALUE,
        /** A value is longer than its representation allows (PS3.5, table 6.2-1). */
        TOO_LONG
    }

    /**
     * One thing that a modality would miss. Holds no value.
     *
     * @param path the attribute
     * @param problem what is wrong with it
     */
    public record Finding(AttributePath path, Problem problem) {
        /** Checks that nothing is null. */
        public Finding {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(problem, "problem");
        }

        @Override
        public String toString() {
            return path + (problem == Problem.NO_VALUE ? " has no value" : " is too long");
        }
    }

    /**
     * Asks for the attributes that an item must have with a value: those of type 1 in table K.6-1 of PS3.4, and a description
     * or code of the procedure and of the step.
     */
    public static WorklistLint standard() {
        return new WorklistLint(Map.of());
    }

    /**
     * Asks also for what modalities compute doses and corrections from: birth date and sex for every one; weight for MR (its
     * specific absorption rate), PT (its uptake values) and NM, height for PT.
     */
    public static WorklistLint clinical() {
        return standard()
                .needing("", Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX)
                .needing("MR", Tags.PATIENT_WEIGHT)
                .needing("PT", Tags.PATIENT_WEIGHT, Tags.PATIENT_SIZE)
                .needing("NM", Tags.PATIENT_WEIGHT);
    }

    /**
     * Returns a copy that also asks for attributes of the top level or of the step, wherever table K.6-1 has them.
     *
     * @param modality the modality that needs them, such as {@code MR}; empty for every one
     */
    public WorklistLint needing(String modality, Tag... tags) {
        Map<String, TreeSet<Tag>> more = new TreeMap<>();
        needed.forEach((known, its) -> more.put(known, new TreeSet<>(its)));
        more.computeIfAbsent(modality, its -> new TreeSet<>()).addAll(List.of(tags));
        return new WorklistLint(more);
    }

    /** What a modality would miss in this item; empty if it is complete. */
    public List<Finding> check(ScheduledStep step) {
        List<Finding> findings = new ArrayList<>();
        requireAll(step, ROOT, findings);
        requireAll(step, STEP, findings);
        requireOne(step, Tags.REQUESTED_PROCEDURE_DESCRIPTION, Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, findings);
        requireOne(step, Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, findings);
        requireAll(step, needed.getOrDefault("", new TreeSet<>()), findings);
        if (!step.modality().isEmpty()) {
            requireAll(step, needed.getOrDefault(step.modality(), new TreeSet<>()), findings);
        }
        checkLengths(step, findings);
        return List.copyOf(findings);
    }

    private static void requireAll(ScheduledStep step, Iterable<Tag> tags, List<Finding> findings) {
        for (Tag tag : tags) {
            if (!has(step, tag)) {
                findings.add(new Finding(pathOf(tag), Problem.NO_VALUE));
            }
        }
    }

    private static void requireOne(ScheduledStep step, Tag text, Tag code, List<Finding> findings) {
        if (!has(step, text) && !has(step, code)) {
            findings.add(new Finding(pathOf(text), Problem.NO_VALUE));
        }
    }

    private static boolean has(ScheduledStep step, Tag tag) {
        DataSet level = WorklistAttributes.isOfStep(tag) ? step.step() : step.attributes();
        return level.hasValue(tag);
    }

    private static AttributePath pathOf(Tag tag) {
        return WorklistAttributes.isOfStep(tag)
                ? AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, tag)
                : AttributePath.of(tag);
    }

    private static void checkLengths(ScheduledStep step, List<Finding> findings) {
        for (Element element : step.attributes()) {
            if (isTooLong(element)) {
                findings.add(new Finding(AttributePath.of(element.tag()), Problem.TOO_LONG));
            }
        }
        for (Element element : step.step()) {
            if (isTooLong(element)) {
                findings.add(new Finding(
                        AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, element.tag()), Problem.TOO_LONG));
            }
        }
    }

    private static boolean isTooLong(Element element) {
        return element instanceof TextElement text
                && text.values().stream().anyMatch(value -> ValueFormat.isTooLong(value, text.vr()));
    }
}
