package io.muster.state;

import io.muster.inventory.TableDigest;

/** Takes the rows of one table. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
public final class TableWriter implements AutoCloseable {

    TableWriter() {}

    /**
     * Adds a row.
     *
     * @param row canonical JSON object, without a newline
     * @param key canonical JSON array of the key columns
     */
    public void append(byte[] row, byte[] key) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Makes the table part of the run. */
    public TableDigest commit() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Discards what was added if it was not committed. */
    @Override
    public void close() {}
}
