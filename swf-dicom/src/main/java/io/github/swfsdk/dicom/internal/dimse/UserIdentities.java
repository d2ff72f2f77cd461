package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.pdu.UserIdentityRequest;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.net.UserIdentity.Type;
import java.nio.ByteBuffer;
import java.util.Optional;

/** User identities as the sub-item carries them (PS3.7, D.3.3.7.1). */
final class UserIdentities {
    private UserIdentities() {}

    static UserIdentityRequest toItem(UserIdentity identity) {
        return new UserIdentityRequest(
                identity.type().number(),
                identity.responseWanted(),
                ByteBuffer.wrap(identity.primary()),
                ByteBuffer.wrap(identity.secondary()));
    }

    /** What a peer says; empty if its type is none of the standard's. */
    static Optional<UserIdentity> of(UserIdentityRequest item) {
        Type[] types = Type.values();
        if (item.type() < 1 || item.type() > types.length) {
            return Optional.empty();
        }
        return Optional.of(UserIdentity.of(
                types[item.type() - 1],
                bytes(item.primary()),
                bytes(item.secondary()),
                item.positiveResponseRequested()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
