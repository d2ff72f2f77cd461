package io.github.swfsdk.dicom.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of network addresses.
 *
 * @param address any address in it
 * @param prefix how many leading bits its addresses have in common
 */
public record Network(InetAddress address, int prefix) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+");

    /** Checks the prefix. */
    public Network {
        int bits = 8 * address.getAddress().length;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "a prefix of this network has 0 to " + bits + " bits, but was " + prefix);
        }
    }

    /** Reads {@code 10.1.0.0/16}, {@code fd00::/8} or a single address. Asks no name server. */
    public static Network parse(String text) {
        String[] parts = text.split("/", 2);
        if (!ADDRESS.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("a network is written address/bits, but was '" + text + "'");
        }
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            return new Network(
                    address, parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * address.getAddress().length);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("a network is written address/bits, but was '" + text + "'", e);
        }
    }

    /** Whether an address lies in it. One of the other version of IP does not. */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
