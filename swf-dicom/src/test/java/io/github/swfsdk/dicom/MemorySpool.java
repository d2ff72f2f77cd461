package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.api.workflow.WorkflowStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A spool, and the storage of an archive, that live as long as their object does. */
final class MemorySpool implements Spool, StorageBackend {
    private record Kept(StoredInstance instance, byte[] content) {}

    private final InMemoryWorkflowStore store = new InMemoryWorkflowStore();
    private final Map<Uid, Kept> kept = new ConcurrentHashMap<>();

    @Override
    public WorkflowStore state() {
        return store;
    }

    @Override
    public boolean remove(Uid sopInstanceUid) {
        return kept.remove(sopInstanceUid) != null;
    }

    @Override
    public StorageBackend instances() {
        return this;
    }

    /** Loses an instance, as a broken disk does. */
    void lose(Uid sopInstanceUid) {
        kept.remove(sopInstanceUid);
    }

    byte[] content(Uid sopInstanceUid) {
        return kept.get(sopInstanceUid).content();
    }

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new InstanceWriter() {
            @Override
            public OutputStream content() {
                return content;
            }

            @Override
            public StoredInstance commit() {
                return keep(header, content.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    private StoredInstance keep(InstanceHeader header, byte[] content) {
        StoredInstance instance = new StoredInstance(
                header.reference(),
                header.transferSyntaxUid(),
                header.studyInstanceUid(),
                header.seriesInstanceUid(),
                content.length,
                "0".repeat(64),
                Instant.EPOCH);
        Kept before = kept.putIfAbsent(header.reference().sopInstanceUid(), new Kept(instance, content));
        if (before != null && !Arrays.equals(before.content(), content)) {
            throw new StorageException(StorageException.Reason.CONFLICT, "other content is kept");
        }
        return instance;
    }

    @Override
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return Optional.ofNullable(kept.get(sopInstanceUid)).map(Kept::instance);
    }

    @Override
    public InputStream open(Uid sopInstanceUid) {
        return new ByteArrayInputStream(content(sopInstanceUid));
    }

    @Override
    public boolean verify(Uid sopInstanceUid) {
        return kept.containsKey(sopInstanceUid);
    }

    @Override
    public Stream<StoredInstance> list() {
        return kept.values().stream().map(Kept::instance);
    }

    @Override
    public void close() {
        store.close();
    }
}
