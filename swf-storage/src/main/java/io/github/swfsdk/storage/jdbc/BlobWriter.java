package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.storage.internal.pieces.PieceWriter;
import io.github.swfsdk.storage.internal.pieces.PiecedInstances;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes one instance, a piece per transaction; the last piece, if it is not full, goes with the commit. */
final class BlobWriter extends PieceWriter {
    private final int pieceSize;
    private byte[] last = {};

    BlobWriter(PiecedInstances instances, InstanceHeader header, int pieceSize) {
        super(instances, header, pieceSize);
        this.pieceSize = pieceSize;
    }

    @Override
    protected void writeBlock(ByteBuffer next) {
        byte[] piece = new byte[next.remaining()];
        next.get(piece);
        if (piece.length < pieceSize) {
            last = piece;
        } else {
            add((connection, contentId, number) -> PieceRows.insert(connection, contentId, number, piece));
        }
    }

    @Override
    protected void addLast(Connection connection, String contentId, int number) throws SQLException {
        if (last.length > 0) {
            PieceRows.insert(connection, contentId, number, last);
        }
    }
}
