package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** A value that a document may refer to. Valid during the call that hands it over. */
public interface BulkDataValue {
    /** The attribute. */
    Tag tag();

    /** Its place, such as {@code (0040,0100)[2].(0040,0002)}. */
    String path();

    /** Its representation. */
    Vr vr();

    /** Number of bytes; unknown for encapsulated pixel data that has not been read. */
    OptionalLong length();

    /** Where the value begins in the encoded data set, if it is being read from one. */
    OptionalLong offset();

    /** Whether this is encapsulated pixel data (PS3.5, A.4), which a document can only refer to. */
    boolean encapsulated();

    /**
     * Writes the value out, at most once: as it is encoded, and of encapsulated pixel data the fragments behind the offset
     * table, one after the other, which for a single frame is its bit stream.
     */
    void writeTo(OutputStream out) throws IOException;
}
