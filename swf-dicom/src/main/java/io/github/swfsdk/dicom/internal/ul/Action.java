package io.github.swfsdk.dicom.internal.ul;

import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_ASSOCIATE_AC;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_ASSOCIATE_RQ;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_CLOSE;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_LOCAL_ASSOCIATE;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_LOCAL_RELEASE;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_RELEASE_RP;
import static io.github.swfsdk.dicom.internal.ul.State.AWAITING_TRANSPORT;
import static io.github.swfsdk.dicom.internal.ul.State.COLLISION_ACCEPTOR_LOCAL;
import static io.github.swfsdk.dicom.internal.ul.State.COLLISION_ACCEPTOR_RP;
import static io.github.swfsdk.dicom.internal.ul.State.COLLISION_REQUESTOR_LOCAL;
import static io.github.swfsdk.dicom.internal.ul.State.COLLISION_REQUESTOR_RP;
import static io.github.swfsdk.dicom.internal.ul.State.IDLE;
import static io.github.swfsdk.dicom.internal.ul.State.OPEN;

/** The actions of the protocol machine and the states they lead to (PS3.8, Tables 9-6 to 9-9). */
public enum Action {
    /** Open the transport. */
    AE_1(AWAITING_TRANSPORT),
    /** Send A-ASSOCIATE-RQ. */
    AE_2(AWAITING_ASSOCIATE_AC),
    /** Confirm the acceptance to the user. */
    AE_3(OPEN),
    /** Confirm the rejection to the user and close the transport. */
    AE_4(IDLE),
    /** Accept the transport; start ARTIM. */
    AE_5(AWAITING_ASSOCIATE_RQ),
    /** Stop ARTIM; indicate the request, or, when it is not acceptable to the provider, send A-ASSOCIATE-RJ and start ARTIM. */
    AE_6(AWAITING_LOCAL_ASSOCIATE, AWAITING_CLOSE),
    /** Send A-ASSOCIATE-AC. */
    AE_7(OPEN),
    /** Send A-ASSOCIATE-RJ; start ARTIM. */
    AE_8(AWAITING_CLOSE),
    /** Send P-DATA-TF. */
    DT_1(OPEN),
    /** Indicate P-DATA. */
    DT_2(OPEN),
    /** Send A-RELEASE-RQ. */
    AR_1(AWAITING_RELEASE_RP),
    /** Indicate the release. */
    AR_2(AWAITING_LOCAL_RELEASE),
    /** Confirm the release and close the transport. */
    AR_3(IDLE),
    /** Send A-RELEASE-RP; start ARTIM. */
    AR_4(AWAITING_CLOSE),
    /** Stop ARTIM. */
    AR_5(IDLE),
    /** Indicate P-DATA that arrives after we asked for release. */
    AR_6(AWAITING_RELEASE_RP),
    /** Send P-DATA-TF after the peer asked for release. */
    AR_7(AWAITING_LOCAL_RELEASE),
    /** Release collision: indicate it; requestor and acceptor go different ways. */
    AR_8(COLLISION_REQUESTOR_LOCAL, COLLISION_ACCEPTOR_RP),
    /** Send A-RELEASE-RP. */
    AR_9(COLLISION_REQUESTOR_RP),
    /** Confirm the release. */
    AR_10(COLLISION_ACCEPTOR_LOCAL),
    /** Send A-ABORT (source user); start ARTIM, again if it runs. */
    AA_1(AWAITING_CLOSE),
    /** Stop ARTIM and close the transport. */
    AA_2(IDLE),
    /** Indicate A-ABORT or A-P-ABORT and close the transport. */
    AA_3(IDLE),
    /** Indicate A-P-ABORT. */
    AA_4(IDLE),
    /** Stop ARTIM. */
    AA_5(IDLE),
    /** Ignore the PDU. */
    AA_6(AWAITING_CLOSE),
    /** Send A-ABORT. */
    AA_7(AWAITING_CLOSE),
    /** Send A-ABORT (source provider), indicate A-P-ABORT, start ARTIM. */
    AA_8(AWAITING_CLOSE);

    private final State next;
    private final State otherwise;

    Action(State next) {
        this(next, next);
    }

    Action(State next, State otherwise) {
        this.next = next;
        this.otherwise = otherwise;
    }

    /** The state after the action; the other one where the standard has two and {@code condition} does not hold. */
    State next(boolean condition) {
        return condition ? next : otherwise;
    }

    /** The action with this name in the standard, for example {@code AE-1}. */
    static Action named(String name) {
        return valueOf(name.replace('-', '_'));
    }
}
