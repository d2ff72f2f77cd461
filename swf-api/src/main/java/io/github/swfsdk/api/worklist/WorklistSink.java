package io.github.swfsdk.api.worklist;

/** Takes the candidates of one worklist query. For one caller at a time, during that query only. */
@FunctionalInterface
public interface WorklistSink {
    /**
     * Takes a candidate, which is answered only if it matches. May block while the asking peer reads slowly.
     *
     * @return false if no more are wanted: cancelled, the peer is gone, or enough answers were given
     */
    boolean offer(ScheduledStep step);
}
