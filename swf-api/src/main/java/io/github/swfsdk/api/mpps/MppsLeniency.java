package io.github.swfsdk.api.mpps;

/**
 * How requests of real modalities may bend the rules. None is tolerated unless {@link PerformedStepRules} is told so; each
 * one that a request needed is named in {@link MppsResult.Accepted#leniencies()}.
 */
public enum MppsLeniency {
    /** Type 2 attributes are absent instead of empty; they are stored empty, so that N-SET may fill them. */
    MISSING_TYPE_2,
    /** N-SET brings attributes that N-CREATE did not supply; they are stored. */
    ADDED_BY_SET,
    /** N-SET repeats attributes that it may not change, with the value that they have; they are ignored. */
    UNCHANGED_REPEATED,
    /** N-SET sends attributes empty that may be absent and not empty; they are ignored. */
    EMPTY_IN_SET,
    /** A step is discontinued without Performed Series Sequence, or with an empty one. */
    NO_SERIES_WHEN_DISCONTINUED,
    /** A step ends without end date or time. */
    NO_END_TIME,
    /** A performed series has an empty Protocol Name. */
    NO_PROTOCOL_NAME,
    /** A code item lacks its scheme or meaning. */
    INCOMPLETE_CODE,
    /** Text is longer than its value representation allows. */
    OVERLONG_TEXT
}
