package io.muster.collect;

import static java.util.Objects.requireNonNull;

import io.muster.finding.Reason;

/**
 * Why something could not be read.
 *
 * @param message the first error, without request ids and secrets, one line
 * @param lost whether the session is gone with it
 * @param credentials whether the account's credentials do not work at all, so that asking on is useless
 */
record Failure(Reason reason, String message, boolean lost, boolean credentials) {

    Failure {
        requireNonNull(reason, "reason is null");
        requireNonNull(message, "message is null");
    }

    static Failure of(Reason reason, String message) {
        return new Failure(reason, message, false, false);
    }

    /** Whether asking again soon may help. */
    boolean mayPass() {
        return reason == Reason.THROTTLED || (reason == Reason.UNREACHABLE && !credentials);
    }

    /** Whether the account (and not only this table) does not answer. */
    boolean isOfAccount() {
        return credentials || reason == Reason.UNREACHABLE;
    }
}
