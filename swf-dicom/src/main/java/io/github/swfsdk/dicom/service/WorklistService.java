package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistOptions;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistQueryException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final int FUZZY = 3; // byte of the extended negotiation
    private static final int TIME_ZONES = 4;
    private static final int MAX_SEARCHES = 256; // those that were given up and have not ended included
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorklistProvider provider;
    private final Function<String, WorklistProfile> profiles;
    private final Duration patience;
    private final ExecutorService searches;

    private WorklistService(
            WorklistProvider provider,
            Function<String, WorklistProfile> profiles,
            Duration patience,
            ExecutorService searches) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.profiles = Objects.requireNonNull(profiles, "profiles");
        this.patience = patience;
        this.searches = searches;
    }

    /** Returns a service with the default profile for every peer. */
    public static WorklistService of(WorklistProvider provider) {
        return new WorklistService(provider, callingAeTitle -> WorklistProfile.defaults(), PATIENCE, threads());
    }

    /** Returns a copy that matches with options according to the calling AE title, and does nothing else special. */
    public WorklistService withOptions(Function<String, WorklistOptions> optionsOfAe) {
        Objects.requireNonNull(optionsOfAe, "optionsOfAe");
        return withProfiles(callingAeTitle -> WorklistProfile.builder()
                .matching(optionsOfAe.apply(callingAeTitle))
                .build());
    }

    /** Returns a copy that answers with a profile according to the calling AE title. */
    public WorklistService withProfiles(Function<String, WorklistProfile> profileOfAe) {
        return new WorklistService(provider, profileOfAe, patience, searches);
    }

    /**
     * Returns a copy that gives a search up if the provider neither offers a step nor ends for this long, and answers C000H then;
     * 60 seconds by default. The time that the peer takes for its answers does not count.
     */
    public WorklistService withPatience(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("patience must be positive, but was " + time);
        }
        return new WorklistService(provider, profiles, time, searches);
    }

    /** Threads that end when there is nothing to search. */
    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(0, MAX_SEARCHES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "swf-worklist-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public List<HostedContext> contexts() {
        return CONTEXTS;
    }

    /**
     * Fuzzy semantic matching of names holds if the requestor proposes it (PS3.4, K.5.1). So does time zone query adjustment;
     * as a query need not name a zone, one that does is read so without it as well (C.2.2.2.5.4).
     */
    @Override
    public Optional<ApplicationInformation> negotiate(Uid sopClass, ApplicationInformation proposed) {
        byte fuzzy = accepted(proposed, FUZZY);
        return Optional.of(
                proposed.length() < TIME_ZONES
                        ? ApplicationInformation.of((byte) 1, (byte) 1, fuzzy)
                        : ApplicationInformation.of((byte) 1, (byte) 1, fuzzy, accepted(proposed, TIME_ZONES)));
    }

    private static byte accepted(ApplicationInformation proposed, int octet) {
        return (byte) (proposed.octet(octet) == 1 ? 1 : 0);
    }

    private static boolean isFuzzy(DimseRequest request) {
        return request.association()
                .extendedNegotiation(request.sopClassUid())
                .filter(agreed -> agreed.octet(FUZZY) == 1)
                .isPresent();
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.C_FIND) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        WorklistQuery query = new WorklistQuery(request.dataSet(), request.callingAeTitle());
        WorklistProfile profile = profiles.apply(request.callingAeTitle());
        ProfiledQuery profiled;
        try {
            profiled = new ProfiledQuery(query, profile, isFuzzy(request));
        } catch (WorklistQueryException e) {
            LOG.info(
                    "worklist query {} of AE {} is refused: {}",
                    request.reference(),
                    request.callingAeTitle(),
                    e.getMessage());
            return DimseResponse.of(new Status(e.kind().status()), e.comment())
                    .withOffendingElements(e.offendingTags());
        }
        if (!profiled.matcher().leniencies().isEmpty()) {
            LOG.info(
                    "worklist query {} of AE {} needed {}",
                    request.reference(),
                    request.callingAeTitle(),
                    profiled.matcher().leniencies());
        }
        Answers answers = new Answers(profiled, profile.maxAnswers(), pending);
        try {
            if (!SupervisedSearch.run(provider, profiled.forProvider(), answers::take, patience, searches)) {
                LOG.error(
                        "worklist query {} is given up: no sign of the provider for {}", request.reference(), patience);
                return DimseResponse.of(Status.CANNOT_UNDERSTAND, "the worklist does not answer");
            }
        } catch (RejectedExecutionException e) {
            LOG.warn("worklist query {} is refused: {} searches are under way", request.reference(), MAX_SEARCHES);
            return DimseResponse.of(Status.OUT_OF_RESOURCES, "too many searches are under way");
        }
        return answers.end();
    }

    /** The answers of one query. For one thread. */
    private static final class Answers {
        private final ProfiledQuery query;
        private final int max;
        private final PendingResponses pending;
        private final Status status;
        private int count;
        private boolean tooMany;

        Answers(ProfiledQuery query, int max, PendingResponses pending) {
            this.query = query;
            this.max = max;
            this.pending = pending;
            this.status = query.matcher().hasUnsupportedKeys() ? Status.PENDING_WITH_UNSUPPORTED_KEYS : Status.PENDING;
        }

        boolean take(ScheduledStep step) {
            if (pending.isCancelled()) {
                return false;
            }
            if (!query.matches(step)) {
                return true;
            }
            tooMany = count == max;
            if (tooMany) {
                return false;
            }
            count++;
            return pending.send(status, query.answer(step));
        }

        DimseResponse end() {
            if (pending.isCancelled()) {
                return DimseResponse.of(Status.CANCEL);
            }
            return tooMany
                    ? DimseResponse.of(Status.OUT_OF_RESOURCES, "more than " + max + " steps match")
                    : DimseResponse.success();
        }
    }
}
