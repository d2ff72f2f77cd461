/**
 * Immutable DICOM values without I/O: data sets, elements, tags, value representations, identifiers, names and dates.
 * Start with {@link io.github.swfsdk.api.dataset.DataSet}.
 */
@NullMarked
package io.github.swfsdk.api.dataset;

import org.jspecify.annotations.NullMarked;
