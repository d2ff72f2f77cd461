package io.github.swfsdk.dicom.internal.ul;

import java.io.IOException;

/** The state table has no place for what the local user wants: the association is opening, being released, or over. */
public final class NotOpenException extends IOException {
    private static final long serialVersionUID = 1L;

    NotOpenException(State state) {
        super("the association is in state Sta" + state.number());
    }
}
