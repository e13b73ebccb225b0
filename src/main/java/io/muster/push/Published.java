package io.muster.push;

import static java.util.Objects.requireNonNull;

import io.muster.finding.RunId;
import java.util.List;

/**
 * What a run put into the outbox.
 *
 * @param targets the targets that it is for
 * @param rows rows of the inventory
 * @param changes rows that appeared, changed or disappeared since the run before
 * @param batches new batches, of all targets
 */
public record Published(RunId run, List<String> targets, long rows, long changes, long findings, long batches) {

    public Published {
        requireNonNull(run, "run is null");
        targets = List.copyOf(targets);
    }
}
