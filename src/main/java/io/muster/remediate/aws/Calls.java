package io.muster.remediate.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls at a rate, and again after a growing, jittered wait when AWS is busy or broken; what is wrong or not allowed
 * is never asked twice. After some calls in a row that nobody answered, further ones fail at once. Used by several threads.
 */
public final class Calls {

    /** How long one call may be throttled before it counts as failed. */
    static final Duration PATIENCE = Duration.ofMinutes(3);
    /** How often a call is made that AWS answers with an error of its own. */
    static final int SERVER_ATTEMPTS = 5;
    /** How often a call is made that nobody answers. */
    static final int SILENT_ATTEMPTS = 2;
    /** After so many calls in a row without an answer, nothing is asked any more. */
    static final int SILENT_CALLS = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Pause pause;
    private final DoubleSupplier random;
    private int silent;
    private @Nullable AwsFailure broken;

    /** {@code random} gives numbers from 0 to 1. */
    public Calls(Clock clock, Pause pause, DoubleSupplier random) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /** The answer of a call; everything that is none is an {@link AwsFailure}. */
    public <T> T ask(Rate rate, Supplier<T> call) throws InterruptedException {
        refuseIfBroken();
        Instant started = clock.instant();
        int attempt = 0;
        boolean doubtful = false;
        while (true) {
            rate.await();
            attempt++;
            try {
                T answer = call.get();
                heard();
                return answer;
            } catch (RuntimeException e) {
                AwsFailure failure = doubtful ? AwsFailure.of(e).afterDoubt() : AwsFailure.of(e);
                doubtful = failure.isDoubtful();
                if (pause.isStopped() || !mayPass(failure, attempt, started)) {
                    note(failure);
                    throw failure;
                }
                Instant again = clock.instant().plus(waitBefore(attempt));
                if (failure.kind() == AwsFailure.Kind.THROTTLED) {
                    // Whoever else asks at this rate would be refused as well.
                    rate.holdUntil(again);
                } else {
                    pause.until(again);
                }
            }
        }
    }

    /** Whether somebody asked to end, so that nothing new should begin. */
    boolean isStopped() {
        return pause.isStopped();
    }

    private boolean mayPass(AwsFailure failure, int attempt, Instant started) {
        return switch (failure.kind()) {
            case THROTTLED -> Duration.between(started, clock.instant()).compareTo(PATIENCE) < 0;
            case SERVER -> attempt < SERVER_ATTEMPTS;
            case TIMED_OUT, UNREACHABLE -> attempt < SILENT_ATTEMPTS;
            case CREDENTIALS, DENIED, ABSENT, REFUSED -> false;
        };
    }

    private Duration waitBefore(int attempt) {
        long longest = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis((long) (longest * (0.5 + random.getAsDouble() / 2)));
    }

    private synchronized void refuseIfBroken() {
        if (broken != null) {
            throw new AwsFailure(broken.kind(), broken.code(), "not asked any more: " + broken.getMessage());
        }
    }

    private synchronized void heard() {
        silent = 0;
    }

    private synchronized void note(AwsFailure failure) {
        if (failure.kind() == AwsFailure.Kind.CREDENTIALS) {
            broken = failure;
            return;
        }
        silent = failure.isGeneral() ? silent + 1 : 0;
        if (silent >= SILENT_CALLS) {
            broken = failure;
        }
    }
}
