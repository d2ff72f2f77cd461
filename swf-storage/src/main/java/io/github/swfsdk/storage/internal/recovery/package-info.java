/**
 * What a start does after a crash: it finishes or drops what was under way and says so. Start with
 * {@link io.github.swfsdk.storage.internal.recovery.IncomingRecovery}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.recovery;

import org.jspecify.annotations.NullMarked;
