package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Severity;
import java.util.Objects;

/**
 * Where a finding stands among those of its run.
 *
 * @param region empty for what is not regional
 */
public record FindingPosition(Severity severity, CheckId check, AccountId account, String region, String resource) {

    public FindingPosition {
        requireNonNull(severity, "severity is null");
        requireNonNull(check, "check is null");
        requireNonNull(account, "account is null");
        requireNonNull(region, "region is null");
        requireNonNull(resource, "resource is null");
    }

    public static FindingPosition of(Finding finding) {
        return new FindingPosition(
                finding.severity(),
                finding.check(),
                finding.accountId(),
                Objects.requireNonNullElse(finding.region(), ""),
                finding.resource());
    }
}
