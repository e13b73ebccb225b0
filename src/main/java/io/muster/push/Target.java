package io.muster.push;

import io.muster.finding.RunId;
import io.muster.problem.Diagnosis;
import io.muster.state.OutboxReceipt;
import java.util.List;

/** A place where events go. One object per entry of {@code targets}; used by several threads. */
interface Target {

    String name();

    EventFormat format();

    /** Bytes of a batch before compression, beyond which no event is added. */
    long maxBatch();

    InventoryMode inventory();

    /** How many lanes may be open at once. */
    int lanes();

    /** What is known of it without sending an event. */
    List<Diagnosis> examine() throws InterruptedException;

    /** Opens a way to send batches, one after the other. */
    Lane open();

    /** Compares what it acknowledged of a run with what it has, if it can be asked. */
    Reconciliation.Contents compare(RunId run, List<OutboxReceipt> receipts);
}
