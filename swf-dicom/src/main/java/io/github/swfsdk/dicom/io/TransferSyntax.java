package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import java.util.Objects;

/**
 * How a data set is turned into bytes (PS3.5, 10 and annex A).
 *
 * @param uid its identifier
 * @param explicitVr whether each element names its value representation
 * @param bigEndian whether numbers have the most significant byte first; retired, and offered to no peer
 * @param deflated whether the bytes of the data set are compressed as a whole (PS3.5, A.5)
 * @param encapsulated whether pixel data is a sequence of fragments (PS3.5, A.4)
 */
public record TransferSyntax(Uid uid, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {
    /** Implicit VR Little Endian, the default that every application understands. */
    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uids.IMPLICIT_VR_LITTLE_ENDIAN, false, false, false, false);

    /** Explicit VR Little Endian. */
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uids.EXPLICIT_VR_LITTLE_ENDIAN, true, false, false, false);

    /** Deflated Explicit VR Little Endian. */
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, true, false, true, false);

    /** Explicit VR Big Endian, retired in 2006. */
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            new TransferSyntax(Uids.EXPLICIT_VR_BIG_ENDIAN, true, true, false, false);

    /** Checks that there is an identifier. */
    public TransferSyntax {
        Objects.requireNonNull(uid, "uid");
    }

    /**
     * Returns the transfer syntax with this identifier. One that is not listed here, also a private or a future one, counts
     * as Explicit VR Little Endian with encapsulated pixel data: that is how the standard defines each of them (PS3.5,
     * A.4); a few retired exceptions, which no device sends, are JPIP with a deflated data set and RFC 2557 MIME.
     */
    public static TransferSyntax of(Uid uid) {
        return switch (uid.value()) {
            case "1.2.840.10008.1.2" -> IMPLICIT_VR_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.1" -> EXPLICIT_VR_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.1.99" -> DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.2" -> EXPLICIT_VR_BIG_ENDIAN;
            // JPIP Referenced Deflate and JPIP HTJ2K Referenced Deflate: the pixel data is elsewhere
            case "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205" ->
                new TransferSyntax(uid, true, false, true, false);
            case "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.204" ->
                new TransferSyntax(uid, true, false, false, false);
            default -> new TransferSyntax(uid, true, false, false, true);
        };
    }
}
