package io.github.swfsdk.dicom.internal.ul;

/** The states of an association (PS3.8, Tables 9-1 to 9-5). */
public enum State {
    /** Sta1. */
    IDLE,
    /** Sta2: transport open, awaiting A-ASSOCIATE-RQ; ARTIM runs. */
    AWAITING_ASSOCIATE_RQ,
    /** Sta3: awaiting the local answer to A-ASSOCIATE. */
    AWAITING_LOCAL_ASSOCIATE,
    /** Sta4: awaiting the transport to open. */
    AWAITING_TRANSPORT,
    /** Sta5: awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ. */
    AWAITING_ASSOCIATE_AC,
    /** Sta6: data transfer. */
    OPEN,
    /** Sta7: awaiting A-RELEASE-RP. */
    AWAITING_RELEASE_RP,
    /** Sta8: awaiting the local answer to A-RELEASE. */
    AWAITING_LOCAL_RELEASE,
    /** Sta9: release collision, requestor, awaiting the local answer. */
    COLLISION_REQUESTOR_LOCAL,
    /** Sta10: release collision, acceptor, awaiting A-RELEASE-RP. */
    COLLISION_ACCEPTOR_RP,
    /** Sta11: release collision, requestor, awaiting A-RELEASE-RP. */
    COLLISION_REQUESTOR_RP,
    /** Sta12: release collision, acceptor, awaiting the local answer. */
    COLLISION_ACCEPTOR_LOCAL,
    /** Sta13: awaiting the transport to close; ARTIM runs. */
    AWAITING_CLOSE;

    /** The state with this number in the standard. */
    static State number(int number) {
        return values()[number - 1];
    }

    /** The number in the standard: 1 to 13. */
    public int number() {
        return ordinal() + 1;
    }
}
