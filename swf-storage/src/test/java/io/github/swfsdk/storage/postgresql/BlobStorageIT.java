package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.storage.jdbc.BlobStorageContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlobStorageIT extends BlobStorageContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    @Override
    protected DataSource dataSource() {
        return POSTGRES.dataSource();
    }
}
