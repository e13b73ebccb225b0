package io.muster.catalog;

/** What a check can do with a table that could not be read in every region. */
public enum Partial {
    /** Nothing: it is not asked, and unknown. */
    NOTHING,
    /** What it says of a region rests on rows of that region: it is asked with the regions that were read. */
    REGION,
    /** It reasons about what is unreadable itself, from {@code input.unreadable}. */
    SELF
}
