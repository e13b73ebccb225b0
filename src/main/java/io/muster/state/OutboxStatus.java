package io.muster.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one target.
 *
 * @param waiting batches that have not arrived, sent ones included
 * @param sent how many of them were sent and are not confirmed
 * @param waitingEvents events of the batches that have not arrived
 * @param waitingBytes their bytes on the disk
 * @param oldest when the oldest of them was frozen; null when none waits
 * @param delivered events that arrived, of the runs that are remembered
 * @param deadLetters events that the target refused by name
 * @param parked since when the target takes nothing; null when it is not parked
 * @param why why it takes nothing; empty when it is not parked
 * @param fix what can be done about it; empty when it is not parked
 * @param lastReply the last refusal of a batch that still waits; empty when there is none
 */
public record OutboxStatus(
        String target,
        long waiting,
        long sent,
        long waitingEvents,
        long waitingBytes,
        @Nullable Instant oldest,
        long delivered,
        long deadLetters,
        @Nullable Instant parked,
        String why,
        String fix,
        String lastReply) {

    public OutboxStatus {
        requireNonNull(target, "target is null");
        requireNonNull(why, "why is null");
        requireNonNull(fix, "fix is null");
        requireNonNull(lastReply, "lastReply is null");
    }

    public boolean isParked() {
        return parked != null;
    }
}
