package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import io.github.swfsdk.storage.jdbc.BlobStorage;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class BlobStorageIT extends StorageBackendContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void clear() {
        TestDatabase.clear(server.dataSource());
    }

    @Override
    protected StorageBackend open() {
        return BlobStorage.on(server.dataSource());
    }

    @Override
    protected void damage(StoredInstance instance) throws Exception {
        try (Connection connection = server.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("update swf_blob_piece set content = ? where"
                        + " content_id in (select content_id from swf_blob_instance where sop_instance_uid = ?)")) {
            update.setBytes(1, new byte[(int) instance.size()]);
            update.setString(2, instance.reference().sopInstanceUid().value());
            update.executeUpdate();
        }
    }
}
