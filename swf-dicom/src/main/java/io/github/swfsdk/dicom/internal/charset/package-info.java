/**
 * Text as bytes, under the character sets of (0008,0005) (PS3.3, C.12.1.1.2; PS3.5, 6.1). Start with
 * {@link io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.charset;

import org.jspecify.annotations.NullMarked;
