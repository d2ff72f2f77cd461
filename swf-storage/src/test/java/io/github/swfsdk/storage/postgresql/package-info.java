/**
 * The stores on a real PostgreSQL, one for all, which {@link io.github.swfsdk.storage.postgresql.SharedPostgres} starts;
 * skipped where there is none.
 */
@NullMarked
package io.github.swfsdk.storage.postgresql;

import org.jspecify.annotations.NullMarked;
