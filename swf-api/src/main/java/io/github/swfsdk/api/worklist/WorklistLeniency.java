package io.github.swfsdk.api.worklist;

/**
 * How queries of real modalities may bend the rules. None is tolerated unless {@link WorklistOptions} says so; those that a
 * query needed are named in {@link WorklistMatcher#leniencies()}.
 */
public enum WorklistLeniency {
    /** A single {@code *} in a key that allows no wildcards means "all" instead of itself. */
    ASTERISK_MEANS_ALL,
    /** A key other than of UIDs may hold several values, of which one has to match. */
    SEVERAL_VALUES
}
