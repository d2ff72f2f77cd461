package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Why the standard's rules forbid an N-CREATE or N-SET of a performed step; nothing is changed then.
 *
 * @param kind what is wrong
 * @param attributes which attributes, in the order of the table, each with its place; none if the kind is not about attributes
 * @param comment one line for the modality, with tags and without values
 */
public record MppsRefusal(Kind kind, List<AttributePath> attributes, String comment) {
    /**
     * What is wrong, in the order in which problems are reported: a request with problems of several kinds is refused for
     * the first of them. Each kind carries the numbers that say it on the wire (PS3.7, annex C; PS3.4, F.7.2), because
     * this module knows no protocol classes.
     */
    public enum Kind {
        /** N-SET of an instance that is not there (0112H). */
        NO_SUCH_INSTANCE(0x0112),
        /** N-CREATE of an instance that is there already (0111H). */
        DUPLICATE_INSTANCE(0x0111),
        /** N-SET of a step that has ended (0110H with error ID A710H and a fixed comment; PS3.4, F.7.2.2.4). */
        NO_LONGER_UPDATABLE(0x0110, 0xA710),
        /** N-CREATE lacks attributes of type 1 or 2 (0120H with the attribute identifier list). */
        MISSING_ATTRIBUTE(0x0120),
        /** Attributes that need a value have none, or a final state lacks what it requires (0121H). */
        MISSING_VALUE(0x0121),
        /** N-SET names attributes that the instance does not have, as N-CREATE did not supply them (0105H). */
        NO_SUCH_ATTRIBUTE(0x0105),
        /** N-SET names attributes that are fixed by N-CREATE (0106H: the value is inappropriate). */
        NOT_CHANGEABLE(0x0106),
        /** Values that the attributes may not have, an unknown status among them (0106H). */
        INVALID_VALUE(0x0106);

        private final int status;
        private final int errorId;

        Kind(int status) {
            this(status, -1);
        }

        Kind(int status, int errorId) {
            this.status = status;
            this.errorId = errorId;
        }

        /** (0000,0900) Status. */
        public int status() {
            return status;
        }

        /** (0000,0903) Error ID. */
        public OptionalInt errorId() {
            return errorId < 0 ? OptionalInt.empty() : OptionalInt.of(errorId);
        }
    }

    /** Checks that nothing is null and copies the list. */
    public MppsRefusal {
        Objects.requireNonNull(kind, "kind");
        attributes = List.copyOf(attributes);
        Objects.requireNonNull(comment, "comment");
    }

    /** N-SET names an instance that is not there. */
    public static MppsRefusal noSuchInstance() {
        return new MppsRefusal(Kind.NO_SUCH_INSTANCE, List.of(), "no such performed procedure step");
    }

    /** N-CREATE names an instance that is there already. */
    public static MppsRefusal duplicate() {
        return new MppsRefusal(Kind.DUPLICATE_INSTANCE, List.of(), "performed procedure step exists already");
    }

    /** N-SET names a step that has ended; the comment is the standard's. */
    public static MppsRefusal noLongerUpdatable() {
        return new MppsRefusal(
                Kind.NO_LONGER_UPDATABLE, List.of(), "Performed Procedure Step Object may no longer be updated");
    }

    /** The tags of the attributes without their places, each once: what (0000,1005) Attribute Identifier List carries. */
    public List<Tag> tags() {
        return attributes.stream().map(AttributePath::tag).distinct().toList();
    }

    /** The top-level attributes that hold the wrong ones, each once: what an attribute list data set repeats. */
    public List<Tag> roots() {
        return attributes.stream().map(AttributePath::root).distinct().toList();
    }
}
