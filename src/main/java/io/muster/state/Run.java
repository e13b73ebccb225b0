package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One audit.
 *
 * @param started the time that everything it says is dated with
 * @param finished null while it is running
 * @param scope empty for the whole organization and every check; else what it was narrowed to, such as
 *     {@code --account 111122223333}
 * @param organization null for stand-alone accounts, and until the universe is known
 * @param accounts how many accounts the universe has
 * @param findings how many findings it has; 0 until it is complete
 * @param gaps how many of them are {@code fail} or {@code unknown}
 * @param why why it was given up; null if it was not
 */
public record Run(
        RunId id,
        Instant started,
        @Nullable Instant finished,
        RunStatus status,
        String scope,
        @Nullable String organization,
        int accounts,
        long findings,
        long gaps,
        @Nullable String why) {

    public Run {
        requireNonNull(id, "id is null");
        requireNonNull(started, "started is null");
        requireNonNull(status, "status is null");
        requireNonNull(scope, "scope is null");
    }

    public boolean isComplete() {
        return status == RunStatus.COMPLETE;
    }

    /** Whether it was asked for some accounts or checks only; such a run never stands for the organization. */
    public boolean isNarrowed() {
        return !scope.isEmpty();
    }
}
