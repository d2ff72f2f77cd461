package io.github.swfsdk.dicom.internal.ul;

/** The events of the protocol machine, in the order of its table (PS3.8, Table 9-10). */
public enum Event {
    /** 1: A-ASSOCIATE request of the local user. */
    ASSOCIATE_REQUEST,
    /** 2: the transport is connected (requestor). */
    TRANSPORT_CONFIRM,
    /** 3. */
    ASSOCIATE_AC_PDU,
    /** 4. */
    ASSOCIATE_RJ_PDU,
    /** 5: a transport connection has come in (acceptor). */
    TRANSPORT_INDICATION,
    /** 6. */
    ASSOCIATE_RQ_PDU,
    /** 7: the local user accepts. */
    ASSOCIATE_ACCEPT,
    /** 8: the local user rejects. */
    ASSOCIATE_REJECT,
    /** 9: P-DATA request of the local user. */
    DATA_REQUEST,
    /** 10. */
    DATA_PDU,
    /** 11: A-RELEASE request of the local user. */
    RELEASE_REQUEST,
    /** 12. */
    RELEASE_RQ_PDU,
    /** 13. */
    RELEASE_RP_PDU,
    /** 14: the local user answers A-RELEASE. */
    RELEASE_RESPONSE,
    /** 15: A-ABORT request of the local user. */
    ABORT_REQUEST,
    /** 16. */
    ABORT_PDU,
    /** 17: the transport is closed. */
    TRANSPORT_CLOSED,
    /** 18: the ARTIM timer has expired. */
    ARTIM_EXPIRED,
    /** 19: an unrecognized or invalid PDU. */
    INVALID_PDU;

    /** The event with this number in the table. */
    static Event number(int number) {
        return values()[number - 1];
    }

    /** The number in the table: 1 to 19. */
    public int number() {
        return ordinal() + 1;
    }
}
