package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.Objects;

/**
 * A row of the table of worklist attributes (PS3.4, table K.6-1).
 *
 * @param sequences the sequences that lead to the attribute, outermost first; none at the top level
 * @param tag the attribute
 * @param entity what it describes
 * @param required whether a provider must support it as a matching key
 * @param matching how a value of the key is compared
 * @param returnType when it is in the answer
 */
public record WorklistAttribute(
        List<Tag> sequences, Tag tag, Entity entity, boolean required, Matching matching, ReturnType returnType) {
    /** The entities of the information model (PS3.4, K.6.1.2.2). */
    public enum Entity {
        /** The patient. */
        PATIENT,
        /** The visit. */
        VISIT,
        /** The imaging service request: the order. */
        IMAGING_SERVICE_REQUEST,
        /** The requested procedure. */
        REQUESTED_PROCEDURE,
        /** The scheduled procedure step. */
        SCHEDULED_PROCEDURE_STEP
    }

    /** How a key that is not empty is compared (PS3.4, C.2.2.2, with the limits of table K.6-1). */
    public enum Matching {
        /** Not at all: the attribute says something about the message. */
        NONE,
        /** One value, literally; wildcard characters mean themselves. Numbers are compared by value. */
        SINGLE_VALUE,
        /** One value, in which {@code *} and {@code ?} are wildcards. */
        WILDCARD,
        /** One day, time of day or moment, or a range of them. */
        RANGE,
        /** One or more UIDs, one of which has to be equal. */
        LIST_OF_UID,
        /** One item, all of whose keys have to match within one item. */
        SEQUENCE
    }

    /** When a requested attribute is in the answer (PS3.4, K.2.2.1.2). */
    public enum ReturnType {
        /** Always, with a value. */
        TYPE_1,
        /** With a value, under a condition. */
        TYPE_1C,
        /** Always, empty if unknown. */
        TYPE_2,
        /** Under a condition, empty if unknown. */
        TYPE_2C,
        /** If the provider knows it. */
        TYPE_3;

        /** Whether the answer has it even if it is unknown. A condition of type 2C is taken as met. */
        boolean isPresentWhenUnknown() {
            return this == TYPE_1 || this == TYPE_2 || this == TYPE_2C;
        }

        /** Whether the answer has it with zero length if the step has it so; one of type 1C has a value or is not there. */
        boolean isPresentWhenEmpty() {
            return this != TYPE_1C;
        }
    }

    /** Copies the list. */
    public WorklistAttribute {
        sequences = List.copyOf(sequences);
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(matching, "matching");
        Objects.requireNonNull(returnType, "returnType");
    }
}
