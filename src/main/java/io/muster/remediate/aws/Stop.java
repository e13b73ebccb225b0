package io.muster.remediate.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Real waiting that a request to stop cuts short. Used by several threads. */
public final class Stop implements Pause {

    private final Clock clock;
    private boolean stopped;

    public Stop(Clock clock) {
        this.clock = clock;
    }

    /** Asks to end; every wait returns at once from now on. */
    public synchronized void request() {
        stopped = true;
        notifyAll();
    }

    @Override
    public synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public synchronized void until(Instant moment) throws InterruptedException {
        while (!stopped) {
            Duration left = Duration.between(clock.instant(), moment);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            wait(left.toMillis() + 1);
        }
    }
}
