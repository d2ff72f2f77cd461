/**
 * Keeps the documents honest: code that they show is code that the build compiles and runs.
 *
 * <p>Start with {@link io.github.swfsdk.documents.ReadmeTest}.
 */
@NullMarked
package io.github.swfsdk.documents;

import org.jspecify.annotations.NullMarked;
