package io.github.swfsdk.api.dataset;

/** What a registered identifier stands for (PS3.6, annex A). */
public enum UidKind {
    /** A SOP class, negotiated as an abstract syntax. */
    SOP_CLASS,
    /** A group of SOP classes, negotiated as one abstract syntax. */
    META_SOP_CLASS,
    /** A service class, named in common extended negotiation. */
    SERVICE_CLASS,
    /** A transfer syntax. */
    TRANSFER_SYNTAX,
    /** An instance that exists without being created, such as that of storage commitment. */
    WELL_KNOWN_SOP_INSTANCE,
    /** A frame of reference that is defined by an atlas, a device or a clock. */
    WELL_KNOWN_FRAME_OF_REFERENCE,
    /** The application context of each association. */
    APPLICATION_CONTEXT_NAME,
    /** An interface of hosted applications (PS3.19). */
    APPLICATION_HOSTING_MODEL,
    /** A coding scheme. */
    CODING_SCHEME,
    /** A set of templates and context groups (PS3.16). */
    MAPPING_RESOURCE,
    /** An attribute or object class of the configuration schema (PS3.15, annex H). */
    LDAP_OID
}
