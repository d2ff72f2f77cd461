/**
 * HL7 v2 over MLLP: a server that turns orders and patient updates into calls of the embedding program, and a client that
 * sends messages and awaits their acknowledgement. Start with {@link io.github.swfsdk.hl7.Hl7Server}.
 */
@NullMarked
package io.github.swfsdk.hl7;

import org.jspecify.annotations.NullMarked;
