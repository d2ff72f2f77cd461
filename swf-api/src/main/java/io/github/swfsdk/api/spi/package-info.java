/**
 * What one module of the SDK supplies to another at run time. Start with
 * {@link io.github.swfsdk.api.spi.DataSetCodec}.
 */
@NullMarked
package io.github.swfsdk.api.spi;

import org.jspecify.annotations.NullMarked;
