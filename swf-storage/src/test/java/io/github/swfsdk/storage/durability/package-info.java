/**
 * Proofs that what was acknowledged is there: after a process was killed, after the power was lost, and in the system calls.
 */
@NullMarked
package io.github.swfsdk.storage.durability;

import org.jspecify.annotations.NullMarked;
