/**
 * Says what an object lacks: attributes that its definition asks for, and values that do not go with their representation.
 * For the identifiers and messages that the SDK makes and receives, and for files of the common IODs. Start with
 * {@link io.github.swfsdk.api.validation.ObjectValidator}.
 */
@NullMarked
package io.github.swfsdk.api.validation;

import org.jspecify.annotations.NullMarked;
