package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says how a query is read, and which of its keys keep a step out of the answer: for the one who is asked why a step is not
 * on a device's list. Holds tags and no values. Immutable and thread-safe.
 */
public final class WorklistExplanation {
    private final List<Note> notes;
    private final Optional<WorklistMatcher> matcher;

    private WorklistExplanation(List<Note> notes, Optional<WorklistMatcher> matcher) {
        this.notes = List.copyOf(notes);
        this.matcher = matcher;
    }

    /** What becomes of a key. */
    public enum Reading {
        /** It is malformed: the whole query is refused. */
        REFUSED("refuses the query"),
        /** It is not supported and does not filter; the answers have the status FF01H. */
        UNSUPPORTED("does not filter, as it is not supported"),
        /** It breaks a rule and was read as a {@link WorklistLeniency} says. */
        TOLERATED("is read by a leniency"),
        /** It came without a value and was given one, which filters. */
        DEFAULTED("has a default value"),
        /** It was not asked for, and is answered all the same. */
        ADDED("is answered although it was not asked for"),
        /** It was changed into another value. */
        REPLACED("has another value instead"),
        /** Date and range of times are one span of time. */
        COMBINED("is one span with the start times"),
        /** It names the time zone in which dates and times are compared. */
        TIME_ZONE("is the time zone of the query");

        private final String text;

        Reading(String text) {
            this.text = text;
        }
    }

    /**
     * A key that is not simply compared.
     *
     * @param key the key
     * @param reading what becomes of it
     */
    public record Note(AttributePath key, Reading reading) {
        /** Checks that nothing is null. */
        public Note {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reading, "reading");
        }

        @Override
        public String toString() {
            return key + " " + reading.text;
        }
    }

    /** Explains a query as it is read with these options; one that is refused has a note for each offending key. */
    public static WorklistExplanation of(WorklistQuery query, WorklistOptions options) {
        List<Note> notes = new ArrayList<>();
        try {
            WorklistMatcher matcher = WorklistMatcher.of(query, options);
            matcher.unsupportedKeys().forEach(key -> notes.add(new Note(key, Reading.UNSUPPORTED)));
            matcher.toleratedKeys().forEach(key -> notes.add(new Note(key, Reading.TOLERATED)));
            if (matcher.isStartCombined()) {
                notes.add(new Note(
                        AttributePath.of(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE),
                        Reading.COMBINED));
            }
            if (matcher.isInZone()) {
                notes.add(new Note(AttributePath.of(Tags.TIMEZONE_OFFSET_FROM_UTC), Reading.TIME_ZONE));
            }
            return new WorklistExplanation(notes, Optional.of(matcher));
        } catch (WorklistQueryException e) {
            e.offending().forEach(key -> notes.add(new Note(key, Reading.REFUSED)));
            return new WorklistExplanation(notes, Optional.empty());
        }
    }

    /** Returns a copy with one more note. */
    public WorklistExplanation with(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new WorklistExplanation(more, matcher);
    }

    /** The keys that are not simply compared. */
    public List<Note> notes() {
        return notes;
    }

    /** Whether the query is refused, so that no step is answered. */
    public boolean isRefused() {
        return matcher.isEmpty();
    }

    /**
     * The keys that keep the step out of the answer; none if it is answered, or if the query is refused. A key inside a
     * sequence of several items is told by its sequence.
     */
    public List<AttributePath> removing(ScheduledStep step) {
        return matcher.map(found -> found.mismatches(step)).orElse(List.of());
    }
}
