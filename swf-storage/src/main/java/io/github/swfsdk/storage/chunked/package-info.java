/**
 * Instances cut into chunks that are kept once under their digest, with the table of contents in SQL. Start with
 * {@link io.github.swfsdk.storage.chunked.ChunkedStorage}.
 */
@NullMarked
package io.github.swfsdk.storage.chunked;

import org.jspecify.annotations.NullMarked;
