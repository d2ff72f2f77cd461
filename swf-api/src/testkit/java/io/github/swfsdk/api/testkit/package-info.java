/**
 * Contract tests for what vendors plug in: extend one, hand over your implementation, and every promise of the interface is
 * checked. Start with {@link io.github.swfsdk.api.testkit.StorageBackendContract}.
 */
@NullMarked
package io.github.swfsdk.api.testkit;

import org.jspecify.annotations.NullMarked;
