package io.github.swfsdk.dicom.internal.pdu;

import io.github.swfsdk.dicom.net.Leniency;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one association may forgive its peer, what it has forgiven, and how many items it has read. One thread only (the
 * reader of the association).
 */
public final class Tolerance {

    /** Items in one A-ASSOCIATE PDU; 128 contexts with 60 transfer syntaxes each are about half of it. */
    static final int MAX_ITEMS = 16_384;

    private final Set<Leniency> allowed;
    private final EnumSet<Leniency> used = EnumSet.noneOf(Leniency.class);
    private int items;
    private int unknownItems;

    /** Forgives exactly {@code allowed}. */
    public Tolerance(Set<Leniency> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Forgives nothing. */
    public static Tolerance none() {
        return new Tolerance(Set.of());
    }

    /** Records that a leniency is needed. Fails when it is switched off. */
    public void use(Leniency leniency) throws PduException {
        if (!allowed.contains(leniency)) {
            throw new PduException(AbortReason.INVALID_PARAMETER_VALUE, leniency + " is not allowed here");
        }
        used.add(leniency);
    }

    /** The leniencies used so far. */
    public Set<Leniency> used() {
        return Set.copyOf(used);
    }

    /** Items skipped because the standard knows no such type (they are to be ignored: PS3.8, 9.3.1). */
    public int unknownItems() {
        return unknownItems;
    }

    void countUnknown() {
        unknownItems++;
    }

    void countItem() throws PduException {
        if (++items > MAX_ITEMS) {
            throw new PduException(AbortReason.INVALID_PARAMETER_VALUE, "more than " + MAX_ITEMS + " items");
        }
    }
}
