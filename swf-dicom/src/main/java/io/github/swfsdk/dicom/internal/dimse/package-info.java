/**
 * Messages over associations (PS3.7): command sets, data sets in fragments, requests of this side and of the peer, and the
 * two ways to get an association. Implements the contract of {@code service} from below. Start with
 * {@link io.github.swfsdk.dicom.internal.dimse.AssociationServer} or
 * {@link io.github.swfsdk.dicom.internal.dimse.AssociationConnector}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.dimse;

import org.jspecify.annotations.NullMarked;
