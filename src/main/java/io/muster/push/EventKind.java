package io.muster.push;

import java.util.Locale;

/** What an event tells, in the order in which a run is delivered. */
enum EventKind {
    /** A row as it was read. */
    INVENTORY,
    /** A row that appeared, changed or disappeared since the run before. */
    CHANGE,
    /** A finding. */
    FINDING,
    /** The manifest: what was not read, what was sent, and last the run as a whole. */
    RUN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
