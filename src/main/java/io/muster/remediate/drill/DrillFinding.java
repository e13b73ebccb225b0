package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a drill says about one row of the readiness catalogue in one account.
 *
 * @param requirement such as {@code RSP-02}
 * @param reason null unless it is unknown
 * @param resource the role
 * @param message reads after the resource
 */
public record DrillFinding(
        String requirement,
        Severity severity,
        Verdict verdict,
        @Nullable Reason reason,
        AccountId account,
        String resource,
        String message) {

    public DrillFinding {
        requireNonNull(requirement, "requirement is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(account, "account is null");
        requireNonNull(resource, "resource is null");
        requireNonNull(message, "message is null");
        if ((verdict == Verdict.UNKNOWN) != (reason != null)) {
            throw new IllegalArgumentException("a finding has a reason if and only if it is unknown: " + requirement);
        }
    }
}
