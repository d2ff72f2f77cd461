/**
 * The state of orders and their steps, its rules, and what follows from a change. Start with
 * {@link io.github.swfsdk.api.workflow.DepartmentScheduler}.
 */
@NullMarked
package io.github.swfsdk.api.workflow;

import org.jspecify.annotations.NullMarked;
