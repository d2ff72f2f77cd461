package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import io.github.swfsdk.api.worklist.WorklistExplanation;
import io.github.swfsdk.api.worklist.WorklistExplanation.Note;
import io.github.swfsdk.api.worklist.WorklistExplanation.Reading;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The identifier of a query as a profile makes it. Keys that filter by default are apart from it: put into it, they would
 * turn "return the whole step" into "return these attributes of the step". For one query.
 */
final class ProfiledIdentifier {
    private static final Tag STEP = Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE;

    private final WorklistProfile profile;
    private final List<Note> notes = new ArrayList<>();
    private final Optional<String> askedStation;
    private final DataSet identifier;
    private final DataSet defaults;

    ProfiledIdentifier(DataSet asked, WorklistProfile profile) {
        this.profile = profile;
        this.askedStation = stepOf(asked)
                .string(Tags.SCHEDULED_STATION_AE_TITLE)
                .filter(title -> profile.stations().containsKey(title));
        this.defaults = defaultsFor(stepOf(asked));
        this.identifier = withCharacterSet(withReturned(withStation(asked)));
    }

    /** What is matched and answered. */
    DataSet identifier() {
        return identifier;
    }

    /** Keys of the step that filter as well; empty if there are none. */
    DataSet defaults() {
        return defaults;
    }

    /** The station as the device calls it, if it has a name of its own for it. */
    Optional<String> askedStation() {
        return askedStation;
    }

    /** Both in one, for a provider to narrow by. */
    DataSet narrowing(DataSet read) {
        if (defaults.isEmpty()) {
            return read;
        }
        return read.toBuilder()
                .put(STEP, stepOf(read).toBuilder().putAll(defaults).build())
                .build();
    }

    WorklistExplanation explain(String callingAeTitle) {
        WorklistExplanation explanation =
                WorklistExplanation.of(new WorklistQuery(narrowing(identifier), callingAeTitle), profile.matching());
        for (Note note : notes) {
            explanation = explanation.with(note);
        }
        return explanation;
    }

    private DataSet defaultsFor(DataSet step) {
        DataSet.Builder keys = DataSet.builder();
        if (!step.hasValue(Tags.MODALITY)) {
            profile.modality().ifPresent(modality -> {
                keys.put(Tags.MODALITY, modality);
                note(Tags.MODALITY, Reading.DEFAULTED);
            });
        }
        if (!step.hasValue(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)) {
            profile.days().ifPresent(days -> {
                keys.put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, range(days));
                note(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, Reading.DEFAULTED);
            });
        }
        return keys.build();
    }

    private String range(WorklistProfile.Days days) {
        LocalDate today = LocalDate.now(profile.clock());
        return DateTimeFormatter.BASIC_ISO_DATE.format(today.minusDays(days.before())) + "-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(today.plusDays(days.after()));
    }

    private DataSet withStation(DataSet asked) {
        if (askedStation.isEmpty()) {
            return asked;
        }
        note(Tags.SCHEDULED_STATION_AE_TITLE, Reading.REPLACED);
        String scheduled = profile.stations().getOrDefault(askedStation.get(), askedStation.get());
        return asked.toBuilder()
                .put(
                        STEP,
                        stepOf(asked).toBuilder()
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, scheduled)
                                .build())
                .build();
    }

    private DataSet withReturned(DataSet asked) {
        DataSet.Builder result = asked.toBuilder();
        DataSet step = stepOf(asked);
        boolean isWholeStep = asked.contains(STEP) && step.isEmpty();
        DataSet.Builder inStep = step.toBuilder();
        boolean hasInStep = false;
        for (Tag tag : profile.returned()) {
            if (!WorklistAttributes.isOfStep(tag)) {
                if (!asked.contains(tag)) {
                    notes.add(new Note(AttributePath.of(tag), Reading.ADDED));
                }
                result.ensure(tag);
            } else if (!isWholeStep) {
                if (!step.contains(tag)) {
                    note(tag, Reading.ADDED);
                }
                inStep.ensure(tag);
                hasInStep = true;
            }
        }
        return (hasInStep ? result.put(STEP, inStep.build()) : result).build();
    }

    /** A character set that nobody here knows is no wish: the answer then names the one that it is in. */
    private DataSet withCharacterSet(DataSet asked) {
        List<String> terms = asked.strings(Tags.SPECIFIC_CHARACTER_SET);
        boolean isWish = CharacterSetPolicy.isSupported(terms);
        List<String> wished = profile.characterSet();
        if (wished.isEmpty() && isWish || wished.equals(terms)) {
            return asked;
        }
        notes.add(new Note(AttributePath.of(Tags.SPECIFIC_CHARACTER_SET), Reading.REPLACED));
        DataSet.Builder result = asked.toBuilder().remove(Tags.SPECIFIC_CHARACTER_SET);
        return wished.isEmpty()
                ? result.build()
                : result.put(Tags.SPECIFIC_CHARACTER_SET, wished.toArray(String[]::new))
                        .build();
    }

    private void note(Tag tag, Reading reading) {
        notes.add(new Note(AttributePath.of(STEP, 1, tag), reading));
    }

    private static DataSet stepOf(DataSet identifier) {
        return identifier.item(STEP).orElse(DataSet.empty());
    }
}
