package io.github.swfsdk.dicom.internal.transport;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the threads of the engine: named, and virtual where the running JVM has them. */
public final class Threads {
    /**
     * First version whose virtual threads may block inside {@code synchronized} without holding a carrier (JEP 491). Database
     * drivers and services do that.
     */
    private static final int USEFUL_VIRTUAL_THREADS = 24;

    private Threads() {}

    /** Daemon threads with this name and a number; platform threads. */
    public static ThreadFactory platform(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Threads with this name and a number; virtual ones if wanted and the running JVM has useful ones. */
    public static ThreadFactory blocking(String name, boolean virtualIfPossible) {
        if (virtualIfPossible && Runtime.version().feature() >= USEFUL_VIRTUAL_THREADS) {
            try {
                return virtual(name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this JVM should have virtual threads", e);
            }
        }
        return platform(name);
    }

    private static ThreadFactory virtual(String name) throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        Method named = type.getMethod("name", String.class, long.class);
        return (ThreadFactory) type.getMethod("factory").invoke(named.invoke(builder, name + "-", 1L));
    }
}
