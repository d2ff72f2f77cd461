/**
 * The modality worklist (PS3.4, Annex K; RAD-5): scheduled procedure steps, queries and the exact matching between
 * them. Start with {@link io.github.swfsdk.api.worklist.WorklistProvider}.
 */
@NullMarked
package io.github.swfsdk.api.worklist;

import org.jspecify.annotations.NullMarked;
