package io.muster.push;

/** Which rows of the inventory a target gets. */
public enum InventoryMode {
    /** Every row of every run, and what changed. */
    FULL,
    /** Only what changed since the run before. */
    CHANGES
}
