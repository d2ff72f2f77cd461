package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import java.util.Objects;

/**
 * Something owed to another system because of a change: it is stored with the change and delivered afterwards, at least
 * once.
 *
 * @param kind what is owed
 * @param destination who gets it, such as an AE title
 * @param orderingKey follow-ups with the same key and destination are delivered one after the other, in the order in which
 *     they were owed
 * @param content what is sent; its meaning belongs to the kind
 */
public record FollowUp(Kind kind, String destination, String orderingKey, DataSet content) {
    /** What may be owed. The names are stored: never rename one. */
    public enum Kind {
        /** The result of a storage commitment request (RAD-10); the content is the request. */
        COMMITMENT_REPORT,
        /** An MPPS N-CREATE to be forwarded (RAD-6); the content is its attributes and, as (0008,0018), its identity. */
        MPPS_CREATE,
        /** An MPPS N-SET to be forwarded (RAD-7); the content is its modification list and, as (0008,0018), the identity. */
        MPPS_SET,
        /**
         * An MPPS N-EVENT-REPORT (PS3.4, F.9); the content is the identity, as (0008,0018), and the
         * {@linkplain io.github.swfsdk.api.mpps.PerformedStepEvent#term() event}, as (0040,0252).
         */
        MPPS_NOTIFICATION,
        /** An instance to be stored (RAD-8, RAD-18); the content is its reference, the instance itself lies in the spool. */
        INSTANCE,
        /** A storage commitment request to be made (RAD-10) and to be confirmed; the content is the Referenced SOP Sequence. */
        COMMITMENT_REQUEST
    }

    /** Checks that nothing is null. */
    public FollowUp {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(orderingKey, "orderingKey");
        Objects.requireNonNull(content, "content");
    }
}
