package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.Objects;

/** A worklist query was answered with a failure (PS3.4, table K.4-1). */
public final class WorklistFailureException extends SwfException {
    private static final long serialVersionUID = 1L;

    private final transient DimseResponse response;

    WorklistFailureException(DimseResponse response) {
        super("the worklist query was answered with " + response.status()
                + (response.offendingElements().isEmpty() ? "" : ", because of " + response.offendingElements()));
        this.response = Objects.requireNonNull(response, "response");
    }

    /** (0000,0900) Status. */
    public Status status() {
        return response.status();
    }

    /** (0000,0901) Offending Element, as far as the peer says. */
    public List<Tag> offendingElements() {
        return response.offendingElements();
    }

    /** (0000,0902) Error Comment; empty if there is none. The peer's own words, which may hold what does not belong in a log. */
    public String comment() {
        return response.errorComment();
    }
}
