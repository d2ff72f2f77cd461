package io.github.swfsdk.dicom;

import java.util.concurrent.CountDownLatch;

/** Vendor code that hangs, and that not even an interrupt ends, as with a socket that is read. */
public final class Stubborn {
    private Stubborn() {}

    /** Waits until it is let go, whatever happens. */
    public static void await(CountDownLatch released) {
        boolean done = false;
        while (!done) {
            try {
                released.await();
                done = true;
            } catch (InterruptedException e) {
                done = false;
            }
        }
    }
}
