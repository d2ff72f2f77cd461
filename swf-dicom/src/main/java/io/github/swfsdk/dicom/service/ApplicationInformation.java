package io.github.swfsdk.dicom.service;

import java.util.Arrays;

/**
 * What one side says about a SOP class in extended negotiation (PS3.7, D.3.3.5): some bytes whose meaning the service class gives
 * in PS3.4. Immutable; equal by content.
 */
public final class ApplicationInformation {
    private static final int MAX_LENGTH = 0xFFFF - 2 - 64; // of a sub-item, less the SOP class UID

    private final byte[] bytes;

    private ApplicationInformation(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "application information has at most " + MAX_LENGTH + " bytes, but has " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Returns these bytes; copied. */
    public static ApplicationInformation of(byte... bytes) {
        return new ApplicationInformation(bytes.clone());
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /** The byte with this number, counted from 1 as PS3.4 does, as 0 to 255; 0 for one that was left out at the end. */
    public int octet(int number) {
        return number <= bytes.length ? Byte.toUnsignedInt(bytes[number - 1]) : 0;
    }

    /** The bytes. A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApplicationInformation that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ApplicationInformation" + Arrays.toString(bytes);
    }
}
