package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.api.worklist.WorklistProvider;

/**
 * Department System Scheduler / Order Filler: knows the orders, offers the worklist, follows the performed steps.
 * {@link io.github.swfsdk.api.workflow.DepartmentScheduler} is one ready-made.
 */
public interface OrderFiller {
    /** Patient registrations, corrections and merges (RAD-1, RAD-12). */
    PatientUpdateHandler patients();

    /** Orders (RAD-2). */
    OrderIntake orders();

    /** Worklist queries (RAD-5). */
    WorklistProvider worklist();

    /** Performed steps (RAD-6, RAD-7, RAD-20, RAD-21). */
    MppsHandler performedSteps();

    /** Where the performed steps are kept. */
    PerformedStepStore performedStepStore();
}
