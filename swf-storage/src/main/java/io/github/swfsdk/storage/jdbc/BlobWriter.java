package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.BlockWriter;
import io.github.swfsdk.storage.internal.digest.Content;
import io.github.swfsdk.storage.internal.schema.InstanceRows;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one instance, a piece per transaction, and all that makes it visible in the last. */
final class BlobWriter extends BlockWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BlobWriter.class);

    private final BlobStorage storage;
    private final InstanceHeader header;
    private final String contentId = UUID.randomUUID().toString();
    private byte[] last = {};
    private int inserted;

    BlobWriter(BlobStorage storage, InstanceHeader header) {
        super(storage.pieceSize(), storage.writers());
        this.storage = storage;
        this.header = header;
    }

    @Override
    protected void write(ByteBuffer next) {
        byte[] piece = new byte[next.remaining()];
        next.get(piece);
        if (piece.length < storage.pieceSize()) {
            last = piece; // goes with the commit
            return;
        }
        storage.database().prepareChange(doing("write"), connection -> {
            if (inserted == 0) {
                storage.uploads().begin(connection, contentId, storage.clock().instant());
            } else if (!storage.uploads()
                    .touch(connection, contentId, storage.clock().instant())) {
                throw givenUp();
            }
            PieceRows.insert(connection, contentId, inserted, piece);
            return true;
        });
        inserted++;
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
        return storage.database().change(doing("commit"), connection -> {
            Optional<StoredInstance> kept = storage.instances().findSame(connection, uid, all.sha256());
            if (kept.isPresent()) {
                drop(connection);
                return kept.get();
            }
            if (last.length > 0) {
                PieceRows.insert(connection, contentId, inserted, last);
            }
            // if another comes first, its key keeps this one out, and the next try finds it
            storage.instances().insert(connection, new InstanceRows.Row(instance, contentId));
            if (inserted > 0 && !storage.uploads().end(connection, contentId)) {
                throw givenUp();
            }
            return instance;
        });
    }

    @Override
    protected void discard() {
        if (inserted == 0) {
            return;
        }
        try {
            storage.database().prepareChange(doing("drop"), this::drop);
        } catch (StorageException e) {
            LOG.warn("uncommitted content stays until a later start: {}", e.getMessage());
        }
    }

    /** Does nothing if the content is committed: also a commit that took effect may have failed to say so. */
    private boolean drop(Connection connection) throws SQLException {
        boolean uncommitted = storage.uploads().end(connection, contentId);
        if (uncommitted) {
            PieceRows.delete(connection, contentId);
        }
        return uncommitted;
    }

    private StorageException givenUp() {
        return new StorageException(Reason.FAILED, "content grew too slowly and was dropped as abandoned");
    }

    private String doing(String step) {
        return step + " instance " + header.reference().sopInstanceUid();
    }
}
