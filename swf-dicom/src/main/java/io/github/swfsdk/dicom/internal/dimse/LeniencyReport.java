package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.Leniency;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners which leniencies one association took, each once. */
final class LeniencyReport {
    private static final Logger LOG = LoggerFactory.getLogger(LeniencyReport.class);

    private final Engine engine;
    private final Supplier<AssociationInfo> association;
    private final Tolerance tolerance;
    private final Set<Leniency> told = EnumSet.noneOf(Leniency.class); // the thread that reads
    private final Set<io.github.swfsdk.dicom.io.Leniency> toldOfDataSets = ConcurrentHashMap.newKeySet();

    LeniencyReport(Engine engine, Supplier<AssociationInfo> association, Tolerance tolerance) {
        this.engine = engine;
        this.association = association;
        this.tolerance = tolerance;
    }

    /** Tells what the tolerance has taken since. The thread that reads. */
    void tellNew() {
        if (tolerance.used().size() == told.size()) {
            return;
        }
        for (Leniency leniency : tolerance.used()) {
            if (told.add(leniency)) {
                engine.tell(listener -> listener.leniencyUsed(association.get(), leniency));
            }
        }
    }

    /** A data set took one. Any thread. */
    void dataSetTook(io.github.swfsdk.dicom.io.Leniency leniency, long offset, String path) {
        AssociationInfo info = association.get();
        LOG.debug("tolerated {} at byte {} of a data set of {}, in {}", leniency, offset, info.reference(), path);
        if (toldOfDataSets.add(leniency)) {
            engine.tell(listener -> listener.leniencyUsed(info, leniency, path));
        }
    }
}
