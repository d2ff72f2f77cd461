package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.storage.jdbc.JdbcWorklistContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcWorklistIT extends JdbcWorklistContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    @Override
    protected DataSource dataSource() {
        return POSTGRES.dataSource();
    }
}
