package io.muster.collect;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.SliceStatus;
import io.muster.inventory.TagKeys;
import io.muster.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the tables of a run: first the universe, then the organization, then each account on its own. For one run; accounts
 * may be collected by several threads at once.
 */
public final class Collector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** How many regions of an account the AWS API is asked in side by side. */
    private static final int REGIONS_AT_ONCE = 4;

    private final AwsConfig aws;
    private final SiemQuestionsConfig siem;
    private final Pack pack;
    private final OwnFacts ownFacts;
    private final SteampipeSource.Parts parts;
    private final AwsClients clients;
    private final ExecutorService regionThreads;
    private final UniverseReader universeReader;

    private Collector(
            SteampipeConfig steampipe,
            AwsConfig aws,
            SiemQuestionsConfig siem,
            Pack pack,
            OwnFacts ownFacts,
            TagKeys tagKeys,
            Topology topology,
            Clock clock,
            DoubleSupplier jitter) {
        this.aws = aws;
        this.siem = siem;
        this.pack = pack;
        this.ownFacts = ownFacts;
        this.parts = new SteampipeSource.Parts(
                new Sessions(steampipe, topology), topology, pack, steampipe.confirm(), jitter);
        this.clients = new AwsClients(aws, clock);
        this.regionThreads = Executors.newFixedThreadPool(REGIONS_AT_ONCE * steampipe.parallelAccounts(), task -> {
            Thread thread = new Thread(task, "aws-api");
            thread.setDaemon(true);
            return thread;
        });
        this.universeReader = new UniverseReader(parts, steampipe.parallelAccounts(), tagKeys);
    }

    /**
     * Connects and finds out how the database serves accounts. Throws a problem when it cannot be reached, or is no
     * Steampipe.
     *
     * @param ownFacts what Muster noted itself
     * @param jitter numbers from 0 to 1 that spread retries
     */
    public static Collector open(
            SteampipeConfig steampipe,
            AwsConfig aws,
            SiemQuestionsConfig siem,
            Pack pack,
            OwnFacts ownFacts,
            TagKeys tagKeys,
            Clock clock,
            DoubleSupplier jitter) {
        try (Connection connection = Session.connectOrExplain(steampipe)) {
            Topology topology = new TopologyReader(steampipe).read(connection);
            LOG.info("found: {}", topology.described());
            return new Collector(steampipe, aws, siem, pack, ownFacts, tagKeys, topology, clock, jitter);
        } catch (SQLException e) {
            throw ProblemException.couldNotRun(
                    "The database at " + steampipe.shownUrl() + " could not be asked for its connections.",
                    Failures.clean(String.valueOf(e.getMessage())),
                    "check that 'steampipe.user' may read it",
                    e);
        }
    }

    /** Reads which accounts must be answered for, which connections answer, and the enabled regions. */
    public Universe universe(TableSink sink) throws InterruptedException {
        return universeReader.read(sink);
    }

    /**
     * Reads the tables of scope organization, through the management account or from the SIEM; the universe has read some
     * already.
     */
    public List<Slice> collectOrganization(Organization organization, TableSink sink) throws InterruptedException {
        AccountId management = organization.managementAccount();
        if (management == null) {
            UniverseReader.Untold untold = universeReader.untold();
            return untold == null
                    ? List.of()
                    : unread(
                            untold.account(),
                            organizationQueries(),
                            new Why(
                                    SliceStatus.UNREADABLE,
                                    untold.why().reason(),
                                    "nobody knows whether there is an organization: "
                                            + untold.why().message()));
        }
        List<QuerySpec> queries = organizationQueries().stream()
                .filter(query -> !universeReader.hasRead(query.id(), management))
                .toList();
        Optional<Account> account = organization.accounts().stream()
                .filter(candidate -> candidate.id().equals(management))
                .findFirst();
        if (account.isEmpty()) {
            return unread(management, queries, nobodyAnswers(management));
        }
        List<QuerySpec> ofAws =
                queries.stream().filter(query -> !query.isSiem()).toList();
        Optional<Why> why = why(account.get());
        // A search may take minutes, in which AWS can be asked.
        Future<List<Slice>> asked = submit(() -> askSiem(management, queries, sink));
        try {
            List<Slice> slices = new ArrayList<>(
                    why.isPresent() ? unread(management, ofAws, why.get()) : read(account.get(), ofAws, sink));
            slices.addAll(asked.get());
            return slices;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw stopped();
        } finally {
            asked.cancel(true);
        }
    }

    private <T> Future<T> submit(Callable<T> task) throws InterruptedException {
        try {
            return regionThreads.submit(task);
        } catch (RejectedExecutionException e) {
            throw stopped();
        }
    }

    private static InterruptedException stopped() {
        return new InterruptedException("the run was stopped");
    }

    private List<Slice> askSiem(AccountId management, List<QuerySpec> queries, TableSink sink)
            throws InterruptedException {
        SiemSource source = new SiemSource(siem, management);
        List<Slice> slices = new ArrayList<>();
        for (QuerySpec query : queries) {
            if (query.isSiem()) {
                slices.addAll(source.read(query, sink));
            }
        }
        return slices;
    }

    /** Reads the tables of one account. What cannot be read is a slice with its reason. */
    public List<Slice> collect(Account account, TableSink sink) throws InterruptedException {
        List<QuerySpec> queries = accountQueries().stream()
                .filter(query -> !universeReader.hasRead(query.id(), account.id()))
                .toList();
        Optional<Why> why = why(account);
        return why.isPresent() ? unread(account.id(), queries, why.get()) : read(account, queries, sink);
    }

    private List<QuerySpec> organizationQueries() {
        return pack.queries().stream()
                .filter(query -> query.scope() == Scope.ORGANIZATION)
                .toList();
    }

    private List<QuerySpec> accountQueries() {
        return pack.queries().stream()
                .filter(query -> query.scope() == Scope.ACCOUNT)
                .toList();
    }

    /** Why an account is not read at all. */
    private record Why(SliceStatus status, Reason reason, String text) {}

    /** Empty if it is read. */
    private Optional<Why> why(Account account) {
        if (account.state() != AccountState.ACTIVE) {
            return Optional.of(new Why(
                    SliceStatus.NOT_ASKED,
                    Reason.NOT_COLLECTED,
                    "the account is "
                            + account.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return account.connection() == null ? Optional.of(nobodyAnswers(account.id())) : Optional.empty();
    }

    private Why nobodyAnswers(AccountId account) {
        Failure failure = universeReader.failureOf(account);
        return failure == null
                ? new Why(SliceStatus.NOT_ASKED, Reason.UNREACHABLE, universeReader.nobodyAnswers())
                : new Why(SliceStatus.UNREADABLE, failure.reason(), failure.message());
    }

    private static List<Slice> unread(AccountId account, List<QuerySpec> queries, Why why) {
        return queries.stream()
                .map(query -> why.status() == SliceStatus.NOT_ASKED
                        ? Slice.notAsked(account, query.id(), why.reason(), why.text())
                        : Slice.unreadable(account, query.id(), null, why.reason(), why.text(), Duration.ZERO))
                .toList();
    }

    private List<Slice> read(Account account, List<QuerySpec> queries, TableSink sink) throws InterruptedException {
        List<Slice> slices = new ArrayList<>();
        Captures captures = universeReader.captures(account.id());
        Set<String> covered = universeReader.coveredRegions(account.id());
        List<String> regions =
                account.regions().stream().filter(covered::contains).toList();
        Map<String, Failure> uncovered = universeReader.uncoveredRegions(account, covered);
        try (SteampipeSource database = new SteampipeSource(parts, account, regions, uncovered, captures)) {
            Circuit circuit = new Circuit(database, database::isAlive);
            for (QuerySpec query : queries) {
                if (query.isSql()) {
                    slices.addAll(circuit.read(account, query, sink));
                }
            }
            for (QuerySpec parent : missingParents(queries, captures)) {
                circuit.read(account, parent, Discard.SINK);
            }
        }
        AwsApiSource api = new AwsApiSource(aws, clients, account, captures, regionThreads);
        Circuit circuit = AwsApiSource.circuit(api);
        for (QuerySpec query : parentsFirst(queries)) {
            slices.addAll(circuit.read(account, query, sink));
        }
        RecordSource records = new RecordSource(ownFacts, account.id());
        for (QuerySpec query : queries) {
            if (query.record() != null) {
                slices.addAll(records.read(query, sink));
            }
        }
        return slices;
    }

    /** SQL queries whose rows API operations are asked for, and that are not among those that are read. */
    private List<QuerySpec> missingParents(List<QuerySpec> queries, Captures captures) {
        return queries.stream()
                .flatMap(query -> parent(query).stream())
                .filter(parent -> parent.isSql() && !captures.hasAsked(parent.id()))
                .distinct()
                .toList();
    }

    /** The API queries, each after the one whose rows it is asked for. */
    private List<QuerySpec> parentsFirst(List<QuerySpec> queries) {
        Set<QuerySpec> ordered = new LinkedHashSet<>();
        List<QuerySpec> left =
                new ArrayList<>(queries.stream().filter(QuerySpec::isApi).toList());
        while (!left.isEmpty()) {
            List<QuerySpec> ready = left.stream()
                    .filter(query -> parent(query).filter(left::contains).isEmpty())
                    .toList();
            if (ready.isEmpty()) {
                ordered.addAll(left);
                break;
            }
            ordered.addAll(ready);
            left.removeAll(ready);
        }
        return List.copyOf(ordered);
    }

    private Optional<QuerySpec> parent(QuerySpec query) {
        ApiSpec api = query.api();
        return api == null || api.forEach() == null
                ? Optional.empty()
                : pack.query(api.forEach().query());
    }

    /** What a run would read, account by account; reads nothing but the universe. */
    public Plan plan(Calls.EarlierRows rows) throws InterruptedException {
        Universe universe = universeReader.read(Discard.SINK);
        List<QuerySpec> ofAccount = accountQueries();
        List<QuerySpec> ofOrganization = organizationQueries();
        List<Plan.AccountPlan> accounts = new ArrayList<>();
        for (Account account : universe.organization().accounts()) {
            Optional<Why> why = why(account);
            List<QuerySpec> queries = new ArrayList<>();
            if (why.isEmpty()) {
                queries.addAll(ofAccount);
                if (account.id().equals(universe.organization().managementAccount())) {
                    queries.addAll(ofOrganization.stream()
                            .filter(query -> !query.isSiem())
                            .toList());
                }
            }
            int regions = why.isPresent() ? 0 : account.regions().size();
            SortedMap<QueryId, Calls> calls = new TreeMap<>();
            queries.forEach(query -> calls.put(query.id(), Calls.of(query, account.id(), regions, rows)));
            accounts.add(new Plan.AccountPlan(
                    account.id().value(),
                    account.name(),
                    account.connection(),
                    regions,
                    calls,
                    why.map(Why::text).orElse(null)));
        }
        return new Plan(
                parts.topology().described(),
                universe.organization(),
                accounts,
                questions(ofOrganization),
                universe.warnings());
    }

    private @Nullable String questions(List<QuerySpec> queries) {
        List<QuerySpec> questions = queries.stream().filter(QuerySpec::isSiem).toList();
        if (questions.isEmpty()) {
            return null;
        }
        long asked = questions.stream()
                .flatMap(query -> Stream.ofNullable(query.siem()))
                .filter(question -> siem.missing(question.data()).isEmpty())
                .count();
        return siem.isConfigured()
                ? siem.shown() + " would be asked " + asked + " of " + questions.size() + " questions"
                : questions.size() + " questions that only the SIEM can answer are not asked: 'siem-questions' is not"
                        + " configured";
    }

    /** Stops whatever is being read. */
    @Override
    public void close() {
        regionThreads.shutdownNow();
        parts.sessions().close();
        clients.close();
    }
}
