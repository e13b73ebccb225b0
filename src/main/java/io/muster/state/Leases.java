package io.muster.state;

import java.time.Clock;

/** The leases of this process. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // Its inside is being written.
final class Leases implements AutoCloseable {

    private final Database database;
    private final Clock clock;

    Leases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Lease acquire(String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    void confirm(String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    void release(String name) {
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public void close() {}
}
