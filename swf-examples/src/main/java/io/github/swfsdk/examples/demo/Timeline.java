package io.github.swfsdk.examples.demo;

import io.github.swfsdk.api.SwfException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Prints what happened in an exam, but only after it has been checked: a line that does not hold ends the demonstration. For
 * one thread.
 */
final class Timeline {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final Consumer<String> printer;
    private int checks;

    Timeline(Consumer<String> printer) {
        this.printer = printer;
    }

    /** A line does not hold. */
    static final class NotSoException extends SwfException {
        private static final long serialVersionUID = 1L;

        NotSoException(String line) {
            super("not so: " + line);
        }
    }

    /** Prints the line if it holds. */
    void check(String who, String what, boolean holds) {
        if (!holds) {
            throw new NotSoException(who + ": " + what);
        }
        checks++;
        printer.accept(String.format("%s  %-12s %s", CLOCK.format(LocalTime.now()), who, what));
    }

    /** Prints the line as soon as it holds; that may take a while, but not longer than a minute. */
    void await(String who, String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        check(who, what, holds.getAsBoolean());
    }

    /** How many lines were checked. */
    int checks() {
        return checks;
    }
}
