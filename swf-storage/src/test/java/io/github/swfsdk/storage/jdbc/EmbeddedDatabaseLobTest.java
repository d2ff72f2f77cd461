package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.StreamStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves of LOBs that nobody has committed. */
class EmbeddedDatabaseLobTest {
    private static final int LARGER_THAN_A_ROW = 300_000;
    private static final long UNUSED_KEY = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void aTemporaryLobWithoutItsReferenceGoesAndNothingElse() throws Exception {
        byte[] committed = bytes(1);
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
            write(database, committed);
        }
        leaveTemporaryLob();
        assertThat(temporaryLobs()).isEqualTo(1);

        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
            assertThat(read(database)).isEqualTo(committed);
        }
        assertThat(temporaryLobs()).isZero();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
            assertThat(read(database)).isEqualTo(committed);
        }
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[LARGER_THAN_A_ROW];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void write(EmbeddedDatabase database, byte[] content) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key, content blob)");
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (1, ?)")) {
                insert.setBinaryStream(1, new ByteArrayInputStream(content));
                insert.execute();
            }
        }
    }

    private static byte[] read(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select content from t")) {
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        }
    }

    /** As after a kill between two of the maps that H2 writes for a LOB: its content and its number, no reference. */
    private void leaveTemporaryLob() throws Exception {
        try (MVStore store = store()) {
            StreamStore streams = new StreamStore(lobs(store, "lobData"));
            streams.setNextKey(UNUSED_KEY);
            lobs(store, "tempLobMap").put(UNUSED_KEY, streams.put(new ByteArrayInputStream(bytes(2))));
            store.commit();
        }
    }

    private long temporaryLobs() {
        try (MVStore store = store()) {
            return lobs(store, "tempLobMap").sizeAsLong();
        }
    }

    private MVStore store() {
        return new MVStore.Builder()
                .fileName(folder.resolve("swf.mv.db").toString())
                .open();
    }

    private static MVMap<Long, byte[]> lobs(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
    }
}
