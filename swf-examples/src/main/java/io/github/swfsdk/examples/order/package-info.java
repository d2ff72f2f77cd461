/**
 * Orders, changes, cancellations and merges as an order placer or filler sends them by HL7 v2.3.1. Start with
 * {@link io.github.swfsdk.examples.order.OrderMessage}.
 */
@NullMarked
package io.github.swfsdk.examples.order;

import org.jspecify.annotations.NullMarked;
