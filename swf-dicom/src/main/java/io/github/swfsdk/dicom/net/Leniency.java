package io.github.swfsdk.dicom.net;

/**
 * Things that the standard forbids and real devices do. Each can be switched off in {@link AssociationOptions}; when one is
 * used, {@link AssociationListener#leniencyUsed} says so.
 */
public enum Leniency {
    /** A presentation context has an even identifier (PS3.8, 9.3.2.2 wants odd ones). */
    EVEN_CONTEXT_ID,
    /** A UID in a PDU or a command set is padded in a way the standard does not know (PS3.8, Annex F; PS3.7, 6.3.1). */
    PADDED_UID,
    /** An A-ASSOCIATE PDU lacks the maximum length or the implementation class UID (PS3.7, D.3.3.1 and D.3.3.2). */
    MISSING_USER_INFORMATION,
    /** An implementation version name is longer than sixteen characters (PS3.7, D.3.3.2.3). */
    LONG_VERSION_NAME,
    /** A fragment of a message has an odd number of bytes (PS3.8, Annex E). */
    ODD_FRAGMENT,
    /** A command set has a wrong or no group length, or its elements are not in ascending order (PS3.7, 6.3.1). */
    COMMAND_STRUCTURE,
    /** A request comes in a role that was never negotiated, for example an event report without role selection. */
    MISSING_ROLE_SELECTION
}
