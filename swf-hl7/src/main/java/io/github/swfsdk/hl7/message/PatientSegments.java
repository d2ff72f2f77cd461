package io.github.swfsdk.hl7.message;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import java.util.function.Supplier;

/** PID and PV1 from attributes; the reverse of the mapping of incoming messages. */
final class PatientSegments {
    /** Patient class of HL7 table 0004 for "not applicable": DICOM has no attribute for it. */
    private static final String CLASS_NOT_APPLICABLE = "N";

    private static final String UNKNOWN_SEX = "U";
    private static final String PREGNANT = "B6";
    private static final long DEFINITELY_PREGNANT = 3;

    private PatientSegments() {}

    static Segment pid(DataSet patient) {
        Segment.Builder pid = Segment.builder("PID").put(3, patientId(patient));
        for (DataSet other : patient.items(Tags.OTHER_PATIENT_IDS_SEQUENCE)) {
            pid.repeat(3, patientId(other));
        }
        pid.put(5, value(patient, Tags.PATIENT_NAME, () -> Persons.xpn(patient, Tags.PATIENT_NAME)));
        pid.put(
                6,
                value(
                        patient,
                        Tags.PATIENT_MOTHER_BIRTH_NAME,
                        () -> Persons.xpn(patient, Tags.PATIENT_MOTHER_BIRTH_NAME)));
        pid.put(7, text(patient, Tags.PATIENT_BIRTH_DATE));
        pid.put(8, sex(patient));
        pid.put(11, text(patient, Tags.PATIENT_ADDRESS));
        pid.put(13, value(patient, Tags.PATIENT_TELEPHONE_NUMBERS, () -> Composite.of("")));
        for (String number : patient.strings(Tags.PATIENT_TELEPHONE_NUMBERS)) {
            pid.repeat(13, Composite.of(number));
        }
        return pid.build();
    }

    static Segment pv1(DataSet patient) {
        Segment.Builder pv1 = Segment.builder("PV1")
                .put(2, CLASS_NOT_APPLICABLE)
                .put(3, text(patient, Tags.CURRENT_PATIENT_LOCATION))
                .put(
                        8,
                        value(
                                patient,
                                Tags.REFERRING_PHYSICIAN_NAME,
                                () -> Persons.xcn(patient, Tags.REFERRING_PHYSICIAN_NAME)));
        if (patient.number(Tags.PREGNANCY_STATUS).orElse(0) == DEFINITELY_PREGNANT) {
            pv1.put(15, PREGNANT);
        }
        if (patient.hasValue(Tags.ADMISSION_ID)) {
            DataSet issuer = patient.item(Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE).orElse(DataSet.empty());
            pv1.put(
                    19,
                    identifier(
                            patient.text(Tags.ADMISSION_ID),
                            authority(issuer.text(Tags.LOCAL_NAMESPACE_ENTITY_ID), issuer)));
        }
        return pv1.build();
    }

    /** CX: the identifier, and the assigning authority in component 4. */
    static Composite identifier(String id, Composite authority) {
        return Composite.of(Composite.of(id), Composite.of(""), Composite.of(""), authority);
    }

    /** A text; {@code ""} for an attribute of zero length, which clears it. */
    static Composite text(DataSet attributes, Tag tag) {
        return value(attributes, tag, () -> Composite.of(attributes.text(tag)));
    }

    static Composite value(DataSet attributes, Tag tag, Supplier<Composite> present) {
        if (!attributes.contains(tag)) {
            return Composite.of("");
        }
        return attributes.hasValue(tag) ? present.get() : Composite.delete();
    }

    private static Composite patientId(DataSet patient) {
        DataSet qualifiers =
                patient.item(Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE).orElse(DataSet.empty());
        return identifier(
                patient.text(Tags.PATIENT_ID), authority(patient.text(Tags.ISSUER_OF_PATIENT_ID), qualifiers));
    }

    /** HD: namespace, universal identifier and its type. */
    private static Composite authority(String namespace, DataSet universal) {
        return Composite.subcomponents(
                namespace, universal.text(Tags.UNIVERSAL_ENTITY_ID), universal.text(Tags.UNIVERSAL_ENTITY_ID_TYPE));
    }

    /** Zero length is an unknown sex, which has a code of its own. */
    private static Composite sex(DataSet patient) {
        if (!patient.contains(Tags.PATIENT_SEX)) {
            return Composite.of("");
        }
        return Composite.of(patient.string(Tags.PATIENT_SEX).orElse(UNKNOWN_SEX));
    }
}
