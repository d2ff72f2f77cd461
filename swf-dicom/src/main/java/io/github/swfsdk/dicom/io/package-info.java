/**
 * Data sets and DICOM files as bytes: readers, writers and their limits (PS3.5, PS3.10). Start with
 * {@code DicomFile}.
 */
@NullMarked
package io.github.swfsdk.dicom.io;

import org.jspecify.annotations.NullMarked;
