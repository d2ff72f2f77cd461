package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Prepares a performed step for the modality that begins it (RAD-6): what the worklist says is copied as it is, or left out and
 * cut where a performed step may not say it, and every attribute that may be set later is created empty. One draft makes one
 * step, which is legal by the strict rules.
 *
 * <ul>
 *   <li><b>scheduled</b>: one scheduled step
 *   <li><b>append</b>: the same scheduled step again, in another draft, or what an earlier performed step refers to: a new
 *       identity and a new step ID
 *   <li><b>group</b>: several scheduled steps of one patient; if they are of several requested procedures, a new Study
 *       Instance UID stands in each reference and in the images
 *   <li><b>unscheduled</b>: no scheduled step; a new Study Instance UID and empty identifiers
 * </ul>
 */
public final class PerformedStepDraft {
    private static final Tag[] EMPTY_AT_START = {
        Tags.PERFORMED_STATION_NAME,
        Tags.PERFORMED_LOCATION,
        Tags.STUDY_ID,
        Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
        Tags.PERFORMED_PROCEDURE_TYPE_DESCRIPTION,
        Tags.PROCEDURE_CODE_SEQUENCE,
        Tags.REASON_FOR_PERFORMED_PROCEDURE_CODE_SEQUENCE,
        Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP,
        Tags.PERFORMED_PROCEDURE_STEP_END_DATE,
        Tags.PERFORMED_PROCEDURE_STEP_END_TIME,
        Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
        Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
        Tags.PERFORMED_SERIES_SEQUENCE
    };

    private static final Tag[] AS_BEFORE = {
        Tags.PERFORMED_STATION_AE_TITLE,
        Tags.PERFORMED_STATION_NAME,
        Tags.PERFORMED_LOCATION,
        Tags.MODALITY,
        Tags.STUDY_ID,
        Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
        Tags.PROCEDURE_CODE_SEQUENCE,
        Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE
    };

    private static final int RADIX = 36;

    private final DataSet.Builder attributes = DataSet.builder();
    private final List<Tag> reserved = new ArrayList<>();
    private PerformedStepRules rules = PerformedStepRules.strict();
    private Uid sopInstanceUid = Uid.random();
    private String id = newId();

