package io.github.swfsdk.dicom.internal.pdu;

import io.github.swfsdk.dicom.net.Leniency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user information item of both A-ASSOCIATE PDUs with all its sub-items (PS3.8, 9.3.2.3; PS3.7, D.3.3). Immutable.
 *
 * @param maxLength longest P-DATA-TF body that the sender of this item receives; 0 means no limit
 * @param implementationClass UID of the sender's implementation; empty when a peer left it out
 * @param implementationVersion at most sixteen characters; empty when absent
 */
public record UserInformation(
        long maxLength,
        String implementationClass,
        String implementationVersion,
        Optional<AsyncWindow> asyncWindow,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        List<CommonExtendedNegotiation> commonExtended,
        Optional<UserIdentityRequest> userIdentity,
        Optional<UserIdentityAnswer> userIdentityAnswer) {

    private static final int MAX_VERSION_NAME = 16;

    public UserInformation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
        commonExtended = List.copyOf(commonExtended);
    }

    /** Starts with the two mandatory sub-items. */
    public static Builder builder(long maxLength, String implementationClass) {
        return new Builder().maxLength(maxLength).implementationClass(implementationClass);
    }

    static UserInformation read(ItemReader in) throws PduException {
        Builder builder = new Builder();
        while (in.hasMore()) {
            int type = in.itemType();
            ItemReader content = in.content();
            switch (type) {
                case ItemType.MAXIMUM_LENGTH -> builder.maxLength(maxLength(content));
                case ItemType.IMPLEMENTATION_CLASS -> builder.implementationClass(content.uid());
                case ItemType.ASYNC_WINDOW -> builder.asyncWindow(AsyncWindow.read(content));
                case ItemType.ROLE_SELECTION -> builder.role(RoleSelection.read(content));
                case ItemType.IMPLEMENTATION_VERSION -> builder.implementationVersion(versionName(content));
                case ItemType.EXTENDED_NEGOTIATION -> builder.extended(ExtendedNegotiation.read(content));
                case ItemType.COMMON_EXTENDED_NEGOTIATION ->
                    builder.commonExtended(CommonExtendedNegotiation.read(content));
                case ItemType.USER_IDENTITY -> builder.userIdentity(UserIdentityRequest.read(content));
                case ItemType.USER_IDENTITY_ANSWER -> builder.userIdentityAnswer(UserIdentityAnswer.read(content));
                default -> in.tolerance().countUnknown();
            }
        }
        if (builder.lacksMandatory()) {
            in.tolerance().use(Leniency.MISSING_USER_INFORMATION);
        }
        return builder.build();
    }

    private static long maxLength(ItemReader in) throws PduException {
        long length = in.uint32();
        in.end("maximum length");
        return length;
    }

    private static String versionName(ItemReader in) throws PduException {
        String name = in.text().strip();
        if (name.length() > MAX_VERSION_NAME) {
            in.tolerance().use(Leniency.LONG_VERSION_NAME);
            return name.substring(0, MAX_VERSION_NAME);
        }
        return name;
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.USER_INFORMATION);
        int length = out.beginItem(ItemType.MAXIMUM_LENGTH);
        out.uint32(maxLength).endItem(length);
        out.textItem(ItemType.IMPLEMENTATION_CLASS, implementationClass);
        asyncWindow.ifPresent(window -> window.write(out));
        roles.forEach(role -> role.write(out));
        if (!implementationVersion.isEmpty()) {
            out.textItem(ItemType.IMPLEMENTATION_VERSION, implementationVersion);
        }
        extended.forEach(item -> item.write(out));
        commonExtended.forEach(item -> item.write(out));
        userIdentity.ifPresent(identity -> identity.write(out));
        userIdentityAnswer.ifPresent(answer -> answer.write(out));
        out.endItem(start);
    }

    /** Collects sub-items. One thread only. */
    public static final class Builder {
        private @Nullable Long maxLength;
        private String implementationClass = "";
        private String implementationVersion = "";
        private @Nullable AsyncWindow asyncWindow;
        private final List<RoleSelection> roles = new ArrayList<>();
        private final List<ExtendedNegotiation> extended = new ArrayList<>();
        private final List<CommonExtendedNegotiation> commonExtended = new ArrayList<>();
        private @Nullable UserIdentityRequest userIdentity;
        private @Nullable UserIdentityAnswer userIdentityAnswer;

        private Builder() {}

        boolean lacksMandatory() {
            return maxLength == null || implementationClass.isEmpty();
        }

        Builder maxLength(long bytes) {
            maxLength = bytes;
            return this;
        }

        Builder implementationClass(String uid) {
            implementationClass = uid;
            return this;
        }

        public Builder implementationVersion(String name) {
            implementationVersion = name;
            return this;
        }

        public Builder asyncWindow(AsyncWindow window) {
            asyncWindow = window;
            return this;
        }

        public Builder role(RoleSelection role) {
            roles.add(role);
            return this;
        }

        public Builder extended(ExtendedNegotiation item) {
            extended.add(item);
            return this;
        }

        public Builder commonExtended(CommonExtendedNegotiation item) {
            commonExtended.add(item);
            return this;
        }

        public Builder userIdentity(UserIdentityRequest identity) {
            userIdentity = identity;
            return this;
        }

        public Builder userIdentityAnswer(UserIdentityAnswer answer) {
            userIdentityAnswer = answer;
            return this;
        }

        public UserInformation build() {
            return new UserInformation(
                    maxLength == null ? 0 : maxLength,
                    implementationClass,
                    implementationVersion,
                    Optional.ofNullable(asyncWindow),
                    roles,
                    extended,
                    commonExtended,
                    Optional.ofNullable(userIdentity),
                    Optional.ofNullable(userIdentityAnswer));
        }
    }
}
