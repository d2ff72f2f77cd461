package io.github.swfsdk.api.workflow;

import java.util.Random;

/**
 * An event of a random sequence. Its numbers choose among what there is when it happens, so that a sequence makes sense
 * without any of its events, too.
 */
record RandomEvent(Kind kind, int order, int step, int performed, int choice) {
    enum Kind {
        PLACE,
        CHANGE,
        CANCEL,
        DISCONTINUE,
        RENAME,
        MERGE,
        CREATE,
        CREATE_AGAIN,
        CREATE_OTHER,
        STORE,
        UPDATE,
        END,
        END_AGAIN,
        END_OTHERWISE,
        EXPIRE,
        RECONCILE,
        SEPARATE
    }

    private static final Kind[] OFTEN = {
        Kind.PLACE, Kind.CREATE, Kind.CREATE, Kind.END, Kind.END, Kind.STORE, Kind.RECONCILE, Kind.SEPARATE
    };

    static RandomEvent any(Random random) {
        Kind kind = random.nextBoolean()
                ? OFTEN[random.nextInt(OFTEN.length)]
                : Kind.values()[random.nextInt(Kind.values().length)];
        return new RandomEvent(
                kind,
                random.nextInt(WorkflowModel.ORDERS),
                random.nextInt(WorkflowModel.STEPS),
                random.nextInt(1 << 16),
                random.nextInt(1 << 16));
    }

    /** One of so many. */
    int choice(int many) {
        return choice % many;
    }
}
