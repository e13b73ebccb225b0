package io.muster.state;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one check on one account: the worst of its findings.
 *
 * @param findings how many findings it rests on
 */
public record Decision(
        CheckId check,
        Severity severity,
        AccountId account,
        String accountName,
        @Nullable String owner,
        Verdict verdict,
        long findings) {

    public Decision {
        requireNonNull(check, "check is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(account, "account is null");
        requireNonNull(accountName, "accountName is null");
        requireNonNull(verdict, "verdict is null");
    }
}
