/**
 * The tables of this SDK in a vendor's database: how they are created and brought up to date, and how a unit of work runs
 * on them. Start with {@link io.github.swfsdk.storage.internal.schema.Database}.
 */
@NullMarked
package io.github.swfsdk.storage.internal.schema;

import org.jspecify.annotations.NullMarked;
