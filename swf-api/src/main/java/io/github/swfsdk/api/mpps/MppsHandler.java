package io.github.swfsdk.api.mpps;

/**
 * Reacts to performed procedure steps (RAD-6, RAD-7).
 *
 * <p>Each method is called after the request has passed the standard's rules, before the step is stored and before the
 * answer goes out; what the standard forbids never comes here. A method may refuse. Called on a handler thread; may block;
 * must be thread-safe. If the answer is lost, or storing fails, the same event comes again: accept it again.
 */
public interface MppsHandler {
    /** A step has begun. */
    default MppsDecision started(PerformedStep step) {
        return MppsDecision.accept();
    }

    /** A running step has new attributes and is still running. */
    default MppsDecision updated(PerformedStep step) {
        return MppsDecision.accept();
    }

    /** A step has ended successfully. */
    default MppsDecision completed(PerformedStep step) {
        return MppsDecision.accept();
    }

    /** A step has ended without success; {@link PerformedStep#discontinuationReason()} may say why. */
    default MppsDecision discontinued(PerformedStep step) {
        return MppsDecision.accept();
    }
}
