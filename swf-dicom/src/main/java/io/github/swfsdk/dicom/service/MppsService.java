package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.MppsLeniency;
import io.github.swfsdk.api.mpps.MppsRefusal;
import io.github.swfsdk.api.mpps.MppsResult;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepRules;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modality Performed Procedure Step and its retrieval as provider (PS3.4, F.7 and F.8; RAD-6, RAD-7). Thread-safe.
 *
 * <p>A request first passes the standard's rules, then the handler, then it is stored; success says that it is stored,
 * durably. On any refusal nothing is changed. A request that has taken effect before, as one that is sent again after a lost
 * answer, is answered as the first time, without handler and store.
 */
public final class MppsService implements DimseService {
    private static final Logger LOG = LoggerFactory.getLogger(MppsService.class);
    private static final Uid SOP_CLASS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final Uid RETRIEVE = Uids.MODALITY_PERFORMED_PROCEDURE_STEP_RETRIEVE;
    static final List<Uid> TRANSFER_SYNTAXES = List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN);
    private static final List<HostedContext> CONTEXTS =
            List.of(HostedContext.of(SOP_CLASS, TRANSFER_SYNTAXES), HostedContext.of(RETRIEVE, TRANSFER_SYNTAXES));
    private static final int MAX_ATTEMPTS = 8;

    private final MppsHandler handler;
    private final PerformedStepStore store;
    private final Function<String, PerformedStepRules> rules;
    private final LeniencyListener leniencies;

    private MppsService(
            MppsHandler handler,
            PerformedStepStore store,
            Function<String, PerformedStepRules> rules,
            LeniencyListener leniencies) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.store = Objects.requireNonNull(store, "store");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.leniencies = Objects.requireNonNull(leniencies, "leniencies");
    }

    /** Hears which leniencies requests needed, and which came again. Called on the handling thread; must not block. */
    @FunctionalInterface
    public interface LeniencyListener {
        /** A request of this peer about this step was accepted with these leniencies. */
        void used(String callingAeTitle, Uid sopInstanceUid, Set<MppsLeniency> leniencies);

        /** A request of this peer had taken effect before; it was answered as the first time, and nothing else happened. */
        default void repeated(String callingAeTitle, Uid sopInstanceUid) {}
    }

    /** Returns a service with strict rules. */
    public static MppsService of(MppsHandler handler, PerformedStepStore store) {
        return new MppsService(handler, store, ae -> PerformedStepRules.strict(), (ae, uid, used) -> {});
    }

    /** Returns a copy that applies rules according to the calling AE title, and tells which leniencies were needed. */
    public MppsService withRules(Function<String, PerformedStepRules> rulesOfAe, LeniencyListener listener) {
        return new MppsService(handler, store, rulesOfAe, listener);
    }

    @Override
    public List<HostedContext> contexts() {
        return CONTEXTS;
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.sopClassUid().equals(RETRIEVE)) {
            return request.operation() == DimseOperation.N_GET
                    ? get(request)
                    : DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        return switch (request.operation()) {
            case N_CREATE -> create(request);
            case N_SET -> set(request);
            default -> DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        };
    }

    private DimseResponse get(DimseRequest request) {
        return request.sopInstanceUid()
                .flatMap(store::find)
                .map(step -> PerformedStepAnswer.of(step, request.attributeIdentifiers()))
                .orElseGet(() -> refusal(MppsRefusal.noSuchInstance(), DataSet.empty()));
    }

    /** Two requests for one instance may come at the same time: the later one is judged as one that comes again. */
    private DimseResponse create(DimseRequest request) {
        Uid uid = request.sopInstanceUid().orElseGet(Uid::random);
        DataSet attributes = request.dataSet();
        PerformedStepRules applied = rules.apply(request.callingAeTitle());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            MppsResult result = store.find(uid)
                    .map(stored -> applied.createAgain(stored, attributes))
                    .orElseGet(() -> applied.create(uid, attributes));
            Optional<DimseResponse> response = tryAnswer(
                    request,
                    attributes,
                    result,
                    accepted -> store.create(accepted.step(), cause(request, uid))
                            ? Optional.of(DimseResponse.success())
                            : Optional.empty());
            if (response.isPresent()) {
                return response.get().withSopInstanceUid(uid);
            }
        }
        return DimseResponse.of(Status.RESOURCE_LIMITATION, "the performed procedure step keeps changing");
    }

    private DimseResponse set(DimseRequest request) {
        if (request.sopInstanceUid().isEmpty()) {
            return refusal(MppsRefusal.noSuchInstance(), DataSet.empty());
        }
        Uid uid = request.sopInstanceUid().get();
        DataSet modifications = request.dataSet();
        PerformedStepRules applied = rules.apply(request.callingAeTitle());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<PerformedStep> stored = store.find(uid);
            if (stored.isEmpty()) {
                return refusal(MppsRefusal.noSuchInstance(), modifications);
            }
            MppsResult result = applied.set(stored.get(), modifications);
            Optional<DimseResponse> response = tryAnswer(
                    request,
                    modifications,
                    result,
                    accepted -> store.replace(stored.get(), accepted.step(), modifications, cause(request, uid))
                            ? Optional.of(DimseResponse.success())
                            : Optional.empty());
            if (response.isPresent()) {
                return response.get();
            }
        }
        return DimseResponse.of(Status.RESOURCE_LIMITATION, "the performed procedure step keeps changing");
    }

    private static Cause cause(DimseRequest request, Uid uid) {
        return new Cause(Cause.Kind.DICOM, request.callingAeTitle(), uid.value(), request.origin());
    }

    /** Empty if the step changed between reading and storing, and the rules must be asked again. */
    private Optional<DimseResponse> tryAnswer(
            DimseRequest request,
            DataSet sent,
            MppsResult result,
            Function<MppsResult.Accepted, Optional<DimseResponse>> commit) {
        if (result instanceof MppsResult.Refused refused) {
            return Optional.of(refusal(refused.refusal(), sent));
        }
        MppsResult.Accepted accepted = (MppsResult.Accepted) result;
        if (accepted.repeated()) {
            record(request, accepted);
            leniencies.repeated(request.callingAeTitle(), accepted.step().sopInstanceUid());
            return Optional.of(DimseResponse.success());
        }
        MppsDecision decision = ask(request.operation(), accepted.step());
        if (decision.refusal().isPresent()) {
            return Optional.of(refusal(decision.refusal().get(), decision.text()));
        }
        Optional<DimseResponse> response = commit.apply(accepted);
        if (response.filter(r -> r.status().isDone()).isPresent()) {
            record(request, accepted);
        }
        return response;
    }

    private MppsDecision ask(DimseOperation operation, PerformedStep step) {
        if (operation == DimseOperation.N_CREATE) {
            return handler.started(step);
        }
        return switch (step.status()) {
            case IN_PROGRESS -> handler.updated(step);
            case COMPLETED -> handler.completed(step);
            case DISCONTINUED -> handler.discontinued(step);
        };
    }

    private void record(DimseRequest request, MppsResult.Accepted accepted) {
        if (!accepted.leniencies().isEmpty()) {
            Uid uid = accepted.step().sopInstanceUid();
            LOG.info(
                    "{} of AE {} about {} needed {}",
                    request.operation(),
                    request.callingAeTitle(),
                    uid,
                    accepted.leniencies());
            leniencies.used(request.callingAeTitle(), uid, accepted.leniencies());
        }
    }

    private static DimseResponse refusal(MppsRefusal refusal, DataSet sent) {
        DimseResponse response = DimseResponse.of(new Status(refusal.kind().status()), refusal.comment());
        if (refusal.kind().errorId().isPresent()) {
            return response.withErrorId(refusal.kind().errorId().getAsInt());
        }
        if (refusal.attributes().isEmpty()) {
            return response;
        }
        response = response.withAttributeIdentifiers(refusal.tags());
        boolean listsAttributes = response.status().equals(Status.INVALID_ATTRIBUTE_VALUE)
                || response.status().equals(Status.MISSING_ATTRIBUTE_VALUE);
        // these two repeat the attributes that are wrong (PS3.7, C.4.2 and C.5.6)
        return listsAttributes ? response.withDataSet(only(refusal, sent)) : response;
    }

    private static DataSet only(MppsRefusal refusal, DataSet sent) {
        DataSet.Builder list = DataSet.builder();
        refusal.roots().forEach(tag -> sent.find(tag).ifPresentOrElse(list::put, () -> list.putEmpty(tag)));
        return list.build();
    }

    private static DimseResponse refusal(MppsDecision.Refusal refusal, String text) {
        Status status = switch (refusal) {
            case UNKNOWN_ORDER -> Status.PROCESSING_FAILURE;
            case NOT_PERMITTED -> Status.NOT_AUTHORIZED;
            case CONTRADICTION -> Status.INVALID_ATTRIBUTE_VALUE;
            case UNAVAILABLE -> Status.RESOURCE_LIMITATION;
        };
        return DimseResponse.of(status, text);
    }
}
