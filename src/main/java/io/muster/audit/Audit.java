package io.muster.audit;

import io.muster.audit.AuditResult.Deciding;
import io.muster.catalog.AssetSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.check.CheckReport;
import io.muster.check.Checker;
import io.muster.collect.Collector;
import io.muster.collect.Universe;
import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.TagKeys;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.report.Reports;
import io.muster.state.AssetWriter;
import io.muster.state.Lease;
import io.muster.state.Run;
import io.muster.state.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One audit, from the first question to the last report: universe → collect → decide → complete → report.
 *
 * <p>Accounts are read and decided side by side, each on its own: what fails in one becomes unreadable slices and unknown
 * findings there, and nowhere else. Nothing that a run records is part of the history until {@link #run} completes it.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    /** How long the work on accounts may take to end when a run is given up. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final State state;
    private final Pack pack;
    private final Function<RunId, Collector> collectors;
    private final Function<Instant, Checker> checkers;
    private final Reports reports;
    private final TagKeys tagKeys;
    private final int parallelAccounts;
    private final Supplier<RunId> runIds;
    private final Consumer<RunId> outgoing;
    private final Clock clock;

    /**
     * What an audit is made of; see the wiring in {@code cli}.
     *
     * @param outgoing is told of a run that is to be delivered, just before it is complete
     */
    public record Parts(
            State state,
            Pack pack,
            Function<RunId, Collector> collectors,
            Function<Instant, Checker> checkers,
            Reports reports,
            TagKeys tagKeys,
            int parallelAccounts,
            Supplier<RunId> runIds,
            Consumer<RunId> outgoing,
            Clock clock) {}

    public Audit(Parts parts) {
        this.state = parts.state();
        this.pack = parts.pack();
        this.collectors = parts.collectors();
        this.checkers = parts.checkers();
        this.reports = parts.reports();
        this.tagKeys = parts.tagKeys();
        this.parallelAccounts = parts.parallelAccounts();
        this.runIds = parts.runIds();
        this.outgoing = parts.outgoing();
        this.clock = parts.clock();
    }

    /**
     * Runs one audit. Throws a problem when nothing can be asked at all (no Steampipe, no state, no OPA to start);
     * everything smaller is data of the run. When interrupted, what was read is kept for {@code --resume}.
     */
    public AuditResult run(AuditRequest request, Progress progress) throws InterruptedException {
        try (Lease lease = state.lease("audit")) {
            // Nobody else holds the lease, so whoever was running these was killed.
            state.runs()
                    .unfinished()
                    .forEach(killed -> state.runs().abandon(killed.id(), clock.instant(), "the process was killed"));
            Run run = start(request);
            try {
                return new OneRun(run, request, progress, lease).audit();
            } catch (InterruptedException e) {
                giveUp(run, "interrupted", e);
                throw e;
            } catch (RuntimeException e) {
                // The flag must be down, or the state could not be written.
                if (Thread.interrupted() || e instanceof CancellationException) {
                    giveUp(run, "interrupted", e);
                    throw interrupted(e);
                }
                giveUp(run, reason(e), e);
                throw e;
            }
        }
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        InterruptedException interrupted = new InterruptedException("the audit was interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    private Run start(AuditRequest request) {
        if (!request.resume()) {
            return state.runs().start(runIds.get(), clock.instant(), request.scope());
        }
        Run last = state.runs().list(1).stream()
                .filter(run -> !run.isComplete())
                .findFirst()
                .orElseThrow(() -> ProblemException.usage(
                        "There is no unfinished run to resume.", "The last run is complete.", "muster audit"));
        if (!last.scope().equals(request.scope())) {
            throw ProblemException.usage(
                    "The unfinished run " + last.id().shortForm()
                            + (last.isNarrowed()
                                    ? " was narrowed to " + last.scope() + "."
                                    : " is one of the whole organization."),
                    "It can only go on as what it was.",
                    ("muster audit --resume " + last.scope()).strip());
        }
        return state.runs().resume(last.id());
    }

    private static String reason(RuntimeException e) {
        return e instanceof ProblemException problem
                ? problem.problems().get(0).what()
                : e.getClass().getSimpleName();
    }

    /** The first problem is what the caller must see; a second one, from a database that is gone as well, is added to it. */
    private void giveUp(Run run, String why, Exception cause) {
        try {
            state.runs().abandon(run.id(), clock.instant(), why);
        } catch (RuntimeException second) {
            cause.addSuppressed(second);
        }
    }

    /** The state of a run while it is audited. */
    private final class OneRun {

        private final Run run;
        private final AuditRequest request;
        private final Progress progress;
        private final Lease lease;
        private final StateTables tables;
        private final List<Problem> warnings = new ArrayList<>();

        OneRun(Run run, AuditRequest request, Progress progress, Lease lease) {
            this.run = run;
            this.request = request;
            this.progress = progress;
            this.lease = lease;
            this.tables = new StateTables(state, run.id());
        }

        AuditResult audit() throws InterruptedException {
            // What an earlier process of the run read is read; what the universe says is asked anew.
            Set<AccountId> alreadyRead = request.resume() ? alreadyRead() : Set.of();
            Organization organization;
            Deciding deciding;
            ExecutorService workers = Executors.newFixedThreadPool(parallelAccounts);
            try {
                try (Checker checker = checkers.apply(run.started());
                        Collector collector = collectors.apply(run.id())) {
                    progress.step("asking which accounts there are");
                    Universe universe = collector.universe(tables);
                    universe.warnings().forEach(this::warn);
                    organization = universe.organization();
                    state.runs().universe(run.id(), organization);
                    state.manifest().add(run.id(), universe.slices());
                    progress.step("reading the organization");
                    List<Slice> shared = readOrganization(workers, collector, organization, universe.slices());
                    readAccounts(workers, collector, checker, organization, shared, alreadyRead);
                    decideOrganization(checker, organization, shared);
                    checker.confirm();
                    CheckReport report = checker.report();
                    report.warnings().forEach(this::warn);
                    CheckReport.Stats stats = report.stats();
                    deciding = new Deciding(stats.requests(), stats.failed(), stats.latency(), stats.slowest());
                } finally {
                    workers.shutdownNow();
                }
            } finally {
                end(workers);
            }
            lease.confirm();
            if (request.push()) {
                // Once a run is complete, the next one is compared with it: its changes must be sent, whoever dies now.
                outgoing.accept(run.id());
            }
            Run complete = state.runs().complete(run.id(), clock.instant());
            return reported(complete, organization, deciding);
        }

        /** Nobody may still write into a run that is over; their sessions are closed, so they end at once. */
        private void end(ExecutorService workers) throws InterruptedException {
            if (!workers.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Some work of run {} did not end within {}.", run.id(), ENDING);
            }
        }

        /** A report that could not be written costs the report only: the run is complete and can be delivered. */
        private AuditResult reported(Run complete, Organization organization, Deciding deciding) {
            progress.step("writing the report");
            try {
                return new AuditResult(
                        complete, organization, reports.write(complete), warnings, deciding, Optional.empty());
            } catch (ProblemException e) {
                return new AuditResult(
                        complete, organization, reports.folder(complete), warnings, deciding, Optional.of(e));
            }
        }

        private void warn(Problem warning) {
            warnings.add(warning);
            progress.warning(warning.text());
        }

        /** What is asked once a run, with what the universe has already read; checks of every account may rest on it. */
        private List<Slice> readOrganization(
                ExecutorService workers, Collector collector, Organization organization, List<Slice> universe)
                throws InterruptedException {
            List<Slice> slices = await(workers.submit(() -> collector.collectOrganization(organization, tables)));
            state.manifest().add(run.id(), slices);
            List<Slice> shared = new ArrayList<>(universe);
            shared.addAll(slices);
            return List.copyOf(shared);
        }

        private void readAccounts(
                ExecutorService workers,
                Collector collector,
                Checker checker,
                Organization organization,
                List<Slice> shared,
                Set<AccountId> alreadyRead)
                throws InterruptedException {
            List<Account> accounts = organization.accounts().stream()
                    .filter(account ->
                            request.accounts().isEmpty() || request.accounts().contains(account.id()))
                    .toList();
            requireKnown(accounts);
            progress.step(
                    "reading and deciding " + accounts.size() + (accounts.size() == 1 ? " account" : " accounts"));
            if (request.resume()) {
                state.findings().clear(run.id());
            }
            ExecutorCompletionService<AccountId> done = new ExecutorCompletionService<>(workers);
            for (Account account : accounts) {
                done.submit(() -> {
                    readAccount(collector, checker, organization, account, shared, alreadyRead);
                    return account.id();
                });
            }
            for (int count = 1; count <= accounts.size(); count++) {
                await(done.take());
                progress.accounts(count, accounts.size());
            }
        }

        private void requireKnown(List<Account> accounts) {
            List<String> missing = request.accounts().stream()
                    .filter(id ->
                            accounts.stream().noneMatch(account -> account.id().equals(id)))
                    .map(AccountId::value)
                    .toList();
            if (!missing.isEmpty()) {
                throw ProblemException.usage(
                        "The organization has no account " + String.join(", ", missing) + ".",
                        "",
                        "muster audit --plan");
            }
        }

        private void readAccount(
                Collector collector,
                Checker checker,
                Organization organization,
                Account account,
                List<Slice> shared,
                Set<AccountId> alreadyRead)
                throws InterruptedException {
            List<Slice> slices;
            if (alreadyRead.contains(account.id())) {
                slices = state.manifest().of(run.id(), account.id());
            } else {
                slices = collector.collect(account, tables);
                recordAssets(account, slices);
                state.manifest().add(run.id(), slices);
            }
            List<Slice> known = new ArrayList<>(shared);
            known.addAll(slices);
            List<Finding> findings = checker.decide(account, organization, known, tables);
            state.findings().record(run.id(), account.id(), findings);
        }

        /** Accounts of which the manifest has every source; those that the universe has read alone are not enough. */
        private Set<AccountId> alreadyRead() {
            Map<AccountId, Set<QueryId>> sources = new HashMap<>();
            state.manifest()
                    .forEach(
                            run.id(),
                            slice -> sources.computeIfAbsent(slice.account(), account -> new HashSet<>())
                                    .add(slice.source()));
            List<QueryId> ofAccounts = pack.queries().stream()
                    .filter(query -> query.scope() == Scope.ACCOUNT)
                    .map(QuerySpec::id)
                    .toList();
            return sources.entrySet().stream()
                    .filter(entry -> entry.getValue().containsAll(ofAccounts))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        private void recordAssets(Account account, List<Slice> slices) {
            for (QuerySpec query : pack.queries()) {
                AssetSpec spec = query.asset();
                boolean read = slices.stream().anyMatch(slice -> slice.source().equals(query.id()) && slice.isRead());
                if (spec == null || !read) {
                    continue;
                }
                AssetReader reader = new AssetReader(query, spec, tagKeys);
                try (AssetWriter writer = state.assets().write(run.id(), account.id(), query.id())) {
                    tables.read(account.id(), query.id(), chunk -> reader.read(account, chunk, writer::append));
                    writer.commit();
                }
            }
        }

        private void decideOrganization(Checker checker, Organization organization, List<Slice> shared) {
            List<Finding> findings = checker.decideOrganization(organization, shared, tables);
            Map<AccountId, List<Finding>> byAccount = new LinkedHashMap<>();
            for (Finding finding : findings) {
                byAccount
                        .computeIfAbsent(finding.accountId(), id -> new ArrayList<>())
                        .add(finding);
            }
            byAccount.forEach((account, ofAccount) -> state.findings().record(run.id(), account, ofAccount));
        }
    }

    private static <T> T await(Future<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(cause);
        }
    }
}
