package io.muster.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another signal that asks the process to end: it interrupts the command, which then has a moment to put away what
 * it began.
 */
final class Interruption {

    /** How long a command may take to end; what it started dies with the process in any case. */
    static final Duration GRACE = Duration.ofSeconds(15);

    private final Thread command;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption(Thread command) {
        this.command = command;
    }

    /** Interrupts this thread when the process is asked to end. */
    static Interruption watch() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "interruption"));
        return interruption;
    }

    /** One that never comes. */
    static Interruption none() {
        return new Interruption(Thread.currentThread());
    }

    private void request() {
        if (ended.getCount() == 0) {
            return;
        }
        requested = true;
        command.interrupt();
        try {
            if (!ended.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("It did not stop within " + GRACE.toSeconds() + " s, and is ended now.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody asked. */
    boolean isRequested() {
        return requested;
    }

    /** The command is over: there is nothing to interrupt any more. */
    void ended() {
        ended.countDown();
    }
}
