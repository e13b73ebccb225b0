package io.muster.state;

/** What became of a finding between two runs. */
public enum Movement {
    /** It is a gap now and was none before. */
    WORSE,
    /** It was a gap, and the later run saw that it no longer is one. */
    FIXED,
    /** It was a gap before and is one now. */
    STILL_OPEN
}
