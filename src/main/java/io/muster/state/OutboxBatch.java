package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.RunId;

/**
 * A batch that a sender holds.
 *
 * @param position which batch of its publication, from 0
 * @param part which part of the batch at that position, 0 for the batch itself
 * @param kind what its events tell
 * @param last whether it is sent after everything else of its publication
 * @param bytes before compression
 * @param attempt which attempt this is, from 1
 */
public record OutboxBatch(
        long id,
        RunId run,
        String target,
        int position,
        int part,
        String kind,
        boolean last,
        int events,
        long bytes,
        int attempt) {

    public OutboxBatch {
        requireNonNull(run, "run is null");
        requireNonNull(target, "target is null");
        requireNonNull(kind, "kind is null");
    }
}
