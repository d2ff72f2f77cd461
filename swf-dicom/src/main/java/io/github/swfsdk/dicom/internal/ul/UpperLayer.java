package io.github.swfsdk.dicom.internal.ul;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.ReleaseReply;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One end of an association: takes PDUs from the transport and requests from the user, asks the {@link StateMachine} what
 * they lead to, and does it (PS3.8, 9.2). Thread-safe; {@link #next()} belongs to the thread that reads. The lock guards the
 * machine only: nothing is written, and the user is not called, while it is held.
 */
public final class UpperLayer {

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final StateMachine machine;

    private final boolean requestor;
    private final Transport transport;
    private final UpperLayerUser user;
    private boolean broken; // whoever calls next()

    /**
     * An end in Sta1 over a transport that is already connected.
     *
     * @param requestor whether this side requests the association
     */
    public UpperLayer(boolean requestor, Transport transport, UpperLayerUser user) {
        this.machine = new StateMachine(requestor);
        this.requestor = requestor;
        this.transport = transport;
        this.user = user;
    }

    /** The current state. */
    public State state() {
        synchronized (lock) {
            return machine.state();
        }
    }

    /** Requests the association (events 1 and 2). {@link #next()} is called afterwards. */
    public void request(AssociateRequest request) throws IOException {
        synchronized (lock) {
            machine.on(Event.ASSOCIATE_REQUEST); // AE-1: the transport is there already
            machine.on(Event.TRANSPORT_CONFIRM); // AE-2
        }
        send(request);
    }

    /**
     * Accepts the association that was indicated.
     *
     * @param opened run when the association is open, before the peer hears of it
     */
    public void accept(AssociateAccept accept, Runnable opened) throws IOException {
        local(Event.ASSOCIATE_ACCEPT); // AE-7
        opened.run();
        send(accept);
    }

    /** Rejects the association that was indicated. */
    public void reject(AssociateReject reject) throws IOException {
        local(Event.ASSOCIATE_REJECT); // AE-8
        sendLast(reject);
    }

    /** Sends whole P-DATA-TF PDUs. Blocks, at most for the write deadline. */
    public void data(ByteBuffer pdus) throws IOException {
        local(Event.DATA_REQUEST); // DT-1, AR-7
        transport.write(pdus);
    }

    /** Asks for release; the user hears {@link UpperLayerUser#released()}. */
    public void release() throws IOException {
        local(Event.RELEASE_REQUEST); // AR-1
        send(new ReleaseRequest());
    }

    /** Agrees to the release that was indicated. */
    public void releaseResponse() throws IOException {
        if (local(Event.RELEASE_RESPONSE) == Action.AR_4) {
            sendLast(new ReleaseReply());
        } else {
            send(new ReleaseReply()); // AR-9
        }
    }

    /** Gives up at once, where there is something to give up. Never blocks; may be called again. */
    public void abort() {
        Action action;
        synchronized (lock) {
            if (!machine.allows(Event.ABORT_REQUEST)) {
                return;
            }
            action = machine.on(Event.ABORT_REQUEST);
        }
        if (action == Action.AA_1) {
            transport.startArtim();
            transport.writeLater(Abort.byUser().encode());
        } else {
            transport.close(); // AA-2
        }
    }

    /** The ARTIM timer has expired (event 18). Never blocks. */
    public void artimExpired() {
        synchronized (lock) {
            if (!machine.allows(Event.ARTIM_EXPIRED)) {
                return;
            }
            machine.on(Event.ARTIM_EXPIRED); // AA-2
        }
        transport.close();
    }

    /** The connection is there: an acceptor's transport indication (event 5). */
    public void begin() {
        if (!requestor) {
            peer(Event.TRANSPORT_INDICATION);
            transport.startArtim(); // AE-5
        }
    }

    /**
     * Waits for what the peer sends next and takes it; false when nothing more will come. One thread at a time, which may
     * change from call to call; the user may call again while it is called.
     */
    public boolean next() {
        if (broken || state() == State.IDLE) {
            return false;
        }
        try {
            if (user.takeNext()) {
                return true;
            }
            Optional<Pdu> pdu = transport.read();
            if (pdu.isPresent()) {
                received(pdu.get());
                return true;
            }
            closed(new EOFException("the peer closed the connection"));
        } catch (PduException e) {
            broken = true;
            invalid(e);
        } catch (IOException e) {
            closed(e);
        }
        return false;
    }

    /** After the last {@link #next()}: waits for the close of a peer that broke the protocol, until ARTIM expires. */
    public void end() {
        try {
            if (broken) {
                transport.drain();
            }
            closed(new EOFException("the peer closed the connection"));
        } catch (IOException e) {
            closed(e);
        } finally {
            transport.close();
        }
    }

    private void received(Pdu pdu) throws IOException, PduException {
        if (pdu instanceof PData data) {
            receivedData(data);
        } else if (pdu instanceof AssociateRequest request) {
            receivedRequest(request);
        } else if (pdu instanceof AssociateAccept accept) {
            receivedAccept(accept);
        } else if (pdu instanceof AssociateReject reject) {
            receivedReject(reject);
        } else if (pdu instanceof Abort abort) {
            receivedAbort(abort);
        } else if (pdu instanceof ReleaseRequest) {
            receivedReleaseRequest();
        } else {
            receivedReleaseReply();
        }
    }

    private void receivedRequest(AssociateRequest request) throws IOException, PduException {
        Optional<AssociateReject> refusal =
                state() == State.AWAITING_ASSOCIATE_RQ ? user.unacceptable(request) : Optional.empty();
        Action action = peer(Event.ASSOCIATE_RQ_PDU, refusal.isEmpty());
        if (action != Action.AE_6) {
            unexpected(action, "A-ASSOCIATE-RQ");
            return;
        }
        transport.stopArtim();
        if (refusal.isPresent()) {
            sendLast(refusal.get());
        } else {
            user.associateRequested(request);
        }
    }

    private void receivedAccept(AssociateAccept accept) throws IOException, PduException {
        Action action = peer(Event.ASSOCIATE_AC_PDU);
        if (action == Action.AE_3) {
            user.associateAccepted(accept);
        } else {
            unexpected(action, "A-ASSOCIATE-AC");
        }
    }

    private void receivedReject(AssociateReject reject) throws IOException {
        Action action = peer(Event.ASSOCIATE_RJ_PDU);
        if (action == Action.AE_4) {
            transport.closeInOrder();
            user.associateRejected(reject);
        } else {
            unexpected(action, "A-ASSOCIATE-RJ");
        }
    }

    private void receivedData(PData data) throws IOException, PduException {
        Action action = peer(Event.DATA_PDU);
        if (action == Action.DT_2 || action == Action.AR_6) {
            user.dataReceived(data);
        } else {
            unexpected(action, "P-DATA-TF");
        }
    }

    private void receivedReleaseRequest() throws IOException {
        Action action = peer(Event.RELEASE_RQ_PDU);
        if (action == Action.AR_2 || action == Action.AR_8 && requestor) {
            user.releaseRequested();
        } else if (action != Action.AR_8) { // an acceptor answers a collision after the reply: AR-10
            unexpected(action, "A-RELEASE-RQ");
        }
    }

    private void receivedReleaseReply() throws IOException {
        Action action = peer(Event.RELEASE_RP_PDU);
        switch (action) {
            case AR_3 -> {
                transport.closeInOrder();
                user.released();
            }
            case AR_10 -> user.releaseRequested();
            default -> unexpected(action, "A-RELEASE-RP");
        }
    }

    private void receivedAbort(Abort abort) {
        Action action = peer(Event.ABORT_PDU);
        transport.stopArtim();
        transport.close(); // AA-2, AA-3
        if (action == Action.AA_3) {
            user.aborted(abort);
        }
    }

    private void invalid(PduException cause) {
        try {
            refuse(peer(Event.INVALID_PDU), cause);
        } catch (IOException e) {
            closed(e);
        }
    }

    /** A PDU that is fine in itself came in the wrong state. */
    private void unexpected(Action action, String pdu) throws IOException {
        refuse(action, new PduException(AbortReason.UNEXPECTED_PDU, pdu + " is not expected now"));
    }

    private void refuse(Action action, PduException cause) throws IOException {
        switch (action) {
            case AA_1 -> sendLast(Abort.byUser());
            case AA_7 -> send(Abort.byProvider(cause.reason()));
            case AA_8 -> {
                user.lost(cause);
                sendLast(Abort.byProvider(cause.reason()));
            }
            default -> {} // AA-6: ignore it
        }
    }

    private void closed(IOException cause) {
        Action action;
        synchronized (lock) {
            if (!machine.allows(Event.TRANSPORT_CLOSED)) {
                return; // we closed it
            }
            action = machine.on(Event.TRANSPORT_CLOSED);
        }
        transport.stopArtim(); // AA-5, AR-5
        if (action == Action.AA_4) {
            user.lost(cause);
        }
    }

    private void sendLast(Pdu pdu) throws IOException {
        transport.startArtim();
        send(pdu);
    }

    private void send(Pdu pdu) throws IOException {
        transport.write(pdu.encode());
    }

    /** An event from the local user; without a place in the table the association is no longer what the user thinks. */
    private Action local(Event event) throws NotOpenException {
        synchronized (lock) {
            if (!machine.allows(event)) {
                throw new NotOpenException(machine.state());
            }
            return machine.on(event);
        }
    }

    /** An event from the peer. When this side has given up meanwhile, there is nothing left to do. */
    private Action peer(Event event) {
        return peer(event, true);
    }

    private Action peer(Event event, boolean acceptable) {
        synchronized (lock) {
            return machine.allows(event) ? machine.on(event, acceptable) : Action.AA_6;
        }
    }
}
