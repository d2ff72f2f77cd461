/**
 * Waiting for the medium, shared: {@link io.github.swfsdk.storage.internal.sync.GroupSync} lets several threads that need
 * the same sync wait for one.
 */
@NullMarked
package io.github.swfsdk.storage.internal.sync;

import org.jspecify.annotations.NullMarked;
