package io.muster.report;

import io.muster.catalog.Playbook;
import io.muster.finding.Finding;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, before it has a form. It holds counts and a bounded number of findings, never a whole
 * organization; the CSV files have everything.
 *
 * @param runId the run's id
 * @param shortRunId its last twelve digits
 * @param complete false marks every page as incomplete
 * @param scope what the run was narrowed to; empty for the whole organization with every check
 * @param comparedWith when the run that this one is compared with started; null for the first one
 * @param organization its id; null for stand-alone accounts
 * @param worse gaps that the run before did not have, worst first, bounded
 * @param fixed gaps of the run before that are gone, worst first, bounded
 * @param checks by area, severity and name
 * @param accounts by number of gaps, most first
 * @param owners by number of gaps, most first
 * @param blocked what an investigator could not answer today: steps of playbooks that a gap blocks
 * @param exceptions exceptions in force and expired ones, the one that ends first at the top, bounded
 * @param trend one point a week, oldest first
 */
public record ReportModel(
        String version,
        String runId,
        String shortRunId,
        boolean complete,
        String scope,
        Instant started,
        @Nullable Instant finished,
        @Nullable Instant comparedWith,
        @Nullable String organization,
        long accountCount,
        Coverage coverage,
        Totals totals,
        List<Finding> worse,
        long worseCount,
        List<Finding> fixed,
        long fixedCount,
        List<Check> checks,
        List<Account> accounts,
        List<Owner> owners,
        List<Blocked> blocked,
        List<Acceptance> exceptions,
        List<Week> trend) {

    public ReportModel {
        worse = List.copyOf(worse);
        fixed = List.copyOf(fixed);
        checks = List.copyOf(checks);
        accounts = List.copyOf(accounts);
        owners = List.copyOf(owners);
        blocked = List.copyOf(blocked);
        exceptions = List.copyOf(exceptions);
        trend = List.copyOf(trend);
    }

    /**
     * How much of what had to be read was read, in slices: account, source and region.
     *
     * @param asked all slices
     * @param unproven slices that were read, though nothing proves that they are complete
     * @param reasons reason to the slices that were not read for it, most first
     * @param holes accounts with their unread sources, worst first, bounded
     */
    public record Coverage(
            long asked, long read, long unproven, Map<String, Long> reasons, List<Hole> holes, long holeCount) {

        /** Those that were read and of which it is proven that nothing is missing. */
        public long confirmed() {
            return read - unproven;
        }

        /** The share that was read and confirmed, in whole percent, rounded down: 100 means all of it. */
        public long percent() {
            return asked == 0 ? 0 : confirmed() * 100 / asked;
        }
    }

    /** One account and source that could not be read, with the regions concerned (empty: all of it). */
    public record Hole(
            String accountId, String accountName, String source, List<String> regions, String reason, String message) {}

    /** Findings by verdict, and failures by severity. */
    public record Totals(Map<Verdict, Long> verdicts, Map<Severity, Long> failures, Map<Severity, Long> unknowns) {

        public long of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }

        public long failures(Severity severity) {
            return failures.getOrDefault(severity, 0L);
        }

        public long unknowns(Severity severity) {
            return unknowns.getOrDefault(severity, 0L);
        }

        public long all() {
            return verdicts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * One check over all accounts.
     *
     * @param controls what it maps to in frameworks, each as {@code framework:control}
     * @param blocks the steps of playbooks that it blocks where it fails
     * @param accounts verdict to the number of accounts whose worst finding it is
     * @param gaps failures and unknowns, worst first, bounded
     * @param gapCount how many there are in all
     * @param noted whether it tells what Muster noted beside audits, such as what came of a drill
     * @param proofs what such a check found good, bounded, since the day of it matters too
     */
    public record Check(
            String id,
            String area,
            String title,
            String description,
            Severity severity,
            String risk,
            String fix,
            List<String> requirements,
            List<String> controls,
            List<String> blocks,
            Map<Verdict, Long> accounts,
            List<Finding> gaps,
            long gapCount,
            boolean noted,
            List<Finding> proofs) {

        /** The worst verdict of any account. */
        public Verdict worst() {
            return accounts.keySet().stream().min(Verdict.WORST_FIRST).orElse(Verdict.UNKNOWN);
        }

        public long of(Verdict verdict) {
            return accounts.getOrDefault(verdict, 0L);
        }

        /** Whether more was found than is at hand here. */
        public boolean isCut() {
            return gapCount > gaps.size() || (noted && of(Verdict.PASS) > proofs.size());
        }

        public long asked() {
            return accounts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * One account with its findings by verdict; {@code critical} counts its critical failures.
     *
     * @param lookBack how far back each record of it reaches
     */
    public record Account(
            String id,
            String name,
            @Nullable String owner,
            @Nullable String environment,
            long critical,
            Map<Verdict, Long> verdicts,
            Map<Playbook.LooksAt, LookBack> lookBack) {

        public Account {
            lookBack = Map.copyOf(lookBack);
        }

        public long of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }
    }

    /** Whoever must act, and how much there is to do. */
    public record Owner(String name, long accounts, long critical, long failures, long unknowns) {}

    /**
     * A step of a playbook that cannot be done everywhere today.
     *
     * @param id playbook and number of the step, such as {@code s3_ransom/2}
     * @param playbook the title of the playbook
     * @param source where the playbook is written down in full
     * @param checks those that fail or are unknown, worst first
     * @param accounts names of accounts in which it is blocked for sure, bounded
     * @param failed in how many accounts it is blocked for sure
     * @param unknown in how many more nobody knows
     * @param asked of how many
     * @param reach how far back one can look; null for a step that looks at no record
     */
    public record Blocked(
            String id,
            String playbook,
            String source,
            String question,
            List<Check> checks,
            List<String> accounts,
            long failed,
            long unknown,
            long asked,
            @Nullable Reach reach) {

        public Blocked {
            checks = List.copyOf(checks);
            accounts = List.copyOf(accounts);
        }

        /** The first of the checks, as many as a table cell holds. */
        public List<Check> worst() {
            return checks.subList(0, Math.min(4, checks.size()));
        }
    }

    /**
     * How far back a step can look, over accounts.
     *
     * @param shortest the shortest of those that are known; null when none is
     * @param known in how many accounts it is known
     * @param notKnown in how many more it is not
     */
    public record Reach(@Nullable LookBack shortest, long known, long notKnown) {}

    /**
     * A finding that an exception covers, or did.
     *
     * @param until the last day of the exception; null when its text does not say
     */
    public record Acceptance(Finding finding, @Nullable LocalDate until) {

        /** Days until it ends, as of a time; below 0 when it is over. */
        public long daysLeft(Instant now) {
            return until == null
                    ? Long.MAX_VALUE
                    : ChronoUnit.DAYS.between(now.atZone(ZoneOffset.UTC).toLocalDate(), until);
        }
    }

    /** The checks on contacts, as the section of that name shows them. */
    public List<Check> contacts() {
        return checks.stream().filter(check -> check.area().equals("contacts")).toList();
    }

    /** The blocked steps, playbook by playbook. */
    public List<BlockedPlaybook> blockedPlaybooks() {
        Map<String, List<Blocked>> steps = new LinkedHashMap<>();
        blocked.forEach(step ->
                steps.computeIfAbsent(step.playbook(), any -> new ArrayList<>()).add(step));
        return steps.entrySet().stream()
                .map(entry -> new BlockedPlaybook(
                        entry.getKey(), entry.getValue().get(0).source(), entry.getValue()))
                .toList();
    }

    /** A playbook of which steps are blocked. */
    public record BlockedPlaybook(String title, String source, List<Blocked> steps) {

        /** In how many accounts the step is blocked that is blocked in the most. */
        public long most() {
            return steps.stream().mapToLong(Blocked::failed).max().orElse(0);
        }

        /** In how many accounts nobody knows, likewise. */
        public long mostUnknown() {
            return steps.stream().mapToLong(Blocked::unknown).max().orElse(0);
        }
    }

    /** The checks on what was drilled and verified, as the section of that name shows them. */
    public List<Check> noted() {
        return checks.stream().filter(Check::noted).toList();
    }

    /**
     * What was drilled and verified in one account.
     *
     * @param worst the worst finding of each check of {@link #noted()}, in their order; empty where none is at hand
     */
    public record NotedAccount(String id, String name, List<Optional<Finding>> worst) {

        public NotedAccount {
            worst = List.copyOf(worst);
        }
    }

    /** The accounts of which {@link #noted()} tells something, those with the most failures first. */
    public List<NotedAccount> notedAccounts() {
        return accounts.stream()
                .map(account -> new NotedAccount(
                        account.id(),
                        account.name(),
                        noted().stream().map(check -> worst(check, account)).toList()))
                .filter(account -> account.worst().stream().anyMatch(Optional::isPresent))
                .toList();
    }

    private static Optional<Finding> worst(Check check, Account account) {
        return Stream.concat(check.gaps().stream(), check.proofs().stream())
                .filter(finding -> finding.accountId().value().equals(account.id()))
                .findFirst();
    }

    /** Checks that fail somewhere at a severity, first what fails in the most accounts. */
    public List<Check> failing(Severity severity) {
        return checks.stream()
                .filter(check -> check.severity() == severity && check.of(Verdict.FAIL) > 0)
                .sorted(Comparator.comparing((Check check) -> check.of(Verdict.FAIL))
                        .reversed())
                .toList();
    }

    /** The gaps at the last complete run of a week. */
    public record Week(LocalDate monday, long failures, long unknowns) {

        public long gaps() {
            return failures + unknowns;
        }
    }

    /** The most gaps of any week, at least one; the height of the chart. */
    public long trendPeak() {
        return Math.max(1, trend.stream().mapToLong(Week::gaps).max().orElse(1));
    }
}
