/**
 * Asks a worklist on the command line, and explains why a step is answered or not. Start with
 * {@link io.github.swfsdk.examples.worklist.WorklistCommand}.
 */
@NullMarked
package io.github.swfsdk.examples.worklist;

import org.jspecify.annotations.NullMarked;
