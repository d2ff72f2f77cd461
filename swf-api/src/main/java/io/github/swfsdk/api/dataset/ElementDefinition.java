package io.github.swfsdk.api.dataset;

import java.util.List;
import java.util.Objects;

/**
 * What the standard says about an element (PS3.6, 6 to 9, and PS3.7, annex E).
 *
 * @param tag the element; for a repeating group the tag that was asked for
 * @param keyword the name without spaces, unique in the dictionary
 * @param name the name as the standard writes it
 * @param vrs the value representations that are possible; more than one where other elements decide, none for the
 *     items and delimiters of group FFFEH
 * @param vm the value multiplicity as the standard writes it: {@code 1}, {@code 1-3}, {@code 2-2n}, {@code 1-n}
 * @param retired whether the element is no longer in the standard; old objects still hold it
 */
public record ElementDefinition(Tag tag, String keyword, String name, List<Vr> vrs, String vm, boolean retired) {
    /** Keeps a copy of the list. */
    public ElementDefinition {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(keyword, "keyword");
        Objects.requireNonNull(name, "name");
        vrs = List.copyOf(vrs);
        Objects.requireNonNull(vm, "vm");
    }

    /**
     * The representation that an implicit encoding means: the only one, or OW where it is possible (PS3.5, A.1), or
     * else the first, which is US; items and delimiters count as UN.
     */
    public Vr implicitVr() {
        if (vrs.isEmpty()) {
            return Vr.UN;
        }
        return vrs.contains(Vr.OW) ? Vr.OW : vrs.get(0);
    }
}
