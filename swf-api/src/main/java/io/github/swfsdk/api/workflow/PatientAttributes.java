package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.patient.PatientId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a scheduled step that belongs to the patient and the visit (PS3.4, table K.6-1): patient updates change it, and
 * orders do not once it is known.
 */
final class PatientAttributes {
    private static final int PATIENT_GROUP = 0x0010;
    private static final int VISIT_GROUP = 0x0038;
    private static final Set<Tag> OTHERS =
            Set.of(Tags.REFERENCED_PATIENT_SEQUENCE, Tags.CONFIDENTIALITY_CONSTRAINT_ON_PATIENT_DATA_DESCRIPTION);
    private static final Set<Tag> IDENTIFIERS = Set.of(Tags.PATIENT_ID, Tags.ISSUER_OF_PATIENT_ID);

    private PatientAttributes() {}

    static boolean contains(Tag tag) {
        return tag.group() == PATIENT_GROUP || tag.group() == VISIT_GROUP || OTHERS.contains(tag);
    }

    /** The data set without patient and visit. */
    static DataSet without(DataSet attributes) {
        return DataSet.of(attributes.elements().stream()
                .filter(element -> !contains(element.tag()))
                .toList());
    }

    /** The given attributes, with the patient and visit of others. */
    static DataSet keep(DataSet attributes, DataSet patient) {
        return without(attributes).toBuilder()
                .putAll(patient.elements().stream()
                        .filter(element -> contains(element.tag()))
                        .toList())
                .build();
    }

    /** Whether this identifier is, or was before a merge, that of the patient. */
    static boolean isKnownAs(DataSet patient, PatientId id) {
        return PatientId.of(patient).filter(id::matches).isPresent()
                || patient.items(Tags.OTHER_PATIENT_IDS_SEQUENCE).stream()
                        .anyMatch(item -> PatientId.of(item).filter(id::matches).isPresent());
    }

    /**
     * Puts in what an update tells: zero length clears, absence leaves. An identifier changes to a value only, other
     * identifiers are only added to, and the visit changes only if it is not known to be another one.
     */
    static DataSet update(DataSet attributes, DataSet update) {
        boolean sameVisit = isSameVisit(attributes, update);
        DataSet.Builder next = attributes.toBuilder();
        for (Element element : update) {
            boolean cleared = IDENTIFIERS.contains(element.tag()) && element.isEmpty();
            boolean otherVisit = element.tag().group() == VISIT_GROUP && !sameVisit;
            if (contains(element.tag()) && !cleared && !otherVisit) {
                next.put(element);
            }
        }
        return withOtherIds(next.build(), attributes.items(Tags.OTHER_PATIENT_IDS_SEQUENCE));
    }

    /** As {@link #update}, and the identifier so far becomes one of the other identifiers of the patient. */
    static DataSet merge(DataSet attributes, DataSet surviving, PatientId subsumed) {
        DataSet next = withOtherIds(update(attributes, surviving), List.of(otherId(subsumed)));
        return surviving.hasValue(Tags.ISSUER_OF_PATIENT_ID)
                ? next
                : next.toBuilder().remove(Tags.ISSUER_OF_PATIENT_ID).build();
    }

    private static DataSet withOtherIds(DataSet attributes, List<DataSet> more) {
        List<DataSet> others = new ArrayList<>(attributes.items(Tags.OTHER_PATIENT_IDS_SEQUENCE));
        Set<Optional<PatientId>> present = others.stream().map(PatientId::of).collect(Collectors.toSet());
        more.stream().filter(item -> present.add(PatientId.of(item))).forEach(others::add);
        return others.isEmpty()
                ? attributes
                : attributes.toBuilder()
                        .put(Tags.OTHER_PATIENT_IDS_SEQUENCE, others)
                        .build();
    }

    private static DataSet otherId(PatientId id) {
        DataSet.Builder item = DataSet.builder().put(Tags.PATIENT_ID, id.id()).put(Tags.TYPE_OF_PATIENT_ID, "TEXT");
        if (!id.issuer().isEmpty()) {
            item.put(Tags.ISSUER_OF_PATIENT_ID, id.issuer());
        }
        return item.build();
    }

    private static boolean isSameVisit(DataSet attributes, DataSet update) {
        String known = attributes.text(Tags.ADMISSION_ID);
        String told = update.text(Tags.ADMISSION_ID);
        return known.isEmpty() || told.isEmpty() || known.equals(told);
    }
}
