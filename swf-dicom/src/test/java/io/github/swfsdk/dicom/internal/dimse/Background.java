package io.github.swfsdk.dicom.internal.dimse;

import java.util.concurrent.CompletableFuture;

/** Runs a part of a test that may block on a thread of its own: the common pool has too few on a small machine. */
final class Background {
    private Background() {}

    /** Something that may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    static CompletableFuture<Void> run(Task task) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                result.complete(null);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
