/**
 * Content on its way into a backend: cut into blocks, counted and digested. Start with
 * {@link io.github.swfsdk.storage.internal.digest.BlockWriter}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.digest;

import org.jspecify.annotations.NullMarked;
