/**
 * HL7 v2 messages as values: segments, fields and components, reading and building. Start with
 * {@link io.github.swfsdk.hl7.message.Hl7Message}.
 */
@NullMarked
package io.github.swfsdk.hl7.message;

import org.jspecify.annotations.NullMarked;
