/**
 * Performed procedure steps (PS3.4, Annex F; RAD-6, RAD-7): their values, their rules and the interface that reacts to
 * them. Start with {@link io.github.swfsdk.api.mpps.MppsHandler}.
 */
@NullMarked
package io.github.swfsdk.api.mpps;

import org.jspecify.annotations.NullMarked;
