package io.github.swfsdk.api.archive;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A backend in memory that can damage content and fail on request. */
public final class InMemoryBackend implements StorageBackend {
    private record Kept(StoredInstance instance, byte[] content) {}

    final AtomicInteger failures = new AtomicInteger();
    private final Map<Uid, Kept> instances = new ConcurrentHashMap<>();
    private volatile ByteBuffer lastBuffer;

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        return new Writer(header);
    }

    @Override
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        if (failures.getAndDecrement() > 0) {
            throw new StorageException(StorageException.Reason.FAILED, "the backend is away");
        }
        return Optional.ofNullable(instances.get(sopInstanceUid)).map(Kept::instance);
    }

    @Override
    public InputStream open(Uid sopInstanceUid) {
        Kept kept = instances.get(sopInstanceUid);
        if (kept == null) {
            throw new StorageException(StorageException.Reason.NOT_FOUND, "no instance " + sopInstanceUid);
        }
        return new ByteArrayInputStream(kept.content());
    }

    @Override
    public boolean verify(Uid sopInstanceUid) {
        Kept kept = instances.get(sopInstanceUid);
        return kept != null && digest(kept.content()).equals(kept.instance().sha256());
    }

    @Override
    public Stream<StoredInstance> list() {
        return instances.values().stream().map(Kept::instance);
    }

    @Override
    public void close() {
        instances.clear();
    }

    void damage(Uid sopInstanceUid) {
        instances.get(sopInstanceUid).content()[0] ^= 1;
    }

    ByteBuffer lastBuffer() {
        return lastBuffer;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Writer implements InstanceWriter {
        private final InstanceHeader header;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Writer(InstanceHeader header) {
            this.header = header;
        }

        @Override
        public OutputStream content() {
            return content;
        }

        @Override
        public void write(ByteBuffer bytes) {
            lastBuffer = bytes;
            InstanceWriter.super.write(bytes);
        }

        @Override
        public StoredInstance commit() {
            byte[] bytes = content.toByteArray();
            StoredInstance stored = new StoredInstance(
                    header.reference(),
                    header.transferSyntaxUid(),
                    header.studyInstanceUid(),
                    header.seriesInstanceUid(),
                    bytes.length,
                    digest(bytes),
                    Instant.EPOCH);
            instances.put(header.reference().sopInstanceUid(), new Kept(stored, bytes));
            return stored;
        }

        @Override
        public void close() {}
    }
}
