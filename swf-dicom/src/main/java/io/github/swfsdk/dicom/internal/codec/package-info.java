/**
 * Data sets as bytes (PS3.5, 7 and annex A): a pull reader of tokens, trees of elements above it, and a writer. Start with
 * {@link io.github.swfsdk.dicom.internal.codec.DataSetReader} and
 * {@link io.github.swfsdk.dicom.internal.codec.DataSetWriter}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.codec;

import org.jspecify.annotations.NullMarked;
