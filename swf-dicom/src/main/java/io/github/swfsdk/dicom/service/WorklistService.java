package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistMatcher;
import io.github.swfsdk.api.worklist.WorklistOptions;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistQueryException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modality Worklist as provider (PS3.4, Annex K; RAD-5). Thread-safe.
 *
 * <p>The provider offers candidates; this service matches them exactly, shapes the answers and sends them as they come, so
 * that a query for everything needs no more memory than one answer. C-CANCEL, or the loss of the peer, ends the search at the
 * next candidate.
 */
public final class WorklistService implements DimseService {
    private static final Logger LOG = LoggerFactory.getLogger(WorklistService.class);
    private static final List<HostedContext> CONTEXTS = List.of(HostedContext.of(
            Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND,
            List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    private final WorklistProvider provider;
    private final Function<String, WorklistOptions> options;

    private WorklistService(WorklistProvider provider, Function<String, WorklistOptions> options) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.options = Objects.requireNonNull(options, "options");
    }

    /** Returns a service with the default options for every peer. */
    public static WorklistService of(WorklistProvider provider) {
        return new WorklistService(provider, callingAeTitle -> WorklistOptions.defaults());
    }

    /** Returns a copy that matches with options according to the calling AE title. */
    public WorklistService withOptions(Function<String, WorklistOptions> optionsOfAe) {
        return new WorklistService(provider, optionsOfAe);
    }

    @Override
    public List<HostedContext> contexts() {
        return CONTEXTS;
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.C_FIND) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        WorklistQuery query = new WorklistQuery(request.dataSet(), request.callingAeTitle());
        WorklistMatcher matcher;
        try {
            matcher = WorklistMatcher.of(query, options.apply(request.callingAeTitle()));
        } catch (WorklistQueryException e) {
            LOG.info(
                    "worklist query {} of AE {} is refused: {}",
                    request.reference(),
                    request.callingAeTitle(),
                    e.getMessage());
            return DimseResponse.of(new Status(e.kind().status()), e.comment())
                    .withOffendingElements(e.offendingTags());
        }
        if (!matcher.leniencies().isEmpty()) {
            LOG.info(
                    "worklist query {} of AE {} needed {}",
                    request.reference(),
                    request.callingAeTitle(),
                    matcher.leniencies());
        }
        provider.find(matcher.query(), step -> answer(matcher, step, pending));
        return DimseResponse.of(pending.isCancelled() ? Status.CANCEL : Status.SUCCESS);
    }

    private static boolean answer(WorklistMatcher matcher, ScheduledStep step, PendingResponses pending) {
        if (pending.isCancelled()) {
            return false;
        }
        Status status = matcher.hasUnsupportedKeys() ? Status.PENDING_WITH_UNSUPPORTED_KEYS : Status.PENDING;
        return !matcher.matches(step) || pending.send(status, matcher.answer(step));
    }
}
