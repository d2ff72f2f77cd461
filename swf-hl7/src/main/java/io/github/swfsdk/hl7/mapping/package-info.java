/**
 * From HL7 messages to orders and patients, field by field as IHE Radiology appendix B says. Usable without the server, by
 * programs that receive messages in another way. Start with {@link io.github.swfsdk.hl7.mapping.OrderMapper}.
 */
@NullMarked
package io.github.swfsdk.hl7.mapping;

import org.jspecify.annotations.NullMarked;
