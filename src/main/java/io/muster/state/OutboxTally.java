package io.muster.state;

import static java.util.Objects.requireNonNull;

/**
 * What became of the events of a run that tell one kind of thing, at one target.
 *
 * @param events all of them, dead letters included
 * @param indexed those that the target confirmed as indexed
 * @param accepted those that the target took into memory, which is all that it tells
 * @param written those that are in files
 * @param dead those that the target refused by name
 */
public record OutboxTally(
        String target, String kind, long events, long indexed, long accepted, long written, long dead) {

    public OutboxTally {
        requireNonNull(target, "target is null");
        requireNonNull(kind, "kind is null");
    }

    /** Those that have not arrived. */
    public long waiting() {
        return events - indexed - accepted - written - dead;
    }
}
