package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/** A protocol data unit of the upper layer (PS3.8, 9.3). Immutable. */
public sealed interface Pdu
        permits AssociateRequest, AssociateAccept, AssociateReject, PData, ReleaseRequest, ReleaseReply, Abort {

    /** The kind of PDU: byte 1 on the wire. */
    PduType type();

    /** Writes what follows the six bytes of the header. */
    void writeBody(ItemWriter out);

    /** The whole PDU, header included, ready to be sent with one write. */
    default ByteBuffer encode() {
        ItemWriter out = new ItemWriter();
        out.uint8(type().code()).reserved(1).uint32(0);
        writeBody(out);
        out.patchUint32(2, out.length() - PduHeader.LENGTH);
        return out.toBuffer();
    }
}
