package io.github.swfsdk.dicom.internal.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The data sets, sequences and encapsulated values that are open, in a list instead of on the thread's stack. */
final class Nesting {
    enum Kind {
        DATA_SET,
        SEQUENCE,
        FRAGMENTS
    }

    /** One of them. Reused for others at the same depth. */
    static final class Level {
        Kind kind = Kind.DATA_SET;
        boolean explicit;
        boolean bigEndian;
        /** Ends at {@link #end}, not at a delimiter. */
        boolean defined;
        /** Offset that nothing inside may pass: its own end, or that of what contains it. */
        long end;
        /** Of a sequence or encapsulated value. */
        int tag;
        /** Of a sequence: items so far. */
        int items;
        /** Of a data set: tag of the latest element, 0 before the first. */
        int latest;
    }

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final List<Level> levels = new ArrayList<>();
    private int depth;

    Nesting(boolean explicit, boolean bigEndian) {
        Level outermost = new Level();
        outermost.explicit = explicit;
        outermost.bigEndian = bigEndian;
        outermost.defined = true;
        outermost.end = Long.MAX_VALUE;
        levels.add(outermost);
    }

    Level innermost() {
        return levels.get(depth);
    }

    boolean isOutermost() {
        return depth == 0;
    }

    /** How many items are open, each of them in a sequence. */
    int items() {
        return depth / 2;
    }

    /** Opens a level, encoded as what contains it. */
    Level open(Kind kind, boolean defined, long end) {
        Level outer = innermost();
        depth++;
        if (depth == levels.size()) {
            levels.add(new Level());
        }
        Level inner = innermost();
        inner.kind = kind;
        inner.explicit = outer.explicit;
        inner.bigEndian = outer.bigEndian;
        inner.defined = defined;
        inner.end = end;
        inner.tag = 0;
        inner.items = 0;
        inner.latest = 0;
        return inner;
    }

    /** Closes the innermost level; returns what contained it. */
    Level close() {
        depth--;
        return innermost();
    }

    /** The place of an element, such as {@code (0040,0100)[2].(0040,0002)}; with tag 0 that of the items around. */
    String path(int tag) {
        StringBuilder path = new StringBuilder();
        for (Level open : levels.subList(0, depth)) {
            if (open.kind == Kind.SEQUENCE) {
                append(path, open.tag);
                path.append('[').append(open.items).append(']');
            }
        }
        if (tag != 0) {
            append(path, tag);
        }
        return path.toString();
    }

    private static void append(StringBuilder path, int tag) {
        path.append(path.isEmpty() ? "(" : ".(")
                .append(HEX.toHexDigits((short) (tag >>> 16)))
                .append(',')
                .append(HEX.toHexDigits((short) tag))
                .append(')');
    }
}
