/**
 * A simulated acquisition modality and the images that it makes. Start with
 * {@link io.github.swfsdk.examples.modality.ModalityCommand}.
 */
@NullMarked
package io.github.swfsdk.examples.modality;

import org.jspecify.annotations.NullMarked;
