package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import java.util.Collection;

/**
 * Which instances an archive keeps and presents to nobody, because the performed step that made them was for a wrong worklist
 * entry: (110514, DCM, "Incorrect worklist entry selected"), PPS Exception Management of IHE. Thread-safe; may block; what a
 * method has returned from is as durable as the store it belongs to.
 */
public interface WithheldInstances {
    /**
     * Withholds a performed step and these instances, beside those that are withheld because of it already. What arrives
     * later and refers to the step is added by the archive.
     */
    void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids);

    /**
     * Withholds an instance that arrives late, if what refers to this performed step is withheld: at the same instant as a
     * {@link #release}, it is either presented with the others, or not withheld at all.
     *
     * @return whether the performed step is withheld
     */
    boolean withholdLate(Uid performedStepUid, Uid sopInstanceUid);

    /** Whether what refers to this performed step is withheld. */
    boolean isStepWithheld(Uid performedStepUid);

    /** Whether this instance is withheld, because of any performed step. */
    boolean isWithheld(Uid sopInstanceUid);

    /**
     * Presents again what was withheld because of a performed step: an operator's decision.
     *
     * @return false if nothing was withheld because of it
     */
    boolean release(Uid performedStepUid);
}
