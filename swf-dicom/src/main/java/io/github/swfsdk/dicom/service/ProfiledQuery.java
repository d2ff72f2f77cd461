package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.worklist.PersonNameMatching;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistMatcher;
import io.github.swfsdk.api.worklist.WorklistOptions;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.List;
import java.util.Optional;

/** One query of a device as its profile says: what is asked of the provider, which steps are answered, and how. */
final class ProfiledQuery {
    private final WorklistProfile profile;
    private final ProfiledIdentifier identifier;
    private final WorklistMatcher matcher;
    private final WorklistMatcher defaults;
    private final String callingAeTitle;

    /** Reads a query; throws as {@link WorklistMatcher#of(WorklistQuery)} does. */
    ProfiledQuery(WorklistQuery query, WorklistProfile profile, boolean fuzzy) {
        this.profile = profile;
        WorklistOptions matching = fuzzy ? profile.matching().withNames(PersonNameMatching.FUZZY) : profile.matching();
        this.callingAeTitle = query.callingAeTitle();
        this.identifier = new ProfiledIdentifier(query.identifier(), profile);
        this.matcher = WorklistMatcher.of(new WorklistQuery(identifier.identifier(), callingAeTitle), matching);
        DataSet keys = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, identifier.defaults())
                .build();
        this.defaults = WorklistMatcher.of(new WorklistQuery(keys, callingAeTitle), WorklistOptions.defaults());
    }

    WorklistMatcher matcher() {
        return matcher;
    }

    /** The query as the provider sees it. */
    WorklistQuery forProvider() {
        return new WorklistQuery(identifier.narrowing(matcher.query().identifier()), callingAeTitle);
    }

    boolean matches(ScheduledStep step) {
        boolean hidden = !profile.startedStepsVisible()
                && step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS).equals(StepStatus.IN_PROGRESS.term());
        return !hidden && matcher.matches(step) && defaults.matches(step);
    }

    DataSet answer(ScheduledStep step) {
        DataSet answer = named(matcher.answer(step));
        Optional<DataSet> item = answer.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE);
        if (identifier.askedStation().isEmpty() || item.isEmpty()) {
            return answer;
        }
        return answer.toBuilder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        item.get().toBuilder()
                                .put(
                                        Tags.SCHEDULED_STATION_AE_TITLE,
                                        identifier.askedStation().get())
                                .build())
                .build();
    }

    private DataSet named(DataSet answer) {
        if (profile.names() == WorklistProfile.NameFormat.AS_STORED) {
            return answer;
        }
        DataSet.Builder result = answer.toBuilder();
        for (Element element : answer) {
            if (element instanceof SequenceElement sequence) {
                result.put(
                        sequence.tag(),
                        sequence.items().stream().map(this::named).toList());
            } else if (element instanceof TextElement text && text.vr() == Vr.PN && !text.isEmpty()) {
                List<String> names = text.values().stream().map(this::written).toList();
                result.put(TextElement.of(text.tag(), Vr.PN, names));
            }
        }
        return result.build();
    }

    private String written(String name) {
        PersonName.Group group = PersonName.parse(name).alphabetic();
        return profile.names() == WorklistProfile.NameFormat.ALPHABETIC
                ? group.toString()
                : PersonName.of(group.family(), group.given()).toString();
    }
}
