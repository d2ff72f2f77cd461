package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Content in SQL BLOBs: the contract of every backend, and what becomes of the single pieces. */
public abstract class BlobStorageContract extends StorageBackendContract {
    /** The database, whose tables the tests empty. */
    protected abstract DataSource dataSource();

    @BeforeEach
    void clear() {
        TestDatabase.clear(dataSource());
    }

    @Override
    protected final StorageBackend open() {
        return BlobStorage.on(dataSource());
    }

    @Override
    protected final void damage(StoredInstance instance) throws Exception {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("update swf_blob_piece set content = ? where"
                        + " content_id in (select content_id from swf_blob_instance where sop_instance_uid = ?)")) {
            update.setBytes(1, new byte[(int) instance.size()]);
            update.setString(2, instance.reference().sopInstanceUid().value());
            assertThat(update.executeUpdate()).isPositive();
        }
    }

    @Test
    void noticesThatAPieceIsMissing() throws Exception {
        store(header(Uid.of("1.2.3")), "abc");
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from swf_blob_piece");
        }

        assertThat(backend().verify(Uid.of("1.2.3"))).isFalse();
    }

    @Test
    void dropsPiecesOfWhatWasNotCommitted() throws Exception {
        try (InstanceWriter writer = backend().begin(header(Uid.of("1.2.3")))) {
            writer.content().write(new byte[3_000_000]);
            assertThat(pieces()).isEqualTo(2);
        }
        assertThat(pieces()).isZero();
    }

    @Test
    void dropsTheSecondOfTwoCopies() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (InstanceWriter writer = backend().begin(header(Uid.of("1.2.3")))) {
                writer.content().write(new byte[3_000_000]);
                writer.commit();
            }
        }
        assertThat(pieces()).isEqualTo(3);
    }

    @Test
    void dropsWhatACrashLeftBehindWhenItHasNotGrownForAWhile() throws Exception {
        InstanceWriter crashed = backend().begin(header(Uid.of("1.2.3")));
        crashed.content().write(new byte[3_000_000]);

        BlobStorage.builder(dataSource()).open().close();
        assertThat(pieces()).as("another node may be writing").isEqualTo(2);
        BlobStorage.builder(dataSource())
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)))
                .open()
                .close();
        assertThat(pieces()).isZero();
    }

    private int pieces() throws Exception {
        try (Connection connection = dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select count(*) from swf_blob_piece")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
