/**
 * What embedding takes, one short program per kind of user: a RIS, a modality, a PACS. The README shows them. Start with
 * {@link io.github.swfsdk.examples.embedding.RisEndpoint}.
 */
@NullMarked
package io.github.swfsdk.examples.embedding;

import org.jspecify.annotations.NullMarked;
