/**
 * Data sets as documents of text: the DICOM JSON model (PS3.18, F) and the Native DICOM Model in XML (PS3.19, A.1). Both
 * are written from the events of {@link io.github.swfsdk.dicom.internal.codec.ElementEvents} and read into data sets, one
 * after the other. Start with {@link io.github.swfsdk.dicom.internal.model.JsonModelWriter}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.model;

import org.jspecify.annotations.NullMarked;
