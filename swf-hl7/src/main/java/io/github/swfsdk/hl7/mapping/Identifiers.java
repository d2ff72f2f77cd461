package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.hl7.message.Hl7Value;

/** Patient identifiers (CX; HL7 v2.3.1, 2.8.7): identifier in component 1, assigning authority in component 4. */
final class Identifiers {
    private Identifiers() {}

    /**
     * Puts (0010,0020), (0010,0021) and, for an authority with a universal identifier, (0010,0024). An authority without a
     * namespace is named by its universal identifier, so that equal numbers of two authorities stay apart.
     */
    static void main(FieldMapper fields, Hl7Value cx, int field, DataSet.Builder target) {
        target.put(Tags.PATIENT_ID, fields.identifier(cx, Tags.PATIENT_ID, field, 1));
        Hl7Value authority = cx.component(4);
        Hl7Value namespace = authority.subcomponent(1);
        Hl7Value universalId = authority.subcomponent(2);
        Hl7Value issuer = namespace.hasText() ? namespace : universalId;
        if (issuer.hasText()) {
            target.put(Tags.ISSUER_OF_PATIENT_ID, fields.identifier(issuer, Tags.ISSUER_OF_PATIENT_ID, field, 4));
        }
        DataSet.Builder qualifiers = DataSet.builder();
        fields.universal(qualifiers, universalId, authority.subcomponent(3), field, 4);
        DataSet item = qualifiers.build();
        if (!item.isEmpty()) {
            target.put(Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE, item);
        }
    }

    /** Returns an item of (0010,1002) Other Patient IDs Sequence. */
    static DataSet other(FieldMapper fields, Hl7Value cx, int field) {
        DataSet.Builder item = DataSet.builder();
        main(fields, cx, field, item);
        return item.put(Tags.TYPE_OF_PATIENT_ID, "TEXT").build();
    }
}
