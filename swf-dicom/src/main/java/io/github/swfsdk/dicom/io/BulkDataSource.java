package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Fetches values that a document in JSON or XML refers to. The URI comes from whoever wrote the document: an implementation
 * decides which it follows, and follows none blindly.
 */
@FunctionalInterface
public interface BulkDataSource {
    /**
     * Opens a value, which the reader closes; nothing to leave the element out.
     *
     * @throws IOException if it cannot be had; the reading ends
     */
    Optional<InputStream> open(Tag tag, String uri) throws IOException;
}
