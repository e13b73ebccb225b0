package io.muster.remediate.aws;

import java.time.Instant;

/** Waits. In the program that takes time; in tests it moves the clock. */
public interface Pause {

    /** Returns at that moment, or as soon as nobody wants to go on. */
    void until(Instant moment) throws InterruptedException;

    /** Whether somebody asked to end: what has begun is finished, and nothing new begins. */
    boolean isStopped();
}
