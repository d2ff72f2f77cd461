package io.github.swfsdk.storage.internal.pieces;

import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.BlockWriter;
import io.github.swfsdk.storage.internal.digest.Content;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one instance, piece by piece, and all that makes it visible in one transaction at the end. */
public abstract class PieceWriter extends BlockWriter {
    /** Adds a piece to content, in a transaction. */
    @FunctionalInterface
    protected interface Addition {
        /** Adds the piece with this number, counted from 0. */
        void run(Connection connection, String contentId, int number) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(PieceWriter.class);

    private final PiecedInstances instances;
    private final InstanceHeader header;
    private final String contentId = UUID.randomUUID().toString();
    private int added;

    /** Creates a writer of pieces of so many bytes. */
    protected PieceWriter(PiecedInstances instances, InstanceHeader header, int pieceSize) {
        super(pieceSize, instances.writers());
        this.instances = instances;
        this.header = header;
    }

    /** Adds a piece in a transaction of its own, which becomes durable with the commit. */
    protected final void add(Addition addition) {
        int number = added;
        instances.grow(contentId, number == 0, connection -> {
            addition.run(connection, contentId, number);
            return true;
        });
        added++;
    }

    /** Adds what the writer has held back, in the transaction that makes the instance visible. */
    protected abstract void addLast(Connection connection, String contentId, int number) throws SQLException;

    @Override
    protected final StoredInstance publish(Content all) {
        InstanceRows.Row kept = instances.publish(header, all, contentId, added > 0, connection -> {
            addLast(connection, contentId, added);
            return true;
        });
        if (!kept.contentId().equals(contentId)) {
            discard();
        }
        return kept.instance();
    }

    @Override
    protected final void discard() {
        if (added == 0) {
            return;
        }
        try {
            instances.drop(contentId);
        } catch (StorageException e) {
            LOG.warn("uncommitted content stays until a later start: {}", e.getMessage());
        }
    }
}
