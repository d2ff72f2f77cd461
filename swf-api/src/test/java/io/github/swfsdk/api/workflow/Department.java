package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A scheduler in memory, and what peers do to it and see of it, in few words. */
final class Department {
    static final Cause CAUSE = new Cause(Cause.Kind.HL7, "OP", "1");

    final WorkflowStore store = new InMemoryWorkflowStore();
    final List<String> unmatched = new ArrayList<>();
    final DepartmentScheduler scheduler;

    Department() {
        this(builder -> builder);
    }

    Department(UnaryOperator<DepartmentScheduler.Builder> options) {
        scheduler = options.apply(DepartmentScheduler.builder(store).listener(new WorkflowListener() {
                    @Override
                    public void unmatched(Uid performedStep, StepReference reference) {
                        unmatched.add(performedStep + " " + reference.stepId());
                    }
                }))
                .build();
    }

    Optional<Refusal> place(ImagingOrder order) {
        return receive(OrderRequest.place(order, CAUSE));
    }

    Optional<Refusal> change(ScheduledStep... steps) {
        return receive(OrderRequest.change(new ImagingOrder(List.of(steps)), CAUSE));
    }

    Optional<Refusal> cancel(String accession, String... stepIds) {
        return receive(OrderRequest.cancel(key(accession), Set.of(stepIds), CAUSE));
    }

    Optional<Refusal> discontinue(String accession, String... stepIds) {
        return receive(OrderRequest.discontinue(key(accession), Set.of(stepIds), CAUSE));
    }

    Optional<Refusal> receive(OrderRequest request) {
        return scheduler.orders().receive(request).refusal();
    }

    /** N-CREATE. */
    PerformedStep start(String uid, ScheduledStep... steps) {
        PerformedStep step = ExamFixtures.started(Uid.of(uid), steps);
        if (!scheduler.performedStepStore().create(step)) {
            throw new AssertionError("not created");
        }
        return step;
    }

    /** N-SET. */
    PerformedStep replace(PerformedStep seen, PerformedStep next) {
        if (!scheduler.performedStepStore().replace(seen, next)) {
            throw new AssertionError("not replaced");
        }
        return next;
    }

    OrderRecord order(String accession) {
        return scheduler.order(key(accession)).orElseThrow();
    }

    OrderStatus orderStatus(String accession) {
        return order(accession).status();
    }

    List<String> statuses(String accession) {
        return order(accession).steps().stream()
                .map(step -> step.step().stepId() + " " + step.status().term())
                .toList();
    }

    List<String> timeline(String accession) {
        return scheduler.timeline(key(accession)).stream()
                .map(entry -> entry.event().name())
                .toList();
    }

    List<String> worklist() {
        List<String> steps = new ArrayList<>();
        scheduler
                .worklist()
                .find(
                        new WorklistQuery(DataSet.empty(), "DX1"),
                        step -> steps.add(step.accessionNumber() + " " + step.stepId() + " "
                                + step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)));
        return steps;
    }

    static OrderKey key(String accession) {
        return new OrderKey("", "", accession);
    }
}
