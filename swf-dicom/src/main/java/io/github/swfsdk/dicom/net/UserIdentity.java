package io.github.swfsdk.dicom.net;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Who the user behind a requestor says to be (PS3.7, D.3.3.7). Its content is secret: it never appears in texts, and travels in
 * clear unless the connection is secured with TLS. Immutable.
 */
public final class UserIdentity {
    /** The forms of an identity, by their numbers in PS3.7, Table D.3-14. */
    public enum Type {
        /** A username. */
        USERNAME,
        /** A username and a passcode. */
        USERNAME_AND_PASSCODE,
        /** A Kerberos service ticket. */
        KERBEROS,
        /** A SAML assertion. */
        SAML,
        /** A JSON Web Token. */
        JSON_WEB_TOKEN;

        /** The number on the wire, 1 to 5. */
        public int number() {
            return ordinal() + 1;
        }
    }

    private static final int MAX_LENGTH = 0xFFFF;

    private final Type type;
    private final byte[] primary;
    private final byte[] secondary;
    private final boolean responseWanted;

    private UserIdentity(Type type, byte[] primary, byte[] secondary, boolean responseWanted) {
        this.type = Objects.requireNonNull(type, "type");
        this.primary = field("primary", primary);
        this.secondary = field("secondary", secondary);
        this.responseWanted = responseWanted;
    }

    /** Returns a username. */
    public static UserIdentity username(String name) {
        return of(Type.USERNAME, name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a username and a passcode. */
    public static UserIdentity passcode(String name, String passcode) {
        return new UserIdentity(
                Type.USERNAME_AND_PASSCODE,
                name.getBytes(StandardCharsets.UTF_8),
                passcode.getBytes(StandardCharsets.UTF_8),
                false);
    }

    /** Returns a ticket, assertion or token; copied. At most 65,535 bytes. */
    public static UserIdentity of(Type type, byte[] primary) {
        return new UserIdentity(type, primary, new byte[0], false);
    }

    /** Returns an identity as a peer sent it. */
    public static UserIdentity of(Type type, byte[] primary, byte[] secondary, boolean responseWanted) {
        return new UserIdentity(type, primary, secondary, responseWanted);
    }

    /** Returns a copy that asks the acceptor to confirm that it has verified the user. */
    public UserIdentity withResponse() {
        return new UserIdentity(type, primary, secondary, true);
    }

    /** Its form. */
    public Type type() {
        return type;
    }

    /** The username in UTF-8, the ticket, the assertion or the token. A copy. */
    public byte[] primary() {
        return primary.clone();
    }

    /** The passcode in UTF-8; empty in every form but that with a passcode. A copy. */
    public byte[] secondary() {
        return secondary.clone();
    }

    /** The username, assertion or token as text. */
    public String text() {
        return new String(primary, StandardCharsets.UTF_8);
    }

    /** Whether the acceptor is asked to confirm. */
    public boolean responseWanted() {
        return responseWanted;
    }

    @Override
    public String toString() {
        return "UserIdentity[" + type + "]";
    }

    private static byte[] field(String name, byte[] content) {
        if (content.length > MAX_LENGTH) {
            throw new IllegalArgumentException(name + " has at most 65535 bytes, but has " + content.length);
        }
        return content.clone();
    }
}
