/**
 * Acknowledgements: the rules as a table in {@link io.github.swfsdk.hl7.internal.ack.AckRule}, and their writing in the
 * form of the sender's version.
 */
@NullMarked
package io.github.swfsdk.hl7.internal.ack;

import org.jspecify.annotations.NullMarked;
