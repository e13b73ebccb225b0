package io.muster.state;

import java.time.Instant;

/** Forgets old runs and what only they need, a little at a time. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
final class Pruning {

    private final Database database;

    Pruning(Database database) {
        this.database = database;
    }

    Pruned prune(Instant before) {
        throw new UnsupportedOperationException("not written yet");
    }
}
