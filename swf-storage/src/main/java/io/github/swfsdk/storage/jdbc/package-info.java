/**
 * State and content in SQL: the workflow store, the performed step store, instances as BLOBs, and a database to keep them in
 * where there is none. Start with {@link io.github.swfsdk.storage.jdbc.JdbcWorkflowStore}.
 */
@NullMarked
package io.github.swfsdk.storage.jdbc;

import org.jspecify.annotations.NullMarked;
