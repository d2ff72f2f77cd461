/**
 * The front door of the DICOM engine: a server that hosts services, a client that opens associations, and the acquisition
 * modality made of both. Start with {@link io.github.swfsdk.dicom.DicomServer}.
 */
@NullMarked
package io.github.swfsdk.dicom;

import org.jspecify.annotations.NullMarked;
