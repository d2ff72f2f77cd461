/**
 * The stores on a real PostgreSQL, which {@link io.github.swfsdk.storage.postgresql.PostgresServer} starts; skipped where
 * there is none.
 */
@NullMarked
package io.github.swfsdk.storage.postgresql;

import org.jspecify.annotations.NullMarked;
