package io.github.swfsdk.api.dataset;

import java.util.Objects;

/**
 * A registered identifier (PS3.6, annex A).
 *
 * @param uid the identifier
 * @param keyword the name without spaces; empty for two retired SOP classes of which the standard keeps the number only
 * @param name the name as the standard writes it; empty for the same two
 * @param kind what it stands for
 * @param retired whether the standard no longer uses it; old objects and devices do
 */
public record UidDefinition(Uid uid, String keyword, String name, UidKind kind, boolean retired) {
    /** Checks that nothing is missing. */
    public UidDefinition {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(keyword, "keyword");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }
}
