package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.actor.OrderFiller;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistLint;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Department System Scheduler / Order Filler over a {@link WorkflowStore}: takes in orders and patient updates, offers the
 * worklist, and follows the performed steps. {@code docs/workflow-states.md} shows its state tables.
 *
 * <p>Each message is one transaction: state and follow-ups are durable when the answer leaves, or nothing is. Handlers only
 * refuse; what performed steps mean for the orders happens in {@link #performedStepStore()}, where the step itself is
 * stored. Thread-safe; blocks as the store does.
 */
public final class DepartmentScheduler implements OrderFiller {
    private final WorkflowStore store;
    private final boolean startedStepsVisible;
    private final boolean unknownOrdersRefused;
    private final SchedulerOrders orders;
    private final SchedulerPatients patients;
    private final TransactionalPerformedSteps performedSteps;
    private final TimelineEvents timelineEvents;
    private final NotedOutbox outbox;
    private final NotedWithheldInstances withheld;
    private final SchedulerCorrections corrections;

    private DepartmentScheduler(Builder builder) {
        store = builder.store;
        startedStepsVisible = builder.startedStepsVisible;
        unknownOrdersRefused = builder.unknownOrdersRefused;
        Announcer announcer = new Announcer(builder.listener);
        WorkflowRules rules = WorkflowRules.ofOrderFiller(
                builder.identifiers,
                builder.completeness(),
                new PerformedStepForwarding(builder.forwardTo, builder.notify));
        TimelineNotes timeline = new TimelineNotes(builder.clock);
        timelineEvents = new TimelineEvents(store, timeline);
        outbox = new NotedOutbox(store, timeline);
        withheld = new NotedWithheldInstances(store, timeline);
        WorkflowTransitions transitions = new WorkflowTransitions(store, rules, timeline, announcer::committed);
        orders = new SchedulerOrders(transitions);
        patients = new SchedulerPatients(transitions);
        corrections = new SchedulerCorrections(store, transitions);
        performedSteps = new TransactionalPerformedSteps(store, transitions);
    }

    /** Returns a scheduler with the default options. The store stays the caller's to close. */
    public static DepartmentScheduler on(WorkflowStore store) {
        return builder(store).build();
    }

    /** Starts a scheduler with options of its own. The store stays the caller's to close. */
    public static Builder builder(WorkflowStore store) {
        return new Builder(store);
    }

    @Override
    public PatientUpdateHandler patients() {
        return patients;
    }

    @Override
    public OrderIntake orders() {
        return orders;
    }

    @Override
    public WorklistProvider worklist() {
        return this::find;
    }

    @Override
    public MppsHandler performedSteps() {
        return new MppsHandler() {
            @Override
            public MppsDecision started(PerformedStep step) {
                return DepartmentScheduler.this.started(step);
            }
        };
    }

    @Override
    public PerformedStepStore performedStepStore() {
        return performedSteps;
    }

    /** The order that the key {@linkplain OrderKey#matches names}, with how far each of its steps has come. */
    public Optional<OrderRecord> order(OrderKey key) {
        return store.transact(tx -> tx.findOrder(key));
    }

    /**
     * Says that a performed step was performed for a step of an order, because an operator knows: an unscheduled one, one whose
     * identifiers nobody knows, or one that has ended for a wrong worklist entry, whose entry was right after all or another
     * one. The performed step stays as the modality has told it; whatever it tells later counts for the order. What is withheld
     * because of it is presented again. To say it again has no effect. {@code docs/workflow-states.md} has the details.
     */
    public OrderDecision reconcile(Uid performedStepUid, OrderKey order, String stepId, Cause cause) {
        return corrections.reconcile(performedStepUid, order, stepId, cause);
    }

    /**
     * Takes back what {@link #reconcile} has said of a performed step: the scheduled step is as if it had never been said, and
     * what a wrong worklist entry withholds is withheld again.
     *
     * @return accepted; {@link OrderDecision.Refusal#INVALID} if there is no such performed step or nothing was said of it
     */
    public OrderDecision separate(Uid performedStepUid, Cause cause) {
        return corrections.separate(performedStepUid, cause);
    }

    /**
     * Ends performed steps of which nothing was heard for too long, as a provider may in exceptional cases (PS3.4, F.7.2.2):
     * they are DISCONTINUED for an unspecified reason, what they tell of their series stays, and a later N-SET is refused as
     * for any step that has ended. Ends at most 100 at a time; to be called now and then.
     *
     * @param startedBefore how early a step must have begun, in the modalities' local time
     * @param end the end that they get, in the same time
     * @return how many were ended
     */
    public int discontinueOverdue(LocalDateTime startedBefore, LocalDateTime end) {
        return corrections.discontinueOverdue(performedSteps, startedBefore, end);
    }

    /**
     * What has happened to the order that the key {@linkplain OrderKey#matches names}, in the order in which it was committed,
     * each with its cause; empty if there is no such order. What was refused has not happened.
     */
    public List<TimelineEntry> timeline(OrderKey key) {
        return store.transact(
                tx -> tx.findOrder(key).map(order -> tx.timeline(order.id())).orElse(List.of()));
    }

    /**
     * Writes into the timelines what an archive does; give it to {@link
     * io.github.swfsdk.api.archive.ImageArchive.Builder#listener}. It is written down before the peer is told, and what cannot be
     * written down makes the peer come again: nothing is missing that anybody was told of.
     */
    public ArchiveListener archiveEvents() {
        return timelineEvents;
    }

    /**
     * The outbox of the store, which writes into the timelines, in one transaction, that a performed step was forwarded or cannot
     * be; give it to the {@link OutboxDispatcher}.
     */
    public Outbox outbox() {
        return outbox;
    }

    /**
     * The withheld instances of the store, with what is presented again written into the timelines, in one transaction; give it
     * to {@link io.github.swfsdk.api.archive.ImageArchive.Builder#withheld}.
     */
    public WithheldInstances withheld() {
        return withheld;
    }

    private void find(WorklistQuery query, WorklistSink sink) {
        store.find(query, step -> isHidden(step) || sink.offer(step));
    }

    private boolean isHidden(ScheduledStep step) {
        return !startedStepsVisible
                && step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS).equals(StepStatus.IN_PROGRESS.term());
    }

    private MppsDecision started(PerformedStep step) {
        boolean known = !unknownOrdersRefused
                || store.transact(tx -> step.scheduledSteps().stream()
                        .allMatch(reference -> reference.isUnscheduled()
                                || tx.findOrderOf(reference).isPresent()));
        return known
                ? MppsDecision.accept()
                : MppsDecision.refuse(MppsDecision.Refusal.UNKNOWN_ORDER, "no order has this scheduled step");
    }

    /** Tells the listener what was committed. */
    static final class Announcer {
        private final WorkflowListener listener;

        Announcer(WorkflowListener listener) {
            this.listener = listener;
        }

        void committed(WorkflowTransition<?> transition) {
            for (WorkflowEffect effect : transition.effects()) {
                if (effect instanceof WorkflowEffect.OrderSaved saved) {
                    changed(saved.order());
                } else if (effect instanceof WorkflowEffect.Unmatched unmatched) {
                    tell(there -> there.unmatched(unmatched.performed(), unmatched.reference()));
                } else if (effect instanceof WorkflowEffect.Incomplete incomplete) {
                    tell(there -> there.incomplete(incomplete.orderId(), incomplete.findings()));
                }
            }
        }

        private void changed(OrderRecord order) {
            OrderRecord saved = new OrderRecord(order.id(), order.version() + 1, order.steps());
            tell(there -> there.orderChanged(saved));
        }

        private void tell(Consumer<WorkflowListener> event) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                // the change is committed: the peer must not hear of a failure
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    /** Options of a {@link DepartmentScheduler}. For one thread. */
    public static final class Builder {
        private final WorkflowStore store;
        private final List<String> forwardTo = new ArrayList<>();
        private final List<String> notify = new ArrayList<>();
        private IdentifierSource identifiers = IdentifierSource.random();
        private WorkflowListener listener = new WorkflowListener() {};
        private Clock clock = Clock.systemUTC();
        private Optional<WorklistLint> lint = Optional.empty();
        private boolean incompleteRefused;
        private boolean startedStepsVisible = true;
        private boolean unknownOrdersRefused;

        private Builder(WorkflowStore store) {
            this.store = Objects.requireNonNull(store, "store");
        }

        /** Who makes the identifiers that an order lacks. Default {@link IdentifierSource#random()}. */
        public Builder identifiers(IdentifierSource source) {
            identifiers = Objects.requireNonNull(source, "source");
            return this;
        }

        /** What timelines take their times from. Default the system's clock. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Who hears what has been committed. Default nobody. */
        public Builder listener(WorkflowListener toTell) {
            listener = Objects.requireNonNull(toTell, "listener");
            return this;
        }

        /**
         * Whether a step in progress stays in the worklist, with status STARTED, until it has ended. Default true: a modality
         * needs the entry to append to it, and one that lost its own copy needs it to go on; what does not want started steps
         * can ask for status SCHEDULED. False suits a site whose modalities ignore the status and would start a step twice.
         */
        public Builder startedStepsVisible(boolean visible) {
            startedStepsVisible = visible;
            return this;
        }

        /**
         * Whether a performed step that names a scheduled step nobody knows is refused. Default false: the modality is
         * examining the patient already, and a refusal loses what it reports; the listener hears of it. The unscheduled case
         * is accepted either way.
         */
        public Builder unknownOrdersRefused(boolean refused) {
            unknownOrdersRefused = refused;
            return this;
        }

        /**
         * Checks each step of a new or changed order for what a modality would miss, before it is in the worklist. What is
         * found goes to {@link WorkflowListener#incomplete}. Default no check.
         */
        public Builder lint(WorklistLint toApply) {
            lint = Optional.of(toApply);
            return this;
        }

        /**
         * Whether an order with such a step is refused as {@link io.github.swfsdk.api.order.OrderDecision.Refusal#INVALID},
         * and the sender told which attributes. Default false: the patient is examined all the same. Needs a lint.
         */
        public Builder incompleteRefused(boolean refused) {
            incompleteRefused = refused;
            return this;
        }

        private OrderCompleteness completeness() {
            if (incompleteRefused && lint.isEmpty()) {
                throw new IllegalStateException("incompleteRefused needs a lint");
            }
            return new OrderCompleteness(lint, incompleteRefused);
        }

        /** Adds destinations that get every performed step forwarded unchanged, by AE title. Default none. */
        public Builder forwardPerformedStepsTo(String... aeTitles) {
            forwardTo.addAll(List.of(aeTitles));
            return this;
        }

        /** Adds subscribers that are notified of every performed step (PS3.4, F.9), by AE title. Default none. */
        public Builder notifyOfPerformedSteps(String... aeTitles) {
            notify.addAll(List.of(aeTitles));
            return this;
        }

        /** Returns the scheduler. */
        public DepartmentScheduler build() {
            return new DepartmentScheduler(this);
        }
    }
}
