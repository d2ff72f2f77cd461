/** What is left when the database fails in the middle of a change. */
@NullMarked
package io.github.swfsdk.storage.faults;

import org.jspecify.annotations.NullMarked;
