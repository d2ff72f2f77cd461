/**
 * Tests against other implementations of the same standards, over real sockets and with real files.
 *
 * <p>Start with {@link io.github.swfsdk.interop.Peers}, which finds them; a test that needs one begins with
 * {@code Peers.require(Peer.DCMTK)} and is skipped, visibly, where that peer is not installed.
 */
@NullMarked
package io.github.swfsdk.interop;

import org.jspecify.annotations.NullMarked;
