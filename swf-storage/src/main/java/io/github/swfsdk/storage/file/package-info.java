/**
 * Instances as files in folders that a person can read. Start with {@link io.github.swfsdk.storage.file.FileStorage}.
 */
@NullMarked
package io.github.swfsdk.storage.file;

import org.jspecify.annotations.NullMarked;
