/**
 * How instances lie on a disk: folder names, the identity index, and the few operations on a disk from which a durable
 * commit is made. Start with {@link io.github.swfsdk.storage.internal.layout.IndexEntry}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.layout;

import org.jspecify.annotations.NullMarked;
