package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.check.Bins.Bin;
import io.muster.check.Laws.Question;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.FileFailure;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what was collected: asks OPA, and turns silence into {@code unknown}. For one run; used by several threads. */
public final class Checker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checker.class);

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::check)
            .thenComparing(finding -> Objects.requireNonNullElse(finding.region(), ""))
            .thenComparing(Finding::resource);

    private final Pack pack;
    private final Basis basis;
    private final Opa opa;
    private final @Nullable Path folder;
    private final Laws laws;
    private final Asker asker;
    private final Meter meter;
    private final List<Problem> refusals;
    private final ExecutorService requests;

    private Checker(
            Pack pack, Basis basis, OpaConfig config, Policies policies, Opa opa, Meter meter, @Nullable Path folder) {
        this.pack = pack;
        this.basis = basis;
        this.opa = opa;
        this.folder = folder;
        this.laws = new Laws(basis, policies.refused());
        this.asker = new Asker(opa, new Request(basis), config.timeout(), meter);
        this.meter = meter;
        this.refusals = policies.warnings();
        AtomicInteger number = new AtomicInteger();
        this.requests = Executors.newFixedThreadPool(config.parallel(), task -> {
            Thread thread = new Thread(task, "opa-request-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts OPA, or proves that the configured one serves exactly the pack's policies. Throws a problem when there is no
     * OPA to run, when a library does not compile, or when the configured OPA serves other policies. A configured OPA
     * that does not answer is a warning, and every finding is then unknown.
     */
    public static Checker start(OpaConfig config, OpaBinary binary, Pack pack, Basis basis, Consumer<String> progress) {
        Policies policies = Policies.read(pack);
        Meter meter = new Meter();
        if (config.url() != null) {
            Opa opa = ForeignOpa.connect(config.url(), config, policies.digests(), meter);
            return new Checker(pack, basis, config, policies, opa, meter, null);
        }
        OpaBinary.Found found = binary.find(progress);
        Path folder = privateFolder();
        try {
            Opa opa = OwnOpa.start(found, policies.compile(found, folder), folder.resolve("opa.log"), meter);
            return new Checker(pack, basis, config, policies, opa, meter, folder);
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static Path privateFolder() {
        try {
            return Files.createTempDirectory(
                    "muster-opa-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "OPA's private folder could not be made in '" + System.getProperty("java.io.tmpdir") + "'.",
                    FileFailure.why(e),
                    "make room there, or name another folder with TMPDIR",
                    e);
        }
    }

    private static void delete(Path folder) {
        try {
            Policies.delete(folder);
        } catch (IOException e) {
            LOG.warn("The temporary folder '{}' could not be deleted; it stays.", folder);
        }
    }

    /**
     * What the checks of scope account say about one account; at least one finding for each check.
     *
     * @param slices those of the account, and those of the queries of scope organization; others are ignored
     */
    public List<Finding> decide(Account account, Organization organization, List<Slice> slices, TableReader tables) {
        return decide(Subject.of(account, organization), slices, tables);
    }

    /**
     * What the checks of scope organization say, at the management account; without an organization each is not
     * applicable, at every account.
     *
     * @param slices those of the management account and of the queries of scope organization
     */
    public List<Finding> decideOrganization(Organization organization, List<Slice> slices, TableReader tables) {
        if (organization.isStandAlone()) {
            return organization.accounts().stream()
                    .flatMap(account -> standAlone(Subject.of(account, organization), slices).stream())
                    .collect(Collectors.toList());
        }
        return Subject.of(organization)
                .map(subject -> decide(subject, slices, tables))
                .orElse(List.of());
    }

    private List<Finding> standAlone(Subject subject, List<Slice> slices) {
        Tables tables = new Tables(subject, slices);
        return checks(Scope.ORGANIZATION).stream()
                .map(check -> laws.standAlone(check, subject, tables.of(check)))
                .collect(Collectors.toList());
    }

    private List<CheckSpec> checks(Scope scope) {
        return pack.checks().stream().filter(check -> check.scope() == scope).collect(Collectors.toList());
    }

    private List<Finding> decide(Subject subject, List<Slice> slices, TableReader reader) {
        Tables tables = new Tables(subject, slices);
        List<Finding> findings = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (CheckSpec check : checks(subject.scope())) {
            basis.exceptions().decided(check.id(), subject.id());
            Laws.Ruling ruling = laws.rule(check, subject, tables.of(check), slices);
            if (ruling instanceof Question question) {
                questions.add(question);
            } else if (ruling instanceof Laws.Decided decided) {
                findings.add(decided.finding());
            }
        }
        Map<CheckId, Answer> answers = ask(bins(questions, reader), reader);
        for (Question question : questions) {
            findings.addAll(laws.judge(
                    question,
                    Objects.requireNonNull(answers.get(question.check().id()))));
        }
        findings.sort(ORDER);
        return List.copyOf(findings);
    }

    /** The tables of one subject, each looked up once. */
    private final class Tables {

        private final Subject subject;
        private final Map<QueryId, List<Slice>> slices;
        private final Map<QueryId, Table> tables = new HashMap<>();

        private Tables(Subject subject, List<Slice> slices) {
            this.subject = subject;
            this.slices = slices.stream().collect(Collectors.groupingBy(Slice::source));
        }

        private List<Table> of(CheckSpec check) {
            return check.inventory().stream()
                    .map(id -> tables.computeIfAbsent(id, this::table))
                    .collect(Collectors.toList());
        }

        private Table table(QueryId id) {
            QuerySpec query = pack.query(id)
                    .orElseThrow(() -> new IllegalStateException("a check reads '" + id + "', which is no query"));
            return Table.of(query, subject, slices.getOrDefault(id, List.of()));
        }
    }

    private List<Bin> bins(List<Question> questions, TableReader reader) {
        Map<QueryId, Long> sizes = new HashMap<>();
        for (Question question : questions) {
            for (Table table : question.tables()) {
                sizes.computeIfAbsent(
                        table.query().id(), id -> table.owner() == null ? 0L : reader.size(table.owner(), id));
            }
        }
        List<Bin> bins = new ArrayList<>();
        List<Question> together = new ArrayList<>();
        for (Question question : questions) {
            if (asker.isAskedAlone(question.check().id())) {
                bins.addAll(Bins.pack(List.of(question), sizes));
            } else {
                together.add(question);
            }
        }
        bins.addAll(Bins.pack(together, sizes));
        return bins;
    }

    private Map<CheckId, Answer> ask(List<Bin> bins, TableReader reader) {
        List<Future<Map<CheckId, Answer>>> asked = bins.stream()
                .map(bin -> requests.submit(() -> asker.ask(bin, reader)))
                .collect(Collectors.toList());
        Map<CheckId, Answer> answers = new HashMap<>();
        try {
            for (Future<Map<CheckId, Answer>> answer : asked) {
                answers.putAll(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while checks were decided");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a request to OPA ended in an error", e.getCause());
        } finally {
            asked.forEach(request -> request.cancel(true));
        }
    }

    /**
     * Proves again, at the end of a run, that a configured OPA serves the same policies; throws a problem when it does
     * not, since then nobody knows what decided.
     */
    public void confirm() {
        opa.confirm();
    }

    /** Warnings and cost so far. */
    public CheckReport report() {
        List<Problem> warnings = new ArrayList<>(refusals);
        warnings.addAll(opa.warnings());
        warnings.addAll(basis.exceptions().unused());
        return new CheckReport(warnings, opa.description(), meter.stats());
    }

    /** For tests: the child process, which there is when no address is configured. */
    OwnOpa ownOpa() {
        return (OwnOpa) opa;
    }

    /** Cancels what is being asked and stops Muster's own OPA. */
    @Override
    public void close() {
        requests.shutdownNow();
        opa.close();
        Optional.ofNullable(folder).ifPresent(Checker::delete);
    }
}
