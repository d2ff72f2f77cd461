package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import java.util.List;
import java.util.Objects;

/**
 * The result of a commitment request (PS3.4, J.3.3): each requested instance is in exactly one of the lists.
 *
 * @param transactionUid (0008,1195) of the request
 * @param committed the instances that are kept
 * @param failed the instances that are not
 */
public record CommitmentResult(Uid transactionUid, List<InstanceReference> committed, List<Failed> failed) {
    /**
     * An instance that is not kept.
     *
     * @param instance as it was requested
     * @param reason (0008,1197)
     */
    public record Failed(InstanceReference instance, Reason reason) {
        /** Checks that nothing is null. */
        public Failed {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Failure Reason (PS3.3, C.14.1.1). */
    public enum Reason {
        /** A general failure in processing. */
        PROCESSING_FAILURE(0x0110),
        /** The instance is not there. */
        NO_SUCH_OBJECT_INSTANCE(0x0112),
        /** The instance is of another class. */
        CLASS_INSTANCE_CONFLICT(0x0119),
        /** The class is not supported. */
        SOP_CLASS_NOT_SUPPORTED(0x0122),
        /** The transaction UID is in use. */
        DUPLICATE_TRANSACTION_UID(0x0131),
        /** Not enough resources. */
        RESOURCE_LIMITATION(0x0213);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The value of (0008,1197). */
        public int code() {
            return code;
        }

        /** The reason with this value; an unlisted one counts as a processing failure. */
        public static Reason of(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return PROCESSING_FAILURE;
        }
    }

    /** Copies the lists. */
    public CommitmentResult {
        Objects.requireNonNull(transactionUid, "transactionUid");
        committed = List.copyOf(committed);
        failed = List.copyOf(failed);
    }

    /** Whether each instance is kept. */
    public boolean isComplete() {
        return failed.isEmpty();
    }
}
