/**
 * What happened and why, as values for timelines and listeners. Start with
 * {@link io.github.swfsdk.api.event.Cause}.
 */
@NullMarked
package io.github.swfsdk.api.event;

import org.jspecify.annotations.NullMarked;
