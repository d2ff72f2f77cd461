package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.util.List;
import java.util.Map;

/** Imaging service request and requested procedure: ORC and OBR (IHE RAD TF-2, appendix B). */
final class OrderFields {
    /** Priority in TQ.6 to (0040,1003). */
    private static final Map<String, String> PRIORITY =
            Map.of("S", "STAT", "A", "HIGH", "P", "HIGH", "C", "HIGH", "R", "ROUTINE", "T", "MEDIUM");

    private OrderFields() {}

    static void map(OrderGroup group, DataSet.Builder target) {
        mapOrc(group, target);
        mapObr(group, target);
    }

    /** The numbers that name the order; they are the same in each group. */
    static OrderKey key(List<OrderGroup> groups) {
        OrderKey key = key(groups.get(0));
        for (OrderGroup group : groups) {
            if (!key(group).matches(key)) {
                throw orc(group, DataSet.builder())
                        .failure(ErrorCode.DATA_TYPE_ERROR, 2, 0, "one message carries one order");
            }
        }
        return key;
    }

    private static OrderKey key(OrderGroup group) {
        DataSet.Builder numbers = DataSet.builder();
        FieldMapper orc = orc(group, numbers)
                .identifier(2, Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)
                .identifier(3, Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST);
        group.obr()
                .ifPresent(obr ->
                        new FieldMapper(obr, group.obrSequence(), numbers).identifier(18, Tags.ACCESSION_NUMBER));
        DataSet read = numbers.build();
        boolean named = read.hasValue(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)
                || read.hasValue(Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)
                || read.hasValue(Tags.ACCESSION_NUMBER);
        if (!named) {
            throw orc.failure(
                    ErrorCode.REQUIRED_FIELD_MISSING, 2, 0, "neither ORC-2, ORC-3 nor OBR-18 names the order");
        }
        return OrderKey.of(read);
    }

    private static void mapOrc(OrderGroup group, DataSet.Builder target) {
        orc(group, target)
                .identifier(2, Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE)
                .identifier(3, Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE)
                .person(10, Tags.ORDER_ENTERED_BY)
                .person(12, Tags.REQUESTING_PHYSICIAN)
                .joined(13, 4, " ", Tags.ORDER_ENTERER_LOCATION)
                .telephones(14, 1, Tags.ORDER_CALLBACK_PHONE_NUMBER)
                .meaning(17, Tags.REQUESTING_SERVICE);
        String priority = PRIORITY.get(group.orc().field(7).component(6).text());
        if (priority != null) {
            target.put(Tags.REQUESTED_PROCEDURE_PRIORITY, priority);
        }
    }

    private static void mapObr(OrderGroup group, DataSet.Builder target) {
        Segment obr = group.requiredObr();
        FieldMapper fields = new FieldMapper(obr, group.obrSequence(), target)
                .meaning(12, Tags.PATIENT_STATE)
                .texts(13, Tags.MEDICAL_ALERTS)
                .person(16, Tags.REQUESTING_PHYSICIAN)
                .identifier(18, Tags.ACCESSION_NUMBER)
                .identifier(19, Tags.REQUESTED_PROCEDURE_ID)
                .text(30, Tags.PATIENT_TRANSPORT_ARRANGEMENTS)
                .meaning(31, Tags.REASON_FOR_THE_REQUESTED_PROCEDURE)
                .code(31, 1, Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE);
        int procedure = procedureField(fields, obr);
        fields.meaning(procedure, Tags.REQUESTED_PROCEDURE_DESCRIPTION)
                .code(procedure, 1, Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE);
    }

    /** The procedure code of OBR-44, or else the universal service of OBR-4; one of them says what to do. */
    private static int procedureField(FieldMapper fields, Segment obr) {
        if (saysSomething(obr.field(44))) {
            return 44;
        }
        if (!saysSomething(obr.field(4))) {
            fields.require(4);
        }
        return 4;
    }

    private static boolean saysSomething(Hl7Value code) {
        return code.hasText() || code.component(2).hasText();
    }

    private static FieldMapper orc(OrderGroup group, DataSet.Builder target) {
        return new FieldMapper(group.orc(), group.orcSequence(), target);
    }
}
