package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.examples.bench.ScheduleFixture.Question;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Asks a worklist server on open associations and prints a table row for each question. For one thread.
 *
 * @param warmUp how long each question is asked before that at least, which does not count
 * @param time how long each question is asked
 * @param pollers how many modalities poll at once in the last row
 */
record WorklistLoad(Duration warmUp, Duration time, int pollers, PrintWriter out) {
    private static final List<ProposedContext> CONTEXTS = List.of(
            ProposedContext.of(Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)));
    private static final DicomClient MODALITY = DicomClient.of("BENCH");

    /** What came back. */
    private record Result(Rate rate, long answers) {}

    void printHeader() {
        out.println("| source | steps | question | answers | median ms | p99 ms | queries/s |");
        out.println("|---|---|---|---|---|---|---|");
    }

    /** Asks everything that modalities ask. */
    void run(String source, RemoteAe server, ScheduleFixture schedule) {
        try (DimseAssociation association = MODALITY.open(server, CONTEXTS)) {
            for (Question question : Question.values()) {
                print(source, schedule, question.toString(), measure(association, question, schedule, 0));
            }
        }
        print(source, schedule, pollers + " at once, " + Question.STATION_AND_DAY, poll(server, schedule));
    }

    /** Each poller on an association of its own, the next query as soon as the last is answered. */
    private Result poll(RemoteAe server, ScheduleFixture schedule) {
        ExecutorService threads = Executors.newFixedThreadPool(pollers);
        try {
            List<Future<Result>> results = new ArrayList<>();
            for (int i = 0; i < pollers; i++) {
                int first = i;
                results.add(threads.submit(() -> {
                    try (DimseAssociation association = MODALITY.open(server, CONTEXTS)) {
                        return measure(association, Question.STATION_AND_DAY, schedule, first);
                    }
                }));
            }
            LongStream.Builder each = LongStream.builder();
            long nanos = 0;
            long answers = 0;
            for (Future<Result> result : results) {
                LongStream.of(result.get().rate().each()).forEach(each);
                nanos = Math.max(nanos, result.get().rate().nanos());
                answers += result.get().answers();
            }
            return new Result(Rate.of(nanos, each.build().toArray()), answers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a poller failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Warms up, with all that is asked again and again at least once, and goes on where that has ended, so that an identifier is
     * as new to the server as it would be.
     */
    private Result measure(DimseAssociation association, Question question, ScheduleFixture schedule, int first) {
        Result before = ask(association, question, schedule, warmUp, first, question.round());
        return ask(association, question, schedule, time, first + before.rate().each().length, 1);
    }

    private static Result ask(
            DimseAssociation association,
            Question question,
            ScheduleFixture schedule,
            Duration time,
            int first,
            int least) {
        LongStream.Builder each = LongStream.builder();
        AtomicLong answers = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        for (int i = first; i < first + least || System.nanoTime() < end; i++) {
            DimseMessage query = DimseMessage.find(
                    Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND,
                    question.keys(schedule, i).identifier());
            long asked = System.nanoTime();
            DimseResponse response = association.send(query, (status, item) -> answers.incrementAndGet() > 0);
            each.add(System.nanoTime() - asked);
            if (!response.status().isDone()) {
                throw new SwfException("a query ended with " + response.status());
            }
        }
        return new Result(Rate.of(System.nanoTime() - begin, each.build().toArray()), answers.get());
    }

    private void print(String source, ScheduleFixture schedule, String question, Result result) {
        int count = result.rate().each().length;
        out.println(String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %.0f | %.2f | %.2f | %.0f |",
                source,
                schedule.steps(),
                question,
                (double) result.answers() / count,
                result.rate().percentile(0.5),
                result.rate().percentile(0.99),
                count / (result.rate().nanos() / 1e9)));
    }
}
