/**
 * The transactions of the server: which message goes to which handler, and how the handler's decision is answered. Start
 * with {@link io.github.swfsdk.hl7.internal.order.Transaction}.
 */
@NullMarked
package io.github.swfsdk.hl7.internal.order;

import org.jspecify.annotations.NullMarked;
