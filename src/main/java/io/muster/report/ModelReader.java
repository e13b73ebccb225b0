package io.muster.report;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.Playbook;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.state.Coverage;
import io.muster.state.FindingCount;
import io.muster.state.FindingFilter;
import io.muster.state.Movement;
import io.muster.state.Run;
import io.muster.state.State;
import io.muster.state.TrendPoint;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from the state what a report of one run says. Memory is bounded by accounts × checks, not by findings. */
final class ModelReader {

    /** How many findings one list on the page shows. */
    static final int LIST_LIMIT = 200;
    /** How many gaps the page shows below one check. */
    static final int CHECK_LIMIT = 50;

    private static final Duration TREND = Duration.ofDays(12 * 7);
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::verdict)
            .thenComparing(Finding::check)
            .thenComparing(Finding::accountId)
            .thenComparing(Finding::resource);
    private static final Comparator<ReportModel.Acceptance> ENDS_FIRST =
            Comparator.comparing(ReportModel.Acceptance::until, Comparator.nullsLast(Comparator.naturalOrder()));
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final State state;
    private final Pack pack;
    private final PlaybookSteps steps;
    private final String version;

    ModelReader(State state, Pack pack, String version) {
        this.state = state;
        this.pack = pack;
        this.steps = new PlaybookSteps(pack);
        this.version = version;
    }

    /** The report of {@code run}, compared with {@code before} if there is such a run. */
    ReportModel read(Run run, Optional<Run> before) {
        Organization organization =
                state.runs().universe(run.id()).orElseGet(() -> new Organization(null, null, List.of()));
        Map<String, Gaps> gapsByCheck = new TreeMap<>();
        Set<CheckId> noted = noted();
        Map<CheckId, Gaps> proofs = new TreeMap<>();
        List<ReportModel.Acceptance> exceptions = new ArrayList<>();
        state.findings().forEach(run.id(), FindingFilter.ALL, finding -> {
            if (finding.isGap() || finding.verdict() == Verdict.ACCEPTED) {
                gapsByCheck
                        .computeIfAbsent(finding.check().value(), check -> new Gaps(CHECK_LIMIT))
                        .add(finding);
            }
            if (finding.verdict() == Verdict.PASS && noted.contains(finding.check())) {
                proofs.computeIfAbsent(finding.check(), check -> new Gaps(CHECK_LIMIT))
                        .add(finding);
            }
            if (finding.exception() != null) {
                exceptions.add(acceptance(finding));
                if (exceptions.size() >= 2 * LIST_LIMIT) {
                    exceptions.sort(ENDS_FIRST);
                    exceptions.subList(LIST_LIMIT, exceptions.size()).clear();
                }
            }
        });
        exceptions.sort(ENDS_FIRST);
        List<ReportModel.Check> checks = checks(run, gapsByCheck, noted, proofs);
        List<ReportModel.Account> accounts = accounts(run, organization);
        Gaps worse = new Gaps(LIST_LIMIT);
        Gaps fixed = new Gaps(LIST_LIMIT);
        Optional<Run> comparable = before.filter(earlier -> isWhole(run) && isWhole(earlier));
        comparable.ifPresent(earlier -> state.findings().compare(earlier.id(), run.id(), (movement, finding) -> {
            if (movement == Movement.WORSE) {
                worse.add(finding);
            } else if (movement == Movement.FIXED) {
                fixed.add(finding);
            }
        }));
        return new ReportModel(
                version,
                run.id().toString(),
                run.id().shortForm(),
                run.isComplete(),
                run.scope(),
                run.started(),
                run.finished(),
                comparable.map(Run::started).orElse(null),
                organization.id(),
                organization.accounts().size(),
                coverage(run, organization),
                totals(run),
                worse.sorted(),
                worse.count,
                fixed.sorted(),
                fixed.count,
                checks,
                accounts,
                owners(run, organization),
                new BlockedSteps(steps, checks, accounts).of(state, run),
                exceptions.subList(0, Math.min(LIST_LIMIT, exceptions.size())),
                trend(run.started()));
    }

    private static ReportModel.Acceptance acceptance(Finding finding) {
        Matcher date = DATE.matcher(String.valueOf(finding.exception()));
        return new ReportModel.Acceptance(finding, date.find() ? LocalDate.parse(date.group()) : null);
    }

    /** Only what answers for the whole organization can be better or worse than another one. */
    private static boolean isWhole(Run run) {
        return run.isComplete() && !run.isNarrowed();
    }

    /** A bounded list of findings that knows how many there are. */
    private static final class Gaps {

        private final int limit;
        private final List<Finding> kept = new ArrayList<>();
        private long count;

        Gaps(int limit) {
            this.limit = limit;
        }

        void add(Finding finding) {
            count++;
            kept.add(finding);
            if (kept.size() >= 2 * limit) {
                kept.sort(WORST_FIRST);
                kept.subList(limit, kept.size()).clear();
            }
        }

        List<Finding> sorted() {
            kept.sort(WORST_FIRST);
            return List.copyOf(kept.subList(0, Math.min(limit, kept.size())));
        }
    }

    private ReportModel.Coverage coverage(Run run, Organization organization) {
        Coverage coverage = state.manifest().coverage(run.id());
        Map<AccountId, String> names = new TreeMap<>();
        organization.accounts().forEach(account -> names.put(account.id(), account.name()));
        Map<String, HoleDraft> holes = new LinkedHashMap<>();
        long[] count = {0};
        state.manifest().forEach(run.id(), slice -> {
            if (!slice.isRead()) {
                String place = slice.account() + " " + slice.source() + " " + slice.reason();
                HoleDraft draft = holes.get(place);
                if (draft == null) {
                    count[0]++;
                    if (holes.size() < LIST_LIMIT) {
                        holes.put(place, new HoleDraft(slice, names.getOrDefault(slice.account(), "")));
                    }
                } else if (slice.region() != null) {
                    draft.regions.add(slice.region());
                }
            }
        });
        Map<String, Long> reasons = new LinkedHashMap<>();
        coverage.reasons().entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                .forEach(entry -> reasons.put(entry.getKey().word(), entry.getValue()));
        return new ReportModel.Coverage(
                coverage.total(),
                coverage.read(),
                coverage.unproven(),
                reasons,
                holes.values().stream().map(HoleDraft::hole).toList(),
                count[0]);
    }

    private static final class HoleDraft {

        private final Slice first;
        private final String accountName;
        private final Set<String> regions = new TreeSet<>();

        HoleDraft(Slice first, String accountName) {
            this.first = first;
            this.accountName = accountName;
            if (first.region() != null) {
                regions.add(first.region());
            }
        }

        ReportModel.Hole hole() {
            Reason reason = first.reason();
            String message = first.message();
            return new ReportModel.Hole(
                    first.account().value(),
                    accountName,
                    first.source().value(),
                    List.copyOf(regions),
                    reason == null ? "" : reason.word(),
                    message == null ? "" : message);
        }
    }

    private ReportModel.Totals totals(Run run) {
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        Map<Severity, Long> failures = new EnumMap<>(Severity.class);
        Map<Severity, Long> unknowns = new EnumMap<>(Severity.class);
        for (FindingCount count : state.findings().counts(run.id(), FindingCount.By.RUN)) {
            verdicts.merge(count.verdict(), count.count(), Long::sum);
            if (count.verdict() == Verdict.FAIL) {
                failures.merge(count.severity(), count.count(), Long::sum);
            } else if (count.verdict() == Verdict.UNKNOWN) {
                unknowns.merge(count.severity(), count.count(), Long::sum);
            }
        }
        return new ReportModel.Totals(verdicts, failures, unknowns);
    }

    /** The checks that rest on nothing but what Muster noted beside audits. */
    private Set<CheckId> noted() {
        return pack.checks().stream()
                .filter(check -> !check.inventory().isEmpty())
                .filter(check -> check.inventory().stream()
                        .flatMap(id -> pack.query(id).stream())
                        .allMatch(query -> query.record() != null))
                .map(CheckSpec::id)
                .collect(Collectors.toSet());
    }

    private List<ReportModel.Check> checks(
            Run run, Map<String, Gaps> gapsByCheck, Set<CheckId> noted, Map<CheckId, Gaps> proofs) {
        Map<CheckId, Map<Verdict, Long>> accounts = new TreeMap<>();
        state.findings()
                .decisions(
                        run.id(),
                        decision -> accounts.computeIfAbsent(decision.check(), check -> new EnumMap<>(Verdict.class))
                                .merge(decision.verdict(), 1L, Long::sum));
        List<ReportModel.Check> checks = new ArrayList<>();
        accounts.forEach((id, verdicts) -> {
            Optional<CheckSpec> spec = pack.check(id);
            Gaps gaps = gapsByCheck.getOrDefault(id.value(), new Gaps(CHECK_LIMIT));
            checks.add(new ReportModel.Check(
                    id.value(),
                    spec.map(CheckSpec::area).orElse("retired"),
                    spec.map(CheckSpec::title).orElse(id.value()),
                    spec.map(CheckSpec::description).orElse("This check is no longer part of the pack."),
                    spec.map(CheckSpec::severity).orElse(Severity.INFO),
                    spec.map(CheckSpec::risk).orElse(""),
                    spec.map(CheckSpec::fix).orElse(""),
                    spec.map(CheckSpec::requirements).orElse(List.of()),
                    spec.map(CheckSpec::controls).orElse(List.of()),
                    steps.of(id).stream()
                            .map(step ->
                                    step.playbook().title() + ": " + step.step().question())
                            .toList(),
                    verdicts,
                    gaps.sorted(),
                    gaps.count,
                    noted.contains(id),
                    proofs.getOrDefault(id, new Gaps(CHECK_LIMIT)).sorted()));
        });
        checks.sort(Comparator.comparing(ReportModel.Check::worst)
                .thenComparing(ReportModel.Check::severity)
                .thenComparing(ReportModel.Check::id));
        return checks;
    }

    private List<ReportModel.Account> accounts(Run run, Organization organization) {
        Map<String, Map<Verdict, Long>> verdicts = new TreeMap<>();
        Map<String, Long> critical = new TreeMap<>();
        for (FindingCount count : state.findings().counts(run.id(), FindingCount.By.ACCOUNT)) {
            verdicts.computeIfAbsent(count.of(), account -> new EnumMap<>(Verdict.class))
                    .merge(count.verdict(), count.count(), Long::sum);
            if (count.verdict() == Verdict.FAIL && count.severity() == Severity.CRITICAL) {
                critical.merge(count.of(), count.count(), Long::sum);
            }
        }
        Map<AccountId, Map<Playbook.LooksAt, LookBack>> lookBacks = LookBacks.read(state, run, organization);
        List<ReportModel.Account> accounts = new ArrayList<>();
        for (io.muster.inventory.Account account : organization.accounts()) {
            String id = account.id().value();
            accounts.add(new ReportModel.Account(
                    id,
                    account.name(),
                    account.owner(),
                    account.environment(),
                    critical.getOrDefault(id, 0L),
                    verdicts.getOrDefault(id, Map.of()),
                    lookBacks.getOrDefault(account.id(), Map.of())));
        }
        accounts.sort(Comparator.comparingLong(ReportModel.Account::critical)
                .thenComparingLong(account -> account.of(Verdict.FAIL))
                .thenComparingLong(account -> account.of(Verdict.UNKNOWN))
                .reversed()
                .thenComparing(ReportModel.Account::id));
        return accounts;
    }

    private List<ReportModel.Owner> owners(Run run, Organization organization) {
        Map<String, OwnerDraft> drafts = new TreeMap<>();
        organization.accounts().forEach(account -> owner(drafts, account.owner()).accounts++);
        for (FindingCount count : state.findings().counts(run.id(), FindingCount.By.OWNER)) {
            OwnerDraft draft = owner(drafts, count.of());
            if (count.verdict() == Verdict.FAIL) {
                draft.failures += count.count();
                draft.critical += count.severity() == Severity.CRITICAL ? count.count() : 0;
            } else if (count.verdict() == Verdict.UNKNOWN) {
                draft.unknowns += count.count();
            }
        }
        return drafts.entrySet().stream()
                .map(entry -> new ReportModel.Owner(
                        entry.getKey(),
                        entry.getValue().accounts,
                        entry.getValue().critical,
                        entry.getValue().failures,
                        entry.getValue().unknowns))
                .sorted(Comparator.comparingLong(ReportModel.Owner::critical)
                        .thenComparingLong(ReportModel.Owner::failures)
                        .reversed()
                        .thenComparing(ReportModel.Owner::name))
                .toList();
    }

    private static OwnerDraft owner(Map<String, OwnerDraft> drafts, @Nullable String name) {
        return drafts.computeIfAbsent(
                name == null || name.isEmpty() ? "nobody is named" : name, ignored -> new OwnerDraft());
    }

    private static final class OwnerDraft {
        private long accounts;
        private long critical;
        private long failures;
        private long unknowns;
    }

    /** The last complete run of each of the last twelve weeks. */
    private List<ReportModel.Week> trend(Instant now) {
        Map<LocalDate, ReportModel.Week> weeks = new TreeMap<>();
        for (TrendPoint point : state.findings().trend(now.minus(TREND))) {
            LocalDate monday = point.run()
                    .started()
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            weeks.put(monday, new ReportModel.Week(monday, of(point, Verdict.FAIL), of(point, Verdict.UNKNOWN)));
        }
        return List.copyOf(weeks.values());
    }

    private static long of(TrendPoint point, Verdict verdict) {
        return point.findings().stream()
                .filter(count -> count.verdict() == verdict)
                .mapToLong(FindingCount::count)
                .sum();
    }
}
