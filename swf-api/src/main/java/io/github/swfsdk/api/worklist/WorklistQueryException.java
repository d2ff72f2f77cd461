package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;

/** The identifier of a worklist query cannot be used: no step is answered, and the peer is told what is wrong. */
public final class WorklistQueryException extends SwfException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is; each carries the status that says it on the wire (PS3.4, table K.4-1). */
    public enum Kind {
        /** The identifier or one of its keys is malformed (A900H). */
        DOES_NOT_MATCH_SOP_CLASS(0xA900),
        /** The identifier is legal and exceeds a limit (C000H). */
        UNABLE_TO_PROCESS(0xC000);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** (0000,0900) Status. */
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final transient List<AttributePath> offending;
    private final String comment;

    WorklistQueryException(Kind kind, String comment, AttributePath... offending) {
        super(comment + ": " + List.of(offending));
        this.kind = kind;
        this.offending = List.of(offending);
        this.comment = comment;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** The wrong keys with their places. */
    public List<AttributePath> offending() {
        return offending;
    }

    /** The tags of the wrong keys without their places, each once: what (0000,0901) Offending Element carries. */
    public List<Tag> offendingTags() {
        return offending.stream().map(AttributePath::tag).distinct().toList();
    }

    /** What is wrong, in at most 64 characters without values: what (0000,0902) Error Comment carries. */
    public String comment() {
        return comment;
    }
}
