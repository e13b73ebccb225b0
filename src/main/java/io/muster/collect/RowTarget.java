package io.muster.collect;

/** Takes the rows of a scan. */
@FunctionalInterface
interface RowTarget {

    /** Counts only. */
    RowTarget NOWHERE = (row, key) -> {};

    void append(byte[] row, byte[] key);
}
