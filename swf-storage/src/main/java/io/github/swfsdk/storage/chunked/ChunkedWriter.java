package io.github.swfsdk.storage.chunked;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.pieces.PieceWriter;
import io.github.swfsdk.storage.internal.pieces.PiecedInstances;
import java.nio.ByteBuffer;
import java.sql.Connection;

/** Writes one instance chunk by chunk: first says that it refers to a chunk, then keeps it. */
final class ChunkedWriter extends PieceWriter {
    private final ChunkStore chunks;

    ChunkedWriter(PiecedInstances instances, ChunkStore chunks, InstanceHeader header, int chunkSize) {
        super(instances, header, chunkSize);
        this.chunks = chunks;
    }

    @Override
    protected void writeBlock(ByteBuffer next) {
        String digest = Sha256.of(next);
        add((connection, contentId, number) -> ChunkRows.refer(connection, contentId, number, digest));
        chunks.put(digest, next);
    }

    @Override
    protected void addLast(Connection connection, String contentId, int number) {
        // every chunk is kept, durably, before the commit
    }
}
