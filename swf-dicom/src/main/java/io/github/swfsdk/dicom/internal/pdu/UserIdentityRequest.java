package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * User identity of the requestor (PS3.7, D.3.3.7.1). Its fields are secrets: they never appear in texts.
 *
 * @param type 1 username, 2 username and passcode, 3 Kerberos ticket, 4 SAML assertion, 5 JSON Web Token
 * @param positiveResponseRequested whether the acceptor shall confirm a success
 * @param secondary the passcode of type 2, otherwise empty
 */
public record UserIdentityRequest(
        int type, boolean positiveResponseRequested, ByteBuffer primary, ByteBuffer secondary) {

    public UserIdentityRequest {
        primary = primary.asReadOnlyBuffer();
        secondary = secondary.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer primary() {
        return primary.duplicate();
    }

    @Override
    public ByteBuffer secondary() {
        return secondary.duplicate();
    }

    @Override
    public String toString() {
        return "UserIdentityRequest[type=" + type + "]";
    }

    static UserIdentityRequest read(ItemReader in) throws PduException {
        int type = in.uint8(); // byte 5
        boolean positiveResponse = in.uint8() != 0; // byte 6
        ByteBuffer primary = in.counted().bytes(); // bytes 7-8, 9-n
        ByteBuffer secondary = in.counted().bytes();
        in.end("user identity");
        return new UserIdentityRequest(type, positiveResponse, primary, secondary);
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.USER_IDENTITY);
        out.uint8(type).uint8(positiveResponseRequested ? 1 : 0);
        out.countedBytes(primary).countedBytes(secondary).endItem(start);
    }
}
