package io.muster.state;

import java.nio.ByteBuffer;

/** Where the rows of a reading are, by the digests of their keys; 32 bytes a slot and no objects. */
final class RowIndex {

    private final int mask;
    private final long[] high;
    private final long[] low;
    private final long[] prints;
    private final int[] chunks;
    private final int[] lines;
    private int free;

    /** Where a row is: the chunk's position and the line in it. */
    interface Places {
        void at(int chunk, int line);
    }

    /** An index for so many rows; it grows with none. */
    RowIndex(int rows) {
        int slots = Integer.highestOneBit(Math.max(8, rows)) << 2;
        this.mask = slots - 1;
        this.high = new long[slots];
        this.low = new long[slots];
        this.prints = new long[slots];
        this.chunks = new int[slots];
        this.lines = new int[slots];
        this.free = slots / 2;
    }

    /** Adds a row; of two with one key the later counts. */
    void add(byte[] key, long print, int chunk, int line) {
        int slot = slot(key);
        if (lines[slot] == 0 && --free < 0) {
            throw new IllegalStateException("more rows than expected");
        }
        ByteBuffer digest = ByteBuffer.wrap(key);
        high[slot] = digest.getLong();
        low[slot] = digest.getLong();
        prints[slot] = print;
        chunks[slot] = chunk;
        lines[slot] = line + 1;
    }

    /** The row with this key; negative if there is none. */
    int find(byte[] key) {
        int slot = slot(key);
        return lines[slot] == 0 ? -1 : slot;
    }

    private int slot(byte[] key) {
        ByteBuffer digest = ByteBuffer.wrap(key);
        long first = digest.getLong();
        long second = digest.getLong();
        int slot = (int) first & mask;
        while (lines[slot] != 0 && (high[slot] != first || low[slot] != second)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    long print(int slot) {
        return prints[slot];
    }

    int chunk(int slot) {
        return chunks[slot];
    }

    int line(int slot) {
        return Math.abs(lines[slot]) - 1;
    }

    void see(int slot) {
        lines[slot] = -Math.abs(lines[slot]);
    }

    void forEachUnseen(Places places) {
        for (int slot = 0; slot <= mask; slot++) {
            if (lines[slot] > 0) {
                places.at(chunks[slot], line(slot));
            }
        }
    }
}
