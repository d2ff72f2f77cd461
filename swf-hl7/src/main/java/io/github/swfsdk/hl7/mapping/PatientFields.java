package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Patient and visit: PID with its NTE, PV1, OBX and AL1 (IHE RAD TF-2, appendix B). */
final class PatientFields {
    private static final String PREGNANT = "B6";
    private static final int DEFINITELY_PREGNANT = 3;
    /** HL7 table 0001; DICOM knows M, F and O. */
    private static final Map<String, String> SEX = Map.of("M", "M", "F", "F", "O", "O", "A", "O", "N", "O", "U", "");

    private static final Map<String, BigDecimal> KILOGRAMS = Map.of("kg", BigDecimal.ONE, "g", new BigDecimal("0.001"));
    private static final Map<String, BigDecimal> METRES = Map.of("m", BigDecimal.ONE, "cm", new BigDecimal("0.01"));

    private PatientFields() {}

    static void map(Hl7Message message, DataSet.Builder target) {
        Segment pid = message.first("PID")
                .orElseThrow(() -> new Hl7FormatException(
                        ErrorCode.REQUIRED_FIELD_MISSING, Hl7Location.of("PID", 3), "segment is missing"));
        mapPid(pid, target);
        message.first("PV1").ifPresent(pv1 -> mapVisit(pv1, target));
        mapComments(message, target);
        mapAllergies(message, target);
        for (Segment obx : message.segments("OBX")) {
            mapMeasurement(obx, "Body Weight", KILOGRAMS, Tags.PATIENT_WEIGHT, target);
            mapMeasurement(obx, "Body Height", METRES, Tags.PATIENT_SIZE, target);
        }
    }

    private static void mapPid(Segment pid, DataSet.Builder target) {
        FieldMapper fields = new FieldMapper(pid, 1, target).require(3);
        List<DataSet> others = new ArrayList<>();
        List<Hl7Value> identifiers = pid.field(3).repetitions();
        Identifiers.main(fields, identifiers.get(0), 3, target);
        for (Hl7Value identifier : identifiers.subList(1, identifiers.size())) {
            if (identifier.hasText()) {
                others.add(Identifiers.other(fields, identifier, 3));
            }
        }
        if (!others.isEmpty()) {
            target.put(Tags.OTHER_PATIENT_IDS_SEQUENCE, others);
        }
        fields.name(5, Tags.PATIENT_NAME)
                .name(6, Tags.PATIENT_MOTHER_BIRTH_NAME)
                .date(7, Tags.PATIENT_BIRTH_DATE)
                .convert(8, Tags.PATIENT_SEX, value -> sex(fields, value))
                .joined(11, 6, ", ", Tags.PATIENT_ADDRESS)
                .telephones(13, Integer.MAX_VALUE, Tags.PATIENT_TELEPHONE_NUMBERS)
                .code(15, 1, Tags.PATIENT_PRIMARY_LANGUAGE_CODE_SEQUENCE)
                .text(27, 2, Tags.MILITARY_RANK)
                .identifier(18, Tags.ADMISSION_ID);
        admissionIssuer(fields, pid, 18, target);
    }

    /** PV1-19 stands before PID-18. */
    private static void mapVisit(Segment pv1, DataSet.Builder target) {
        FieldMapper fields = new FieldMapper(pv1, 1, target)
                .joined(3, 4, " ", Tags.CURRENT_PATIENT_LOCATION)
                .person(8, Tags.REFERRING_PHYSICIAN_NAME);
        if (pv1.field(19).hasText()) {
            target.remove(Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE);
            fields.identifier(19, Tags.ADMISSION_ID);
            admissionIssuer(fields, pv1, 19, target);
        }
        boolean pregnant = pv1.field(15).repetitions().stream()
                .anyMatch(status -> status.text().equals(PREGNANT));
        if (pregnant) {
            target.put(Tags.PREGNANCY_STATUS, DEFINITELY_PREGNANT);
        }
    }

    private static void admissionIssuer(FieldMapper fields, Segment segment, int field, DataSet.Builder target) {
        Hl7Value authority = segment.field(field).component(4);
        fields.issuer(authority.subcomponent(1), authority.subcomponent(2), authority.subcomponent(3), field, 4)
                .ifPresent(item -> target.put(Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE, item));
    }

    /** The NTE right after PID, PD1 or PV1 speak of the patient; later ones of the order. */
    private static void mapComments(Hl7Message message, DataSet.Builder target) {
        List<String> comments = new ArrayList<>();
        boolean ofPatient = false;
        for (Segment segment : message.segments()) {
            switch (segment.name()) {
                case "PID" -> ofPatient = true;
                case "PD1" -> {}
                case "NTE" -> {
                    if (ofPatient) {
                        segment.field(3).repetitions().forEach(line -> comments.add(Texts.lines(line.freeText())));
                    }
                }
                default -> ofPatient = false;
            }
        }
        if (!comments.isEmpty()) {
            int length = ElementDictionary.vrOf(Tags.PATIENT_COMMENTS).size();
            target.put(Tags.PATIENT_COMMENTS, Texts.cut(String.join("\r\n", comments), length));
        }
    }

    private static void mapAllergies(Hl7Message message, DataSet.Builder target) {
        int length = ElementDictionary.vrOf(Tags.ALLERGIES).size();
        List<String> allergies = new ArrayList<>();
        for (Segment al1 : message.segments("AL1")) {
            String name = al1.field(3).component(2).text();
            String allergy = name.isEmpty() ? al1.text(3) : name;
            allergies.addAll(Texts.pieces(Texts.line(allergy), length));
        }
        if (!allergies.isEmpty()) {
            target.put(Tags.ALLERGIES, allergies.toArray(String[]::new));
        }
    }

    /** A number with a known unit; others say nothing that could be put into the attribute. */
    private static void mapMeasurement(
            Segment obx, String name, Map<String, BigDecimal> units, Tag tag, DataSet.Builder target) {
        boolean named = obx.text(3).equalsIgnoreCase(name)
                || obx.field(3).component(2).text().equalsIgnoreCase(name);
        BigDecimal factor = units.get(obx.text(6));
        String number = obx.text(5).strip();
        if (named && factor != null && number.matches("\\d{1,4}(\\.\\d{1,4})?")) {
            target.put(
                    tag,
                    new BigDecimal(number).multiply(factor).stripTrailingZeros().toPlainString());
        }
    }

    private static String sex(FieldMapper fields, Hl7Value value) {
        String sex = SEX.get(value.text());
        if (sex == null) {
            throw fields.failure(ErrorCode.TABLE_VALUE_NOT_FOUND, 8, 0, "is not in table 0001");
        }
        return sex;
    }
}
