/**
 * From the bytes of one frame to a message. {@link io.github.swfsdk.hl7.internal.parse.MessageHeader} reads what an answer
 * needs from nearly anything; {@link io.github.swfsdk.hl7.internal.parse.MessageReader} reads the whole or refuses it.
 */
@NullMarked
package io.github.swfsdk.hl7.internal.parse;

import org.jspecify.annotations.NullMarked;
