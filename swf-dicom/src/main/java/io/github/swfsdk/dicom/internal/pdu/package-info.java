/**
 * The protocol data units of the DICOM upper layer (PS3.8, 9.3) as values: each reads itself from the bytes of its body
 * and writes itself back. Nothing here knows a socket, a thread or a state. Start with {@link
 * io.github.swfsdk.dicom.internal.pdu.Pdu} and {@link io.github.swfsdk.dicom.internal.pdu.PduReader}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.pdu;

import org.jspecify.annotations.NullMarked;
