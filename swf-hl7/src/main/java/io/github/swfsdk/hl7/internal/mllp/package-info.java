/**
 * The minimal lower layer protocol: frames of VT, message, FS, CR over TCP, with a limit on their size and a deadline on
 * every wait. Start with {@link io.github.swfsdk.hl7.internal.mllp.MllpConnection}.
 */
@NullMarked
package io.github.swfsdk.hl7.internal.mllp;

import org.jspecify.annotations.NullMarked;
