/**
 * Where instances are kept, and how their keeping is committed (RAD-8, RAD-10). Start with
 * {@link io.github.swfsdk.api.storage.StorageBackend}.
 */
@NullMarked
package io.github.swfsdk.api.storage;

import org.jspecify.annotations.NullMarked;
