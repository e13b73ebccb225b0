package io.muster.state;

/** Takes the differences between two readings of a table; a key is the canonical JSON array of the key columns. */
public interface RowChanges {

    void appeared(byte[] key, byte[] row);

    void changed(byte[] key, byte[] before, byte[] now);

    void disappeared(byte[] key, byte[] before);
}
