/**
 * Blocking sockets below the upper layer: one write per PDU without delay, receive buffers that are handed over instead of
 * copied, and a watchdog that ends whatever waits too long. Start with
 * {@link io.github.swfsdk.dicom.internal.transport.SocketTransport}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.transport;

import org.jspecify.annotations.NullMarked;
