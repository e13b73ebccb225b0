package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.finding.Reason;
import java.util.Set;

/**
 * Why something could not be read.
 *
 * @param message the first error, without request ids and secrets, one line
 */
record Failure(Reason reason, String message, Set<Trait> traits) {

    /** What follows from a failure for who asks on. */
    enum Trait {
        /** Asking again soon may help. */
        MAY_PASS,
        /** The session is of no use any more. */
        SESSION_LOST,
        /** What the session remembers of the tables is no longer true. */
        SESSION_STALE,
        /** The account's credentials do not work at all, so that asking for other tables is useless. */
        CREDENTIALS,
        /** It does not depend on the region, so that asking region by region is useless. */
        EVERYWHERE
    }

    Failure {
        requireNonNull(reason, "reason is null");
        requireNonNull(message, "message is null");
        traits = Set.copyOf(traits);
    }

    static Failure of(Reason reason, String message, Trait... traits) {
        return new Failure(reason, message, Set.of(traits));
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether nobody answered, rather than somebody who refused. */
    boolean isSilence() {
        return is(Trait.CREDENTIALS)
                || reason == Reason.UNREACHABLE
                || reason == Reason.TIMED_OUT
                || reason == Reason.THROTTLED;
    }
}
