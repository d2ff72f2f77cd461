package io.github.swfsdk.storage.file;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.nio.file.Path;

/**
 * A spool in one folder: the instances as files under {@code instances}, steps in progress and what is owed in an embedded
 * database under {@code owed}. Thread-safe; one process at a time.
 */
public final class FileSpool implements Spool {
    private final EmbeddedDatabase database;
    private final WorkflowStore store;
    private final FileStorage instances;

    private FileSpool(Path folder, DataSetCodec codec) {
        database = EmbeddedDatabase.open(folder.resolve("owed"));
        try {
            store = JdbcWorkflowStore.on(database.dataSource(), codec);
            instances = FileStorage.at(folder.resolve("instances"));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens the spool in a folder, and creates it if it is not there.
     *
     * @throws io.github.swfsdk.api.storage.StorageException if it is in use by another process, or cannot be read
     */
    public static FileSpool at(Path folder) {
        return at(folder, DataSetCodec.installed());
    }

    /** Opens the spool in a folder as {@link #at(Path)} does, with a codec of the caller's for what is owed. */
    public static FileSpool at(Path folder, DataSetCodec codec) {
        return new FileSpool(folder, codec);
    }

    @Override
    public WorkflowStore state() {
        return store;
    }

    @Override
    public StorageBackend instances() {
        return instances;
    }

    @Override
    public boolean remove(Uid sopInstanceUid) {
        return instances.remove(sopInstanceUid);
    }

    @Override
    public void close() {
        instances.close();
        store.close();
        database.close();
    }
}
