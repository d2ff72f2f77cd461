/**
 * What H2 needs to survive a loss of power; exported to H2 alone, which makes objects of it by name. Start with
 * {@link io.github.swfsdk.storage.internal.embedded.OrderedFiles}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.embedded;

import org.jspecify.annotations.NullMarked;
