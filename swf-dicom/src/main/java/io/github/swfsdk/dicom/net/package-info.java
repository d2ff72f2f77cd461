/**
 * What an embedding application says and hears about associations: options with their limits and deadlines, addresses and
 * AE titles, events, and the failures of the network. Start with {@link io.github.swfsdk.dicom.net.AssociationOptions}.
 */
@NullMarked
package io.github.swfsdk.dicom.net;

import org.jspecify.annotations.NullMarked;
