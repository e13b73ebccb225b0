package io.muster.audit;

import io.muster.catalog.AssetSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.check.Checker;
import io.muster.collect.Collector;
import io.muster.collect.Universe;
import io.muster.finding.AccountId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.inventory.TagKeys;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.report.Reports;
import io.muster.state.AssetWriter;
import io.muster.state.Lease;
import io.muster.state.Run;
import io.muster.state.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One audit, from the first question to the last report: universe → collect → decide → complete → report.
 *
 * <p>Accounts are read and decided side by side, each on its own: what fails in one becomes unreadable slices and unknown
 * findings there, and nowhere else. Nothing that a run records is part of the history until {@link #run} completes it.
 */
public final class Audit {

    private final State state;
    private final Pack pack;
    private final Supplier<Collector> collectors;
    private final Function<Instant, Checker> checkers;
    private final Reports reports;
    private final TagKeys tagKeys;
    private final int parallelAccounts;
    private final Supplier<RunId> runIds;
    private final Clock clock;

    /** What an audit is made of; see the wiring in {@code cli}. */
    public record Parts(
            State state,
            Pack pack,
            Supplier<Collector> collectors,
            Function<Instant, Checker> checkers,
            Reports reports,
            TagKeys tagKeys,
            int parallelAccounts,
            Supplier<RunId> runIds,
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
        this.clock = parts.clock();
    }

    /**
     * Runs one audit. Throws a problem when nothing can be asked at all (no Steampipe, no state, no OPA to start);
     * everything smaller is data of the run. When interrupted, what was read is kept for {@code --resume}.
     */
    public AuditResult run(AuditRequest request, Progress progress) throws InterruptedException {
        try (Lease lease = state.lease("audit")) {
            Run run = start(request);
            try {
                return new OneRun(run, request, progress, lease).audit();
            } catch (InterruptedException e) {
                state.runs().abandon(run.id(), clock.instant(), "interrupted");
                throw e;
            } catch (RuntimeException e) {
                abandon(run, e);
                throw e;
            }
        }
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
        return state.runs().resume(last.id());
    }

    /** The first problem is what the caller must see; a second one, from a database that is gone as well, is added to it. */
    private void abandon(Run run, RuntimeException cause) {
        String why = cause instanceof ProblemException problem
                ? problem.problems().get(0).what()
                : cause.getClass().getSimpleName();
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
            Organization organization;
            try (Checker checker = checkers.apply(run.started());
                    Collector collector = collectors.get()) {
                progress.step("asking which accounts there are");
                Universe universe = collector.universe(tables);
                universe.warnings().forEach(this::warn);
                organization = universe.organization();
                state.runs().universe(run.id(), organization);
                state.manifest().add(run.id(), universe.slices());
                List<Slice> shared = readOrganization(collector, organization, universe.slices());
                readAccounts(collector, checker, organization, shared);
                decideOrganization(checker, organization, shared);
                checker.confirm();
                checker.report().warnings().forEach(this::warn);
            }
            lease.confirm();
            Run complete = state.runs().complete(run.id(), clock.instant());
            progress.step("writing the report");
            Path folder = reports.write(complete);
            return new AuditResult(complete, organization, folder, warnings);
        }

        private void warn(Problem warning) {
            warnings.add(warning);
            progress.warning(warning.text());
        }

        /** What is asked once a run, with what the universe has already read; checks of every account may rest on it. */
        private List<Slice> readOrganization(Collector collector, Organization organization, List<Slice> universe)
                throws InterruptedException {
            progress.step("reading the organization");
            List<Slice> slices = collector.collectOrganization(organization, tables);
            state.manifest().add(run.id(), slices);
            List<Slice> shared = new ArrayList<>(universe);
            shared.addAll(slices);
            return List.copyOf(shared);
        }

        private void readAccounts(Collector collector, Checker checker, Organization organization, List<Slice> shared)
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
            ExecutorService workers = Executors.newFixedThreadPool(parallelAccounts);
            try {
                ExecutorCompletionService<AccountId> done = new ExecutorCompletionService<>(workers);
                for (Account account : accounts) {
                    done.submit(() -> {
                        readAccount(collector, checker, organization, account, shared);
                        return account.id();
                    });
                }
                for (int count = 1; count <= accounts.size(); count++) {
                    done.take().get();
                    progress.accounts(count, accounts.size());
                }
            } catch (ExecutionException e) {
                throw unwrap(e);
            } finally {
                workers.shutdownNow();
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
                Collector collector, Checker checker, Organization organization, Account account, List<Slice> shared)
                throws InterruptedException {
            List<Slice> slices = request.resume() ? state.manifest().of(run.id(), account.id()) : List.of();
            boolean alreadyRead = slices.stream().anyMatch(slice -> isOfAccount(slice));
            if (!alreadyRead) {
                slices = collector.collect(account, tables);
                recordAssets(account, slices);
                state.manifest().add(run.id(), slices);
            }
            List<Slice> known = new ArrayList<>(shared);
            known.addAll(slices);
            List<Finding> findings = checker.decide(account, organization, known, tables);
            state.findings().record(run.id(), account.id(), findings);
        }

        private boolean isOfAccount(Slice slice) {
            return pack.query(slice.source())
                    .filter(query -> query.scope() == Scope.ACCOUNT)
                    .isPresent();
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

    private static RuntimeException unwrap(ExecutionException e) throws InterruptedException {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        return new IllegalStateException(cause);
    }
}
