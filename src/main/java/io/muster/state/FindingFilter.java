package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are wanted; an empty set does not restrict.
 *
 * @param owner null for every owner; empty for those without one
 */
public record FindingFilter(
        Set<Verdict> verdicts,
        Set<Severity> severities,
        Set<CheckId> checks,
        Set<AccountId> accounts,
        @Nullable String owner) {

    /** Every finding. */
    public static final FindingFilter ALL = new FindingFilter(Set.of(), Set.of(), Set.of(), Set.of(), null);

    /** Failures and what nobody can answer. */
    public static final FindingFilter GAPS = ALL.withVerdicts(Set.of(Verdict.FAIL, Verdict.UNKNOWN));

    public FindingFilter {
        verdicts = Set.copyOf(verdicts);
        severities = Set.copyOf(severities);
        checks = Set.copyOf(checks);
        accounts = Set.copyOf(accounts);
    }

    public FindingFilter withVerdicts(Set<Verdict> wanted) {
        return new FindingFilter(wanted, severities, checks, accounts, owner);
    }

    public FindingFilter withSeverities(Set<Severity> wanted) {
        return new FindingFilter(verdicts, wanted, checks, accounts, owner);
    }

    public FindingFilter withChecks(Set<CheckId> wanted) {
        return new FindingFilter(verdicts, severities, wanted, accounts, owner);
    }

    public FindingFilter withAccounts(Set<AccountId> wanted) {
        return new FindingFilter(verdicts, severities, checks, wanted, owner);
    }

    public FindingFilter withOwner(String wanted) {
        return new FindingFilter(verdicts, severities, checks, accounts, wanted);
    }
}
