package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.ImagingOrder;

/**
 * Makes the identifiers that an order came without. Each call makes a new one; the numbers need not be in sequence. Called
 * within a transaction that may run again or be refused in the end, so some are never used. Thread-safe; does not use the
 * workflow store.
 */
public interface IdentifierSource {
    /** (0008,0050) Accession Number (SH): 1 to 16 characters, unique in the department. */
    String accessionNumber(ImagingOrder order);

    /** (0040,1001) Requested Procedure ID (SH): 1 to 16 characters, unique at least within its order. */
    String requestedProcedureId(ImagingOrder order);

    /** (0040,0009) Scheduled Procedure Step ID (SH): 1 to 16 characters, unique at least within its order. */
    String stepId(ImagingOrder order);

    /** (0020,000D) Study Instance UID: globally unique. */
    Uid studyInstanceUid(ImagingOrder order);

    /**
     * Random identifiers that need no counter, so that several nodes agree without asking each other: a letter (A, R or S)
     * and 15 digits and capital letters without I, L, O and U, which people mistake for others; 75 random bits, so a million
     * orders hold two equal numbers with a probability below 1 in 10<sup>10</sup>. Studies are UIDs under 2.25.
     */
    static IdentifierSource random() {
        return new RandomIdentifiers();
    }
}
