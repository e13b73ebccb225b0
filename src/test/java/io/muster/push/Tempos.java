package io.muster.push;

import java.time.Duration;

/** Waits that are short enough for tests. */
final class Tempos {

    static final Tempo SHORT = new Tempo(
            Duration.ofMillis(2),
            Duration.ofMillis(20),
            Duration.ofMillis(10),
            Duration.ofMillis(40),
            Duration.ofMillis(5),
            Duration.ofMillis(3),
            Duration.ofMillis(400),
            Duration.ofMillis(40),
            Duration.ofSeconds(2),
            Duration.ofMillis(20));

    /** As short, but no sender is taken for dead because the machine is busy. */
    static final Tempo CALM = new Tempo(
            SHORT.backOff(),
            SHORT.longestBackOff(),
            SHORT.probe(),
            SHORT.longestProbe(),
            SHORT.slowDown(),
            SHORT.idle(),
            Duration.ofMinutes(5),
            SHORT.beat(),
            SHORT.grace(),
            SHORT.trouble());

    /** As calm, and what was sent has as long as it needs to be confirmed. */
    static final Tempo PATIENT = new Tempo(
            CALM.backOff(),
            CALM.longestBackOff(),
            CALM.probe(),
            CALM.longestProbe(),
            CALM.slowDown(),
            CALM.idle(),
            CALM.patience(),
            CALM.beat(),
            Duration.ofMinutes(1),
            CALM.trouble());

    private Tempos() {}
}
