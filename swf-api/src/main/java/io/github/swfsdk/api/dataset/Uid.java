package io.github.swfsdk.api.dataset;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;

/**
 * A DICOM unique identifier (PS3.5, 9). Well-known ones are constants in {@link Uids}.
 *
 * @param value 1 to 64 digits and dots, no empty component; a leading zero in a component, illegal but sent by real
 *     devices, is kept as it came ({@link #isWellFormed()} tells)
 */
public record Uid(String value) implements Comparable<Uid> {
    private static final int MAX_LENGTH = 64;
    private static final int MOST_DIGITS = 38; // of 126 bits
    private static final int FEWEST_DIGITS = 19; // of 63 bits
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Checks the characters and the length. */
    public Uid {
        Objects.requireNonNull(value, "value");
        if (!isUsable(value)) {
            // the text itself stays out of the message: a peer may have put anything here
            throw new IllegalArgumentException(
                    "a UID is 1 to 64 digits and dots without an empty component, but this has " + value.length()
                            + " characters");
        }
    }

    /** Returns the identifier of this text. */
    public static Uid of(String value) {
        return new Uid(value);
    }

    /** Whether {@link #of(String)} takes the text. */
    public static boolean isUsable(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        boolean afterDot = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : c < '0' || c > '9') {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    /** Makes a new identifier from a random UUID under the root 2.25, which needs no registration (PS3.5, B.2). */
    public static Uid random() {
        UUID uuid = UUID.randomUUID();
        BigInteger high = new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()));
        BigInteger low = new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits()));
        return new Uid("2.25." + high.shiftLeft(64).or(low));
    }

    /**
     * Makes a new identifier under a root that its owner has registered (PS3.5, 9.1): one more component of up to 38 random
     * digits, of which two are the same about as often as two of {@link #random()}.
     *
     * @throws IllegalArgumentException if the root leaves fewer than 19 digits, among which chance is no longer enough
     */
    public static Uid randomUnder(Uid root) {
        int digits = Math.min(MOST_DIGITS, MAX_LENGTH - root.value.length() - 1);
        if (digits < FEWEST_DIGITS) {
            throw new IllegalArgumentException("a root has at most " + (MAX_LENGTH - FEWEST_DIGITS - 1)
                    + " characters, but this has " + root.value.length());
        }
        StringBuilder value = new StringBuilder(root.value).append('.');
        value.append((char) ('1' + RANDOM.nextInt(9))); // no leading zero
        while (value.length() < root.value.length() + 1 + digits) {
            value.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return new Uid(value.toString());
    }

    /** Whether no component has a leading zero, as the standard demands (PS3.5, 9.1). */
    public boolean isWellFormed() {
        for (String component : value.split("\\.")) {
            if (component.length() > 1 && component.charAt(0) == '0') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Uid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
