package io.muster.remediate.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets calls go one after the other, evenly: so many a second and never more. Used by several threads. */
public final class Rate {

    private final Duration gap;
    private final Clock clock;
    private final Pause pause;
    private Instant next = Instant.MIN;

    /** {@code perSecond} may be below one. */
    public Rate(double perSecond, Clock clock, Pause pause) {
        this.gap = Duration.ofNanos((long) (1_000_000_000L / perSecond));
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits for the next free place. */
    void await() throws InterruptedException {
        pause.until(reserve());
    }

    private synchronized Instant reserve() {
        Instant now = clock.instant();
        Instant place = next.isAfter(now) ? next : now;
        next = place.plus(gap);
        return place;
    }

    /** Nobody goes before that moment; those who wait already go as planned. */
    synchronized void holdUntil(Instant moment) {
        if (moment.isAfter(next)) {
            next = moment;
        }
    }

    /** How long so many further calls take at least. */
    public Duration durationOf(long calls) {
        return gap.multipliedBy(calls);
    }
}
