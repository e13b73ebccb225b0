package io.muster.collect;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.inventory.TagKeys;
import io.muster.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the tables of a run: first the universe, then the organization, then each account on its own. For one run; accounts
 * may be collected by several threads at once.
 */
public final class Collector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** So many tables in a row that nobody answers, and the account is not asked any more. */
    private static final int GIVE_UP_AFTER = 3;

    private final SteampipeConfig steampipe;
    private final AwsConfig aws;
    private final Pack pack;
    private final DoubleSupplier jitter;
    private final Topology topology;
    private final Sessions sessions;
    private final AwsClients clients;
    private final UniverseReader universeReader;

    private Collector(
            SteampipeConfig steampipe,
            AwsConfig aws,
            Pack pack,
            TagKeys tagKeys,
            Topology topology,
            Clock clock,
            DoubleSupplier jitter) {
        this.steampipe = steampipe;
        this.aws = aws;
        this.pack = pack;
        this.jitter = jitter;
        this.topology = topology;
        this.sessions = new Sessions(steampipe, topology);
        this.clients = new AwsClients(aws, clock);
        this.universeReader = new UniverseReader(steampipe, pack, tagKeys, topology, sessions);
    }

    /**
     * Connects and finds out how the database serves accounts. Throws a problem when it cannot be reached, or is no
     * Steampipe.
     *
     * @param jitter numbers from 0 to 1 that spread retries
     */
    public static Collector open(
            SteampipeConfig steampipe, AwsConfig aws, Pack pack, TagKeys tagKeys, Clock clock, DoubleSupplier jitter) {
        try (Connection connection = Session.connectOrExplain(steampipe)) {
            Topology topology = new TopologyReader(steampipe).read(connection);
            LOG.info("found: {}", topology.described());
            return new Collector(steampipe, aws, pack, tagKeys, topology, clock, jitter);
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

    /** Reads the tables of scope organization through the management account; the universe has read some already. */
    public List<Slice> collectOrganization(Organization organization, TableSink sink) throws InterruptedException {
        AccountId management = organization.managementAccount();
        if (management == null) {
            return List.of();
        }
        Optional<Account> account = organization.accounts().stream()
                .filter(candidate -> candidate.id().equals(management))
                .findFirst();
        List<QuerySpec> queries = pack.queries().stream()
                .filter(query -> query.scope() == Scope.ORGANIZATION)
                .filter(query -> !universeReader.hasRead(query.id(), management))
                .toList();
        if (account.isEmpty() || account.get().connection() == null) {
            return notAsked(
                    management,
                    queries,
                    Reason.UNREACHABLE,
                    "no connection answers for the management account " + management);
        }
        return read(account.get(), queries, sink);
    }

    /** Reads the tables of one account. What cannot be read is a slice with its reason. */
    public List<Slice> collect(Account account, TableSink sink) throws InterruptedException {
        List<QuerySpec> queries = accountQueries(account.id());
        Optional<Why> why = why(account);
        if (why.isPresent()) {
            return notAsked(account.id(), queries, why.get().reason(), why.get().text());
        }
        return read(account, queries, sink);
    }

    private List<QuerySpec> accountQueries(AccountId account) {
        return pack.queries().stream()
                .filter(query -> query.scope() == Scope.ACCOUNT)
                .filter(query -> !universeReader.hasRead(query.id(), account))
                .toList();
    }

    private record Why(Reason reason, String text) {}

    /** Why an account is not asked at all; empty if it is. */
    private Optional<Why> why(Account account) {
        if (account.state() != AccountState.ACTIVE) {
            return Optional.of(new Why(
                    Reason.NOT_COLLECTED,
                    "the account is " + account.state().name().toLowerCase(Locale.ROOT)));
        }
        if (account.connection() == null) {
            Failure failure = universeReader.failureOf(account.id());
            return Optional.of(
                    failure == null
                            ? new Why(Reason.UNREACHABLE, "no Steampipe connection answers for the account")
                            : new Why(failure.reason(), failure.message()));
        }
        return Optional.empty();
    }

    private List<Slice> read(Account account, List<QuerySpec> queries, TableSink sink) throws InterruptedException {
        List<Slice> slices = new ArrayList<>();
        Captures captures = new Captures(pack);
        Set<String> covered = universeReader.coveredRegions(account.id());
        List<String> regions =
                account.regions().stream().filter(covered::contains).toList();
        Map<String, Failure> uncovered = universeReader.uncoveredRegions(account, covered);
        Circuit circuit = new Circuit();
        try (SteampipeSource database = new SteampipeSource(
                sessions, topology, pack, steampipe.confirm(), account, regions, uncovered, jitter, captures)) {
            for (QuerySpec query : queries) {
                if (!query.isApi()) {
                    slices.addAll(circuit.read(account, query, database, sink));
                }
            }
        }
        Circuit apiCircuit = new Circuit();
        AwsApiSource api = new AwsApiSource(aws, clients, account, account.regions(), captures);
        for (QuerySpec query : queries) {
            if (query.isApi()) {
                slices.addAll(apiCircuit.read(account, query, api, sink));
            }
        }
        return slices;
    }

    /** Stops asking a source of an account that nobody answers for. */
    private static final class Circuit {

        private int failures;
        private @Nullable Slice last;

        List<Slice> read(Account account, QuerySpec query, Source source, TableSink sink) throws InterruptedException {
            if (failures >= GIVE_UP_AFTER && last != null && last.reason() != null) {
                return List.of(Slice.notAsked(
                        account.id(),
                        query.id(),
                        last.reason(),
                        "not asked, since " + GIVE_UP_AFTER + " tables before it got no answer: " + last.message()));
            }
            List<Slice> slices = source.read(query, sink);
            Optional<Slice> dead = slices.stream().filter(Circuit::isDead).findFirst();
            boolean alive = slices.stream().anyMatch(Slice::isRead);
            if (alive || dead.isEmpty()) {
                failures = 0;
            } else {
                failures++;
                last = dead.get();
            }
            return slices;
        }

        private static boolean isDead(Slice slice) {
            if (slice.isRead() || slice.message() == null) {
                return false;
            }
            return slice.reason() == Reason.UNREACHABLE
                    || slice.reason() == Reason.TIMED_OUT
                    || Failures.ofText(slice.message()).credentials();
        }
    }

    private static List<Slice> notAsked(AccountId account, List<QuerySpec> queries, Reason reason, String text) {
        return queries.stream()
                .map(query -> Slice.notAsked(account, query.id(), reason, text))
                .toList();
    }

    /** What a run would read, account by account; reads nothing but the universe. */
    public Plan plan() throws InterruptedException {
        Universe universe = universeReader.read(Discard.SINK);
        List<Plan.AccountPlan> accounts = new ArrayList<>();
        for (Account account : universe.organization().accounts()) {
            Optional<Why> why = why(account);
            accounts.add(new Plan.AccountPlan(
                    account.id().value(),
                    account.name(),
                    account.connection(),
                    why.isPresent() ? 0 : account.regions().size(),
                    why.isPresent()
                            ? List.of()
                            : pack.queries().stream()
                                    .filter(query -> query.scope() == Scope.ACCOUNT)
                                    .map(QuerySpec::id)
                                    .toList(),
                    why.map(Why::text).orElse(null)));
        }
        return new Plan(topology.described(), universe.organization(), accounts, universe.warnings());
    }

    /** Stops whatever is being read. */
    @Override
    public void close() {
        sessions.close();
        clients.close();
    }
}
