/**
 * The DICOM services, as provider and as user, written against a small contract that knows no toolkit: no class here sees a
 * socket, a PDU or an association of the engine. Start with {@code DicomServer} to host and with
 * {@link io.github.swfsdk.dicom.service.DimseService} to write a service.
 */
@NullMarked
package io.github.swfsdk.dicom.service;

import org.jspecify.annotations.NullMarked;
