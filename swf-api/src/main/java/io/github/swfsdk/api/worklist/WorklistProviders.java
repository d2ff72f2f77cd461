package io.github.swfsdk.api.worklist;

import java.util.List;

/** Makes one worklist of several. */
public final class WorklistProviders {
    private WorklistProviders() {}

    /**
     * Returns a provider that offers what all of these have. Where several have the same scheduled step, which is one of the
     * same Study Instance UID and Scheduled Procedure Step ID, only the item of the first of them is offered: also if that one
     * does not match the query, so that an outdated copy does not put a step back to where it was. A step without these
     * identifiers is always offered.
     *
     * <p>Each candidate of a later provider costs a search by its study in each earlier one, which should be quick; nothing is
     * kept. A step that an earlier provider no longer offers, because it has ended, is unknown to it: what a later one
     * then says is offered. If one provider fails, the search fails.
     *
     * @param providers in order of precedence
     */
    public static WorklistProvider merged(List<WorklistProvider> providers) {
        return new MergedWorklist(List.copyOf(providers));
    }
}
