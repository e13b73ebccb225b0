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

    private Tempos() {}
}
