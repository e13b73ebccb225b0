package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.RunId;

/**
 * The events of one run for one target.
 *
 * @param plan how its batches are cut, in the words of who cuts them; kept from the first beginning on
 * @param frozen how many batches are in the outbox already
 * @param complete whether all of them are
 */
public record OutboxPublication(long id, RunId run, String target, String plan, int frozen, boolean complete) {

    public OutboxPublication {
        requireNonNull(run, "run is null");
        requireNonNull(target, "target is null");
        requireNonNull(plan, "plan is null");
    }
}
