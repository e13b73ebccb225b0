package io.muster.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * When a target may be sent to: at once while all goes well; after a refusal one lane alone tries after a wait that grows, and
 * all others wait for it; and a parked target is only probed now and then. Used by all lanes of a target.
 */
final class Pace {

    private final Tempo tempo;
    private final Random random;
    private Instant notBefore = Instant.MIN;
    private int failures;
    private boolean parked;
    private boolean probing;
    private int resumptions;

    Pace(Tempo tempo, Random random) {
        this.tempo = tempo;
        this.random = random;
    }

    /** Whether a lane may send now; one that may must say afterwards what came of it. */
    synchronized boolean enter(Instant now) {
        if (now.isBefore(notBefore)) {
            return false;
        }
        if (failures == 0) {
            return true;
        }
        if (probing) {
            return false;
        }
        probing = true;
        return true;
    }

    /** Nothing came of it. */
    synchronized void leave() {
        probing = false;
    }

    /** The target takes batches; the answer is whether it was parked. */
    synchronized boolean taken(Instant now, boolean slowDown) {
        boolean wasParked = parked;
        probing = false;
        failures = 0;
        parked = false;
        notBefore = slowDown ? now.plus(jitter(tempo.slowDown())) : Instant.MIN;
        return wasParked;
    }

    /** The target refused; the answer is the wait until it is tried again. */
    synchronized Duration refused(Instant now, @Nullable Duration asked) {
        probing = false;
        failures++;
        Duration wait = jitter(doubled(tempo.backOff(), tempo.longestBackOff()));
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked;
        }
        notBefore = later(now.plus(wait));
        return wait;
    }

    /**
     * The target will take nothing before somebody changes something; the answer is whether that is news. An answer to what was
     * sent before somebody asked for another try does not park it.
     *
     * @param resumedBefore what {@link #resumptions} said before the request was sent
     */
    synchronized boolean park(Instant now, int resumedBefore) {
        probing = false;
        if (resumedBefore != resumptions) {
            return false;
        }
        boolean news = !parked;
        failures = parked ? failures + 1 : 1;
        parked = true;
        notBefore = later(now.plus(jitter(doubled(tempo.probe(), tempo.longestProbe()))));
        return news;
    }

    /** Somebody wants it to be tried at once. */
    synchronized void resume() {
        resumptions++;
        parked = false;
        failures = 0;
        notBefore = Instant.MIN;
    }

    /** How often somebody wanted it to be tried at once. */
    synchronized int resumptions() {
        return resumptions;
    }

    synchronized boolean isParked() {
        return parked;
    }

    /** Answers that were on their way together count as one refusal. */
    private Instant later(Instant time) {
        return time.isAfter(notBefore) ? time : notBefore;
    }

    private Duration doubled(Duration first, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** Between half and all of it. */
    private Duration jitter(Duration wait) {
        return Duration.ofNanos((long) (wait.toNanos() * (0.5 + random.nextDouble() / 2)));
    }
}
