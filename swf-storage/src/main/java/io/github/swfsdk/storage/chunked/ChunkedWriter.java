package io.github.swfsdk.storage.chunked;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.BlockWriter;
import io.github.swfsdk.storage.internal.digest.Content;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.schema.InstanceRows;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one instance chunk by chunk: first says that it refers to a chunk, then keeps it. */
final class ChunkedWriter extends BlockWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkedWriter.class);

    private final ChunkedStorage storage;
    private final InstanceHeader header;
    private final String contentId = UUID.randomUUID().toString();
    private int chunks;

    ChunkedWriter(ChunkedStorage storage, InstanceHeader header) {
        super(storage.chunkSize(), storage.writers());
        this.storage = storage;
        this.header = header;
    }

    @Override
    protected void write(ByteBuffer next) {
        String digest = Sha256.of(next);
        storage.database().prepareChange(doing("write"), connection -> {
            if (chunks == 0) {
                storage.uploads().begin(connection, contentId, storage.clock().instant());
            } else if (!storage.uploads()
                    .touch(connection, contentId, storage.clock().instant())) {
                throw givenUp();
            }
            ChunkRows.refer(connection, contentId, chunks, digest);
            return true;
        });
        chunks++;
        storage.chunks().put(digest, next);
    }

    @Override
    protected StoredInstance publish(Content all) {
        Uid uid = header.reference().sopInstanceUid();
        StoredInstance instance = new StoredInstance(
                header.reference(),
                header.transferSyntaxUid(),
                header.studyInstanceUid(),
                header.seriesInstanceUid(),
                all.size(),
                all.sha256(),
                storage.clock().instant().truncatedTo(ChronoUnit.MICROS));
        Optional<StoredInstance> kept = storage.database().change(doing("commit"), connection -> {
            Optional<StoredInstance> same = storage.instances().findSame(connection, uid, all.sha256());
            if (same.isEmpty()) {
                // if another comes first, its key keeps this one out, and the next try finds it
                storage.instances().insert(connection, new InstanceRows.Row(instance, contentId));
                if (chunks > 0 && !storage.uploads().end(connection, contentId)) {
                    throw givenUp();
                }
            }
            return same;
        });
        if (kept.isPresent()) {
            discard();
        }
        return kept.orElse(instance);
    }

    @Override
    protected void discard() {
        if (chunks == 0) {
            return;
        }
        try {
            storage.drop(contentId);
        } catch (StorageException e) {
            LOG.warn("uncommitted content stays until a later start: {}", e.getMessage());
        }
    }

    private static StorageException givenUp() {
        return new StorageException(Reason.FAILED, "content grew too slowly and was dropped as abandoned");
    }

    private String doing(String step) {
        return step + " instance " + header.reference().sopInstanceUid();
    }
}
