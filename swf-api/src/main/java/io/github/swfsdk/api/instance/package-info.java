/**
 * Composite instances: what identifies an image or another stored object. Start with
 * {@link io.github.swfsdk.api.instance.InstanceHeader}.
 */
@NullMarked
package io.github.swfsdk.api.instance;

import org.jspecify.annotations.NullMarked;
