package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.SettableClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, and lets the clock go on meanwhile, by which the scheduler waits. */
final class Moments {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(5);

    private final SettableClock clock;

    Moments(SettableClock clock) {
        this.clock = clock;
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            step();
        }
    }

    void await(CountDownLatch latch) throws InterruptedException {
        await("the latch", () -> latch.getCount() == 0);
    }

    /** Lets a moment pass in which something must not happen. */
    void pass(Duration moment) throws InterruptedException {
        for (Duration passed = Duration.ZERO; passed.compareTo(moment) < 0; passed = passed.plus(STEP)) {
            step();
        }
    }

    /** Waits as somebody does who does not listen to interruptions; returns how many there were. */
    static int awaitDeafly(CountDownLatch latch) {
        int interruptions = 0;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interruptions++;
            }
        }
        return interruptions;
    }

    private void step() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(STEP.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
        clock.tick(STEP);
    }
}
