package io.muster.serve;

import java.time.Duration;

/**
 * How often the service looks, and how long it waits.
 *
 * @param poll until the database is asked again what is due
 * @param heartbeat how often a process says that it still does what it does; six missed ones mean that it is dead
 * @param retry until something that failed is tried again
 * @param waiting until a report looks again whether the audit is done that it is to tell of
 * @param grace for what is being done when the service stops
 */
record Rhythm(Duration poll, Duration heartbeat, Duration retry, Duration waiting, Duration grace) {

    /** Six heartbeats are longer than the longest wait for a busy SQLite file. */
    static final Rhythm STANDARD = new Rhythm(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(3));
}
