/**
 * Meters of associations and operations in Micrometer, for applications that have it on their path; nothing else in the SDK needs
 * it. Start with {@link io.github.swfsdk.dicom.metrics.MicrometerListener}.
 */
@NullMarked
package io.github.swfsdk.dicom.metrics;

import org.jspecify.annotations.NullMarked;
