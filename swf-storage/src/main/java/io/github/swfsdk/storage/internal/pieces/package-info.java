/**
 * What the backends that keep content in pieces share: which instances are kept, in SQL, and the way of a writer from its
 * first piece to its commit. Start with {@link io.github.swfsdk.storage.internal.pieces.PiecedInstances}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.pieces;

import org.jspecify.annotations.NullMarked;
