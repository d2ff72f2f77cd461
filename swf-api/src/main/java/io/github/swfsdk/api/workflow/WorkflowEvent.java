package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientId;

/**
 * What may happen to orders, patients and performed steps.
 *
 * @param <D> what the one who says so is told
 */
sealed interface WorkflowEvent<D> {
    /** Hands the event to the rule for it. */
    WorkflowTransition<D> judgedBy(WorkflowRules rules, WorkflowState state);

    /** A message about an order; the id is for a new one. */
    record OrderReceived(OrderRequest request, String newId) implements WorkflowEvent<OrderDecision> {
        @Override
        public WorkflowTransition<OrderDecision> judgedBy(WorkflowRules rules, WorkflowState state) {
            return rules.orderReceived(state, this);
        }
    }

    /** Something else is known of a patient. */
    record PatientUpdated(Patient patient) implements WorkflowEvent<PatientDecision> {
        @Override
        public WorkflowTransition<PatientDecision> judgedBy(WorkflowRules rules, WorkflowState state) {
            return rules.patientUpdated(state, this);
        }
    }

    /** A patient has another identifier. */
    record PatientMerged(Patient surviving, PatientId subsumed) implements WorkflowEvent<PatientDecision> {
        @Override
        public WorkflowTransition<PatientDecision> judgedBy(WorkflowRules rules, WorkflowState state) {
            return rules.patientMerged(state, this);
        }
    }

    /** A performed step has begun; told whether it is kept, which it is not if there is one with its identity. */
    record StepBegun(PerformedStep step) implements WorkflowEvent<Boolean> {
        @Override
        public WorkflowTransition<Boolean> judgedBy(WorkflowRules rules, WorkflowState state) {
            return rules.stepBegun(state, this);
        }
    }

    /** A performed step goes on or has ended; told whether that is kept, which it is not if the step has changed since. */
    record StepChanged(PerformedStep seen, PerformedStep next, DataSet modifications)
            implements WorkflowEvent<Boolean> {
        @Override
        public WorkflowTransition<Boolean> judgedBy(WorkflowRules rules, WorkflowState state) {
            return rules.stepChanged(state, this);
        }
    }

    /** An operator says what a performed step was performed for. */
    record StepReconciled(Uid performed, OrderKey order, String stepId) implements WorkflowEvent<OrderDecision> {
        @Override
        public WorkflowTransition<OrderDecision> judgedBy(WorkflowRules rules, WorkflowState state) {
            return CorrectionRules.reconciled(state, this);
        }
    }

    /** An operator takes that back. */
    record StepSeparated(Uid performed) implements WorkflowEvent<OrderDecision> {
        @Override
        public WorkflowTransition<OrderDecision> judgedBy(WorkflowRules rules, WorkflowState state) {
            return CorrectionRules.separated(state, this);
        }
    }
}
