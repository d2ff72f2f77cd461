/**
 * The root of the SDK's shared vocabulary: the exception family that every module's failures belong to. Start with
 * {@link io.github.swfsdk.api.dataset.DataSet} for values and {@link io.github.swfsdk.api.actor.OrderFiller} for roles.
 */
@NullMarked
package io.github.swfsdk.api;

import org.jspecify.annotations.NullMarked;
