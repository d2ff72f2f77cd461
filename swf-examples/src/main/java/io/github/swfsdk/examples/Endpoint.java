package io.github.swfsdk.examples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a peer without an AE title listens.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(.+):(\\d{1,5})");

    /** Checks the port. */
    public Endpoint {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535, but was " + port);
        }
    }

    /** Reads {@code host:port}. */
    public static Endpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a receiver is written host:port, but was '" + text + "'");
        }
        return new Endpoint(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
}
