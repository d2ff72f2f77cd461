package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;

/** When an attribute of type 1C is required in an item (PS3.3, 8.8 and 10.14; PS3.4, tables F.7.2-1a and F.7.2-1b). */
final class Conditions {
    private Conditions() {}

    static boolean isRequired(Tag tag, DataSet item) {
        if (tag.equals(Tags.CODE_VALUE)) {
            return !item.hasValue(Tags.LONG_CODE_VALUE) && !item.hasValue(Tags.URN_CODE_VALUE);
        }
        if (tag.equals(Tags.CODING_SCHEME_DESIGNATOR)) {
            return !item.hasValue(Tags.URN_CODE_VALUE);
        }
        if (tag.equals(Tags.LOCAL_NAMESPACE_ENTITY_ID)) {
            return !item.hasValue(Tags.UNIVERSAL_ENTITY_ID);
        }
        if (tag.equals(Tags.UNIVERSAL_ENTITY_ID_TYPE)) {
            return item.hasValue(Tags.UNIVERSAL_ENTITY_ID);
        }
        throw new IllegalStateException("no condition is known for " + tag);
    }
}
