package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * A presentation data value (PS3.8, 9.3.5.1): one fragment of one message.
 *
 * @param contextId the presentation context of the message
 * @param command whether the fragment belongs to the command set; otherwise to the data set
 * @param last whether it is the last fragment of that set
 * @param fragment the bytes: in a received PDU a view of the receive buffer, valid as long as that buffer is
 */
public record PDataValue(int contextId, boolean command, boolean last, ByteBuffer fragment) {

    /** Bytes of the item before the fragment: length, context and control header. */
    public static final int OVERHEAD = 6;

    private static final int COUNTED_HEADER = 2;
    private static final int COMMAND = 0x01;
    private static final int LAST = 0x02;

    static PDataValue read(ByteBuffer in) throws PduException {
        long length = Integer.toUnsignedLong(in.getInt()); // bytes 1-4
        if (length < COUNTED_HEADER || length > in.remaining()) {
            throw ItemReader.invalid("a presentation data value declares " + length + " bytes, " + in.remaining()
                    + " are left in the PDU");
        }
        int contextId = Byte.toUnsignedInt(in.get()); // byte 5
        int control = in.get(); // byte 6; bits 2 to 7 are never tested
        int fragment = (int) length - COUNTED_HEADER;
        ByteBuffer bytes = in.slice(in.position(), fragment);
        in.position(in.position() + fragment);
        return new PDataValue(contextId, (control & COMMAND) != 0, (control & LAST) != 0, bytes);
    }

    /** Byte 6: the message control header (PS3.8, Annex E.2). */
    static int control(boolean command, boolean last) {
        return (command ? COMMAND : 0) | (last ? LAST : 0);
    }

    void write(ItemWriter out) {
        out.uint32(COUNTED_HEADER + fragment.remaining()).uint8(contextId).uint8(control(command, last));
        out.bytes(fragment);
    }
}
