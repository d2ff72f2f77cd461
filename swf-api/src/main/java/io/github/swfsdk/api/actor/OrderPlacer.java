package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.patient.PatientUpdateHandler;

/** Order Placer, the side of it that is called: it hears of patients and of what becomes of its orders. */
public interface OrderPlacer {
    /** Patient registrations, corrections and merges (RAD-1, RAD-12). */
    PatientUpdateHandler patients();

    /** Orders that the filler makes, changes or cancels (RAD-3). */
    OrderIntake fillerOrders();
}
