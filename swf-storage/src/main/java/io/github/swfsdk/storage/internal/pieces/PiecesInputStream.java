package io.github.swfsdk.storage.internal.pieces;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads content that is kept in numbered pieces, one at a time. For one thread at a time. */
public final class PiecesInputStream extends InputStream {
    /** Fetches pieces. */
    @FunctionalInterface
    public interface Source {
        /** The piece with this number, counted from 0; empty if there is none. */
        Optional<byte[]> piece(int number) throws IOException;
    }

    private final Source source;
    private final long size;
    private byte[] piece = {};
    private int next;
    private int pieces;
    private long fetched;
    private boolean closed;

    /** Reads content of this size. */
    public PiecesInputStream(Source source, long size) {
        this.source = source;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(piece[next++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - next);
        System.arraycopy(piece, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - next;
    }

    @Override
    public void close() {
        closed = true;
        piece = new byte[0];
        next = 0;
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        while (next == piece.length && fetched < size) {
            int number = pieces++;
            piece = source.piece(number)
                    .orElseThrow(() -> new IOException("piece " + number + " of the content is missing"));
            next = 0;
            fetched += piece.length;
            if (piece.length == 0 || fetched > size) {
                throw new IOException("piece " + number + " of the content has a wrong length");
            }
        }
        return next < piece.length;
    }
}
