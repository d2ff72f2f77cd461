/** Storage backends and the SQL workflow store. */
module io.github.swfsdk.storage {
    requires transitive io.github.swfsdk.api;
    requires transitive java.sql;
    requires flyway.core;
    requires org.slf4j;
    requires static com.h2database; // for the embedded database only
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports io.github.swfsdk.storage.chunked;
    exports io.github.swfsdk.storage.file;
    exports io.github.swfsdk.storage.jdbc;
    exports io.github.swfsdk.storage.internal.embedded to
            com.h2database;
}
