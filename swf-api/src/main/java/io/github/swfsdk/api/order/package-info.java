/**
 * What was ordered: imaging orders with their requested procedures, and the interface that takes them in (RAD-2,
 * RAD-4, RAD-13). Start with {@link io.github.swfsdk.api.order.OrderIntake}.
 */
@NullMarked
package io.github.swfsdk.api.order;

import org.jspecify.annotations.NullMarked;
