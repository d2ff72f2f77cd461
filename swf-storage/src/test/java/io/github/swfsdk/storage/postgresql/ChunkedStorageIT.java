package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import io.github.swfsdk.storage.chunked.ChunkedStorage;
import io.github.swfsdk.storage.chunked.FileChunks;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChunkedStorageIT extends StorageBackendContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        TestDatabase.clear(POSTGRES.dataSource());
    }

    @Override
    protected StorageBackend open() {
        return ChunkedStorage.on(POSTGRES.dataSource(), FileChunks.at(folder));
    }

    @Override
    protected void damage(StoredInstance instance) throws Exception {
        Path chunk = folder.resolve(instance.sha256().substring(0, 2)).resolve(instance.sha256()); // it has one
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chunk, bytes);
    }
}
