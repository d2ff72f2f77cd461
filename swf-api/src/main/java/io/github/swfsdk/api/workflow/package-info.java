/**
 * The state of orders and their steps, its rules, and what follows from a change. Start with
 * {@link io.github.swfsdk.api.workflow.DepartmentScheduler}; a store of your own implements
 * {@link io.github.swfsdk.api.workflow.WorkflowStore}, and {@link io.github.swfsdk.api.workflow.OutboxDispatcher} delivers
 * what a change owes to others.
 */
@NullMarked
package io.github.swfsdk.api.workflow;

import org.jspecify.annotations.NullMarked;
