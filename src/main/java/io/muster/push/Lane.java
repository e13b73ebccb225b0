package io.muster.push;

import io.muster.state.OutboxBatch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to a target on which one batch after the other goes. Used by one thread. */
interface Lane {

    /** Sends a batch. What went wrong is an answer, never an exception, and names no secret. */
    Answer send(OutboxBatch batch, byte[] packed) throws InterruptedException;

    /** Waits for the confirmation of what is part of a batch that was sent. */
    void await(long batch, String channel, long ackId);

    /** How many batches wait for their confirmation. */
    int unconfirmed();

    /**
     * When to ask for confirmations next; null when nothing waits for one.
     *
     * @param idle whether there is nothing to send, so that asking earlier holds up nobody
     */
    @Nullable
    Instant nextConfirmation(boolean idle);

    /** Asks which batches are confirmed. */
    Confirmations confirm() throws InterruptedException;

    /**
     * What became of batches that were accepted.
     *
     * @param confirmed numbers of batches that arrived
     * @param lost numbers of batches that nobody will confirm any more; they are sent again
     * @param stop why nothing is confirmed before somebody changes something; null when all is well
     */
    record Confirmations(List<Long> confirmed, List<Long> lost, Answer.@Nullable Stop stop) {

        static final Confirmations NONE = new Confirmations(List.of(), List.of(), null);

        public Confirmations {
            confirmed = List.copyOf(confirmed);
            lost = List.copyOf(lost);
        }
    }
}
