package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * Extended negotiation for one SOP class (PS3.7, D.3.3.5).
 *
 * @param information bytes whose meaning belongs to the service class (PS3.4)
 */
public record ExtendedNegotiation(String sopClass, ByteBuffer information) {

    public ExtendedNegotiation {
        information = information.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer information() {
        return information.duplicate();
    }

    static ExtendedNegotiation read(ItemReader in) throws PduException {
        return new ExtendedNegotiation(in.counted().uid(), in.bytes());
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.EXTENDED_NEGOTIATION);
        out.countedText(sopClass).bytes(information).endItem(start);
    }
}
