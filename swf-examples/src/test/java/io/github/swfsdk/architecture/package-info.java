/**
 * The shape of the SDK as tests: which module and which layer may see which other, and what vendors can see.
 *
 * <p>Start with {@link io.github.swfsdk.architecture.ArchitectureTest}; the tables in it are the map.
 */
@NullMarked
package io.github.swfsdk.architecture;

import org.jspecify.annotations.NullMarked;
