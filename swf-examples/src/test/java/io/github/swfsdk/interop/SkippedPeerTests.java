package io.github.swfsdk.interop;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run how many tests were skipped for which missing peer, in one line such as
 * {@code 3 peer tests skipped: dcmtk 2, orthanc 1}. Thread-safe.
 */
public final class SkippedPeerTests implements TestExecutionListener {
    private final Consumer<String> out;
    private final Map<Peer, Long> skipped = new EnumMap<>(Peer.class); // guarded by this
    private volatile @Nullable TestPlan plan;

    /** Prints to the error output, which a quiet build shows too; the test launcher creates it. */
    public SkippedPeerTests() {
        this(System.err::println);
    }

    SkippedPeerTests(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable()
                .filter(MissingPeerException.class::isInstance)
                .map(MissingPeerException.class::cast)
                .ifPresent(missing -> add(missing.peer(), testsIn(test)));
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan testPlan) {
        if (skipped.isEmpty()) {
            return;
        }
        long all = skipped.values().stream().mapToLong(Long::longValue).sum();
        out.accept(skipped.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", all + " peer tests skipped: ", "")));
    }

    private synchronized void add(Peer peer, long tests) {
        skipped.merge(peer, tests, Long::sum);
    }

    /** A class that is skipped before its first test stands for all of them. */
    private long testsIn(TestIdentifier test) {
        long below = Objects.requireNonNull(plan).getDescendants(test).stream()
                .filter(TestIdentifier::isTest)
                .count();
        return Math.max(1, below);
    }
}
