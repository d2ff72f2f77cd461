/**
 * The command line: a department in one process, a simulated modality, an order sender and the demonstration of one whole
 * exam. Start with {@link io.github.swfsdk.examples.Main}.
 */
@NullMarked
package io.github.swfsdk.examples;

import org.jspecify.annotations.NullMarked;
