package io.github.swfsdk.dicom.net;

/**
 * Hears what happens on associations. Called on the thread where it happens, outside locks; several calls may run at a time.
 * An implementation must be quick and must not block: it holds up the association. What it throws is logged and dropped.
 */
public interface AssociationListener {
    /** A peer has connected, and TLS is agreed on if it is wanted; its titles are not known yet. Not every connection asks. */
    default void connected(AssociationInfo association) {}

    /** A peer asks for an association. */
    default void requested(AssociationInfo association) {}

    /** An association is open, whoever asked for it. */
    default void accepted(AssociationInfo association) {}

    /** An association was rejected, with the numbers of A-ASSOCIATE-RJ (PS3.8, 9.3.4). */
    default void rejected(AssociationInfo association, int result, int source, int reason) {}

    /** An association ended in order. */
    default void released(AssociationInfo association) {}

    /** An association broke, or a connection ended before it became one. */
    default void aborted(AssociationInfo association, AssociationException cause) {}

    /** The peer does on the association what the standard forbids, and was forgiven. Once per association and leniency. */
    default void leniencyUsed(AssociationInfo association, Leniency leniency) {}

    /**
     * A data set that the peer has sent breaks the standard, and was read all the same. Once per association and leniency.
     *
     * @param path the first attribute where it was needed, such as {@code (0040,0100)[2].(0040,0002)}; empty if outside of any
     */
    default void leniencyUsed(AssociationInfo association, io.github.swfsdk.dicom.io.Leniency leniency, String path) {}

    /** A request was taken up: the peer's by a service, or ours by the wire. Ends with exactly one of the two below. */
    default void operationStarted(AssociationInfo association, OperationStart operation) {}

    /** An operation has no final response: the association broke, or the request could not be sent. */
    default void operationAbandoned(AssociationInfo association, OperationStart operation) {}

    /** An operation has its final response. */
    default void operationDone(AssociationInfo association, OperationInfo operation) {}
}
