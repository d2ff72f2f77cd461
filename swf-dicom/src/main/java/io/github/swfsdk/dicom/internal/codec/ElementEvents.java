package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Vr;
import java.io.IOException;

/** A data set told element by element, in the order of its tags, so that it need not be held. */
public interface ElementEvents {
    /** An element that is no sequence. */
    void element(Element element) throws IOException;

    /** An element whose value is kept elsewhere. */
    void reference(Tag tag, Vr vr, String uri) throws IOException;

    /** A sequence begins. */
    void startSequence(Tag tag) throws IOException;

    /** An item of the latest sequence begins. */
    void startItem() throws IOException;

    /** The latest item is complete. */
    void endItem() throws IOException;

    /** The latest sequence is complete. */
    void endSequence() throws IOException;
}
