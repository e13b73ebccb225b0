package io.muster.push;

/** A place where events go. One object per entry of {@code targets}; used by several threads. */
interface Target {

    String name();

    EventFormat format();

    /** Bytes of a batch before compression, beyond which no event is added. */
    long maxBatch();

    InventoryMode inventory();

    /** How many lanes may be open at once. */
    int lanes();

    /** Opens a way to send batches, one after the other. */
    Lane open();
}
