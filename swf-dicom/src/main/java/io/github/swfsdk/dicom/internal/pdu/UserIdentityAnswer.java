package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * The acceptor's confirmation of a user identity (PS3.7, D.3.3.7.2). Its content may be a secret and never appears in
 * texts.
 *
 * @param serverResponse Kerberos ticket, SAML response or JSON Web Token; empty for types 1 and 2
 */
public record UserIdentityAnswer(ByteBuffer serverResponse) {

    public UserIdentityAnswer {
        serverResponse = serverResponse.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer serverResponse() {
        return serverResponse.duplicate();
    }

    @Override
    public String toString() {
        return "UserIdentityAnswer[]";
    }

    static UserIdentityAnswer read(ItemReader in) throws PduException {
        ByteBuffer response = in.counted().bytes(); // bytes 5-6, 7-n
        in.end("user identity answer");
        return new UserIdentityAnswer(response);
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.USER_IDENTITY_ANSWER);
        out.countedBytes(serverResponse).endItem(start);
    }
}
