package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.ProposedContext;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Performed steps with two images, prepared before the clock runs, and sent as N-CREATE and N-SET. */
final class PerformedPairs {
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 8, 30);
    private static final Uid MPPS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;

    private record Pair(DimseMessage create, DimseMessage set) {
        static Pair of(ScheduledStep scheduled) {
            PerformedStep step = PerformedStepDraft.of(scheduled)
                    .station("DX1", "ROOM 1", "")
                    .start(START)
                    .build();
            PerformedSeries series = PerformedSeries.of(Uid.random(), "CHEST")
                    .with(new InstanceReference(Uids.DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PRESENTATION, Uid.random()))
                    .with(new InstanceReference(Uids.DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PRESENTATION, Uid.random()));
            DataSet end = PerformedStepModification.complete(START.plusMinutes(5))
                    .series(List.of(series))
                    .build();
            return new Pair(
                    DimseMessage.create(MPPS, step.sopInstanceUid(), step.attributes()),
                    DimseMessage.set(MPPS, step.sopInstanceUid(), end));
        }
    }

    private final List<Pair> pairs;

    private PerformedPairs(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** One pair for each step. */
    static PerformedPairs of(List<ScheduledStep> steps) {
        return new PerformedPairs(steps.stream().map(Pair::of).toList());
    }

    /**
     * Sends some of the pairs on so many associations at once, each taking its share one after the other.
     *
     * @throws IOException if one was not answered with success
     */
    Rate send(RemoteAe peer, int from, int to, int associations) throws IOException, InterruptedException {
        long[] each = new long[to - from];
        ExecutorService senders = Executors.newFixedThreadPool(associations);
        List<DimseAssociation> open = new ArrayList<>();
        try {
            for (int i = 0; i < associations; i++) {
                open.add(DicomClient.of("BENCH-SCU")
                        .open(peer, List.of(ProposedContext.of(MPPS, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))));
            }
            long begin = System.nanoTime();
            List<Future<?>> shares = new ArrayList<>();
            for (int i = 0; i < associations; i++) {
                int first = i;
                shares.add(senders.submit(() -> {
                    for (int at = first; at < each.length; at += associations) {
                        each[at] = send(open.get(first), pairs.get(from + at));
                    }
                    return null;
                }));
            }
            for (Future<?> share : shares) {
                share.get();
            }
            return Rate.of(System.nanoTime() - begin, each);
        } catch (ExecutionException e) {
            throw new IOException("a pair has failed", e.getCause());
        } finally {
            senders.shutdownNow();
            open.forEach(DimseAssociation::close);
        }
    }

    /** How long the pair took, in nanoseconds. */
    private static long send(DimseAssociation association, Pair pair) throws IOException {
        long begin = System.nanoTime();
        check(association.send(pair.create()));
        check(association.send(pair.set()));
        return System.nanoTime() - begin;
    }

    private static void check(DimseResponse response) throws IOException {
        if (!response.status().isDone()) {
            throw new IOException("a performed step was answered with " + response.status());
        }
    }
}