    private PerformedStepDraft(DataSet patient, List<DataSet> references) {
        attributes.putAll(WorklistCopy.patient(patient)).put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, references);
    }

    /** A step that performs this scheduled step, for the first time or once more. */
    public static PerformedStepDraft of(ScheduledStep step) {
        return ofGroup(List.of(step));
    }

    /**
     * A step that performs these scheduled steps together.
     *
     * @throws IllegalArgumentException if there is none, or they are not all of the same patient
     */
    public static PerformedStepDraft ofGroup(List<ScheduledStep> steps) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a group needs a scheduled step");
        }
        Optional<PatientId> patient = PatientId.of(steps.get(0).attributes());
        for (ScheduledStep step : steps) {
            if (!PatientId.of(step.attributes()).equals(patient)) {
                throw new IllegalArgumentException("scheduled steps of one group must be of one patient");
            }
        }
        Uid ownStudy = Uid.random();
        boolean several = WorklistCopy.isOfSeveralProcedures(steps);
        List<DataSet> references = steps.stream()
                .map(step -> WorklistCopy.reference(step, several ? ownStudy : step.studyInstanceUid()))
                .toList();
        PerformedStepDraft draft = new PerformedStepDraft(steps.get(0).attributes(), references);
        draft.performAsScheduled(steps);
        String procedureId = steps.get(0).requestedProcedureId();
        if (!several && !procedureId.isEmpty()) {
            draft.studyId(procedureId);
        }
        return draft;
    }

    /**
     * A step that is appended to an earlier one, which may have ended: for the same patient and scheduled steps, or none, in the
     * same study, performed as the earlier one began. Needs no worklist, which shows an ended step no longer.
     */
    public static PerformedStepDraft appendTo(PerformedStep earlier) {
        DataSet before = earlier.attributes();
        PerformedStepDraft draft =
                new PerformedStepDraft(before, before.items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE));
        draft.attributes.copy(before, AS_BEFORE);
        return draft;
    }

    /** A step that nobody has scheduled, for a patient of whom little may be known. */
    public static PerformedStepDraft unscheduled(Patient patient) {
        return new PerformedStepDraft(patient.attributes(), List.of(WorklistCopy.unscheduledReference(Uid.random())));
    }

    /** The identity of the step; a new one by default. */
    public PerformedStepDraft sopInstanceUid(Uid uid) {
        this.sopInstanceUid = Objects.requireNonNull(uid, "uid");
        return this;
    }

    /** (0040,0253) an ID that no other step has; a new one by default. */
    public PerformedStepDraft id(String id) {
        this.id = Objects.requireNonNull(id, "id");
        return this;
    }

    /** (0040,0241), (0040,0242) and (0040,0243) the station that performs it; name and location may be empty. */
    public PerformedStepDraft station(String aeTitle, String name, String location) {
        attributes
                .put(Tags.PERFORMED_STATION_AE_TITLE, aeTitle)
                .put(Tags.PERFORMED_STATION_NAME, name)
                .put(Tags.PERFORMED_LOCATION, location);
        return this;
    }

    /** (0008,0060) what the images will be; the modality that is scheduled by default. */
    public PerformedStepDraft modality(String modality) {
        attributes.put(Tags.MODALITY, modality);
        return this;
    }

    /** (0040,0244) and (0040,0245) when it has begun, in local time. */
    public PerformedStepDraft start(LocalDateTime start) {
        attributes
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, start.toLocalDate())
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, start.toLocalTime());
        return this;
    }

    /** (0020,0010) the study's ID; that of the requested procedure by default, or the step's own if there is not one. */
    public PerformedStepDraft studyId(String id) {
        attributes.put(Tags.STUDY_ID, id);
        return this;
    }

    /** (0040,0254) and (0008,1032) what is performed; what is requested by default. */
    public PerformedStepDraft procedure(String description, Collection<Code> codes) {
        attributes
                .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, description)
                .putCodes(Tags.PROCEDURE_CODE_SEQUENCE, codes);
        return this;
    }

    /** (0040,0260) the protocols that are performed; the scheduled ones by default. */
    public PerformedStepDraft protocols(Collection<Code> codes) {
        attributes.putCodes(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, codes);
        return this;
    }

    /** Creates further attributes empty, such as dose or billing: only what is created can be set later. */
    public PerformedStepDraft reserve(Tag... tags) {
        reserved.addAll(List.of(tags));
        return this;
    }

    /**
     * Keeps identifiers of the worklist that are longer than their representation allows, such as an accession number of 20
     * characters: cut they would name another order, and without this {@link #build} refuses them. Strict receivers refuse
     * such a step; {@link MppsLeniency#OVERLONG_TEXT} takes it.
     */
    public PerformedStepDraft keepOverlong() {
        rules = PerformedStepRules.tolerating(EnumSet.of(MppsLeniency.OVERLONG_TEXT));
        return this;
    }

    /**
     * Returns the step as it begins: its attributes are those of the N-CREATE.
     *
     * @throws IllegalStateException if something is missing, or an identifier of the worklist or a given value is not legal in a
     *     performed step; it names the attributes, and nothing has been sent
     */
    public PerformedStep build() {
        DataSet created = DataSet.builder()
                .put(Tags.STUDY_ID, id)
                .putAll(attributes.build())
                .put(Tags.PERFORMED_PROCEDURE_STEP_ID, id)
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.IN_PROGRESS.term())
                .ensure(EMPTY_AT_START)
                .ensure(reserved.toArray(Tag[]::new))
                .build();
        MppsResult result = rules.create(sopInstanceUid, created);
        if (result instanceof MppsResult.Accepted accepted) {
            return accepted.step();
        }
        MppsRefusal refusal = ((MppsResult.Refused) result).refusal();
        throw new IllegalStateException(refusal.kind() + " " + refusal.attributes());
    }

    private void performAsScheduled(List<ScheduledStep> steps) {
        ScheduledStep first = steps.get(0);
        String description = first.description().isEmpty()
                ? first.attributes().text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)
                : first.description();
        modality(first.modality());
        attributes
                .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, WorklistCopy.shortened(description))
                .put(
                        Tags.PROCEDURE_CODE_SEQUENCE,
                        distinct(
                                steps,
                                step -> WorklistCopy.codes(step.attributes(), Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE)))
                .put(
                        Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
                        distinct(
                                steps, step -> WorklistCopy.codes(step.step(), Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)));
    }

    private static List<DataSet> distinct(List<ScheduledStep> steps, Function<ScheduledStep, SequenceElement> codes) {
        return steps.stream()
                .flatMap(step -> codes.apply(step).items().stream())
                .distinct()
                .toList();
    }

    /** At most 14 characters that no other step has. */
    private static String newId() {
        UUID random = UUID.randomUUID();
        long bits = random.getMostSignificantBits() ^ random.getLeastSignificantBits();
        return "P" + Long.toUnsignedString(bits, RADIX).toUpperCase(Locale.ROOT);
    }
}
