package io.github.swfsdk.dicom.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer: its AE title and where it listens.
 *
 * @param aeTitle 1 to 16 characters, without spaces around
 * @param host name or address
 * @param port 1 to 65535
 */
public record RemoteAe(String aeTitle, String host, int port) {
    private static final Pattern AT = Pattern.compile("([^@]+)@(.+):(\\d{1,5})");
    private static final Pattern EQUALS = Pattern.compile("([^=]+)=(.+):(\\d{1,5})");

    /** Checks each part. */
    public RemoteAe {
        if (!AeTitle.isValid(aeTitle)) {
            throw new IllegalArgumentException(
                    "an AE title has 1 to 16 printable characters without backslash, but was '" + aeTitle + "'");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("a peer needs a host");
        }
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535, but was " + port);
        }
    }

    /** Reads {@code AE@host:port} or {@code AE=host:port}. */
    public static RemoteAe parse(String text) {
        for (Pattern form : new Pattern[] {AT, EQUALS}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                return new RemoteAe(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
            }
        }
        throw new IllegalArgumentException("a peer is written AE@host:port, but was '" + text + "'");
    }

    @Override
    public String toString() {
        return aeTitle + "@" + host + ":" + port;
    }
}
