/** Judges DICOM files by their IOD. Start with {@link io.github.swfsdk.examples.validate.ValidateCommand}. */
@NullMarked
package io.github.swfsdk.examples.validate;

import org.jspecify.annotations.NullMarked;
