/**
 * The actors of IHE Scheduled Workflow, each a bundle of the interfaces that its transactions need. Start with
 * {@link io.github.swfsdk.api.actor.OrderFiller}.
 */
@NullMarked
package io.github.swfsdk.api.actor;

import org.jspecify.annotations.NullMarked;
