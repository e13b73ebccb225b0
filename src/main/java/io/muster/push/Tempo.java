package io.muster.push;

import java.time.Duration;

/**
 * How long sending waits, and for what.
 *
 * @param backOff after the first refusal; doubles with each further one
 * @param longestBackOff where it stops to double
 * @param probe until a parked target is tried again; doubles with each failure
 * @param longestProbe where it stops to double
 * @param slowDown after a target took a batch and asked for a slower pace
 * @param idle until the outbox is asked again when it had nothing
 * @param patience for how long a sender counts as alive after it said so
 * @param beat how often it says so
 * @param grace for confirmations that are still to come when sending ends
 * @param trouble until the database is tried again after a failure
 */
record Tempo(
        Duration backOff,
        Duration longestBackOff,
        Duration probe,
        Duration longestProbe,
        Duration slowDown,
        Duration idle,
        Duration patience,
        Duration beat,
        Duration grace,
        Duration trouble) {

    static final Tempo STANDARD = new Tempo(
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5));
}
