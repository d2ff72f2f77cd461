package io.github.swfsdk.dicom.io;

import java.io.IOException;
import java.util.Optional;

/**
 * Decides which values a document in JSON or XML holds and which it only refers to (PS3.18, F.2.6; PS3.19, A.1.5). Asked for
 * each value of bytes and of encapsulated pixel data, in the order of the document.
 */
@FunctionalInterface
public interface BulkDataUris {
    /**
     * Returns where the value can be had, or nothing to write it into the document. An implementation may take the value
     * out with {@link BulkDataValue#writeTo}, for example to a file that the URI names.
     *
     * @throws IOException if the value cannot be read or stored; the writing ends
     */
    Optional<String> uri(BulkDataValue value) throws IOException;
}
