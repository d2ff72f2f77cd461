/**
 * An Image Manager / Image Archive over any storage (RAD-8, RAD-10). Start with
 * {@link io.github.swfsdk.api.archive.ImageArchive}.
 */
@NullMarked
package io.github.swfsdk.api.archive;

import org.jspecify.annotations.NullMarked;
