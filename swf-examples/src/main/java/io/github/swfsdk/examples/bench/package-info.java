/**
 * Benchmarks on the command line: {@code bench} and one class for each of its kinds. Each runs its server itself, on
 * the loopback address, checks every answer, and prints what it has measured. Start with {@link
 * io.github.swfsdk.examples.bench.BenchCommand}.
 */
@NullMarked
package io.github.swfsdk.examples.bench;

import org.jspecify.annotations.NullMarked;
