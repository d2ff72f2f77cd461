package io.github.swfsdk.storage.jdbc;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlobStorageTest extends BlobStorageContract {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected DataSource dataSource() {
        return DATABASE.dataSource();
    }
}
