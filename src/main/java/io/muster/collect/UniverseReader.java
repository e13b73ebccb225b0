package io.muster.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import io.muster.inventory.TagKeys;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a run must answer for: every connection is asked who it is, the management account for the accounts of
 * the organization, and every account for its enabled regions.
 */
final class UniverseReader {

    private static final QueryId ACCOUNTS = new QueryId("organizations_accounts");
    private static final QueryId REGIONS = new QueryId("account_regions");
    private static final QueryId IDENTITY = new QueryId("account_organization");
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final Set<String> ENABLED = Set.of("opt-in-not-required", "opted-in");

    private final SteampipeConfig config;
    private final Pack pack;
    private final TagKeys tagKeys;
    private final Topology topology;
    private final Sessions sessions;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<AccountId, Failure> failures = new ConcurrentHashMap<>();
    private final Map<AccountId, Set<String>> covered = new ConcurrentHashMap<>();
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    UniverseReader(SteampipeConfig config, Pack pack, TagKeys tagKeys, Topology topology, Sessions sessions) {
        this.config = config;
        this.pack = pack;
        this.tagKeys = tagKeys;
        this.topology = topology;
        this.sessions = sessions;
    }

    /** Whether the universe has read a table already, so that collecting need not. */
    boolean hasRead(QueryId query, AccountId account) {
        return read.contains(account + " " + query);
    }

    /** Why the connection that is named after an account does not answer; null if there is no such connection. */
    @Nullable
    Failure failureOf(AccountId account) {
        return failures.get(account);
    }

    /** The enabled regions that the account's connection asks. */
    Set<String> coveredRegions(AccountId account) {
        return covered.getOrDefault(account, Set.of());
    }

    /** The enabled regions that it does not ask, with the reason. */
    Map<String, Failure> uncoveredRegions(Account account, Set<String> coveredOnes) {
        Map<String, Failure> uncovered = new TreeMap<>();
        for (String region : account.regions()) {
            if (!coveredOnes.contains(region)) {
                uncovered.put(
                        region,
                        Failure.of(
                                Reason.REGION_NOT_COVERED,
                                "the region is enabled, but connection '" + account.connection()
                                        + "' does not cover it"));
            }
        }
        return uncovered;
    }

    /** What a connection says of itself. */
    private record Identity(
            String connection,
            AccountId account,
            String partition,
            @Nullable String organization,
            @Nullable AccountId management) {}

    Universe read(TableSink sink) throws InterruptedException {
        List<Slice> slices = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        Map<AccountId, Identity> identities = identities(warnings);
        if (identities.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "No Steampipe connection answers for an account.",
                    warnings.isEmpty()
                            ? "There is no connection."
                            : warnings.get(0).why(),
                    "check the connections: steampipe query \"select * from aws_account\"");
        }
        Optional<Identity> management = management(identities);
        List<Account> members = List.of();
        if (management.isPresent()) {
            members = members(management.get(), identities, slices, warnings, sink);
        } else {
            warnAboutManagement(identities, warnings);
        }
        Organization organization = organization(identities, management, members);
        warnAboutConnections(organization, warnings);
        List<Account> withRegions = regions(organization, slices, sink);
        return new Universe(
                new Organization(organization.id(), organization.managementAccount(), withRegions), slices, warnings);
    }

    // Who the connections are

    private Map<AccountId, Identity> identities(List<Problem> warnings) throws InterruptedException {
        Map<AccountId, Identity> identities = new TreeMap<>();
        List<Topology.Connection> connections = topology.connections();
        List<Found> found = inParallel(connections, this::identity);
        for (Found one : found) {
            Identity identity = one.identity();
            if (identity == null) {
                Failure failure = one.failure();
                Matcher digits = DIGITS.matcher(one.connection());
                if (digits.find()) {
                    failures.put(new AccountId(digits.group()), failure);
                }
                warnings.add(Problem.of(
                        "Connection '" + one.connection() + "' does not answer.",
                        failure.message(),
                        "check its credentials; its account is unknown in this run"));
                continue;
            }
            Identity other = identities.putIfAbsent(identity.account(), identity);
            if (other != null) {
                warnings.add(Problem.of(
                        "Connections '" + other.connection() + "' and '" + identity.connection()
                                + "' answer for the same account " + identity.account() + ".",
                        "The first one is read.",
                        "remove one of them"));
            }
        }
        return identities;
    }

    private record Found(String connection, @Nullable Identity identity, Failure failure) {}

    private Found identity(Topology.Connection connection) throws InterruptedException {
        if (connection.error() != null) {
            return new Found(connection.name(), null, Failures.ofText(connection.error()));
        }
        List<JsonNode> rows = new ArrayList<>();
        Scan scan = ask(connection.name(), pack.query(IDENTITY).orElse(Probes.IDENTITY), rows);
        if (scan.failure() != null) {
            rows.clear();
            scan = ask(connection.name(), Probes.CALLER, rows);
        }
        if (scan.failure() == null && rows.isEmpty()) {
            scan = ask(connection.name(), Probes.CALLER, rows);
        }
        if (scan.failure() != null) {
            return new Found(connection.name(), null, scan.failure());
        }
        Optional<JsonNode> row = rows.stream()
                .filter(candidate ->
                        AccountId.isOne(candidate.path("account_id").asText("")))
                .findFirst();
        if (row.isEmpty()) {
            return new Found(
                    connection.name(),
                    null,
                    Failure.of(Reason.UNREACHABLE, "'aws_account' gave no account id and no error"));
        }
        String master = row.get().path("organization_master_account_id").asText("");
        String organization = row.get().path("organization_id").asText("");
        return new Found(
                connection.name(),
                new Identity(
                        connection.name(),
                        new AccountId(row.get().path("account_id").asText()),
                        row.get().path("partition").asText("aws"),
                        organization.isEmpty() ? null : organization,
                        AccountId.isOne(master) ? new AccountId(master) : null),
                Failure.of(Reason.SILENT, ""));
    }

    private static Optional<Identity> management(Map<AccountId, Identity> identities) {
        return identities.values().stream()
                .filter(identity -> identity.account().equals(identity.management()))
                .findFirst();
    }

    private static void warnAboutManagement(Map<AccountId, Identity> identities, List<Problem> warnings) {
        identities.values().stream()
                .filter(identity -> identity.management() != null)
                .findFirst()
                .ifPresent(identity -> warnings.add(Problem.of(
                        "No connection answers for the management account " + identity.management() + ".",
                        "Only it can list the accounts of the organization, so that accounts without a connection are missing"
                                + " from this run.",
                        "add a connection for account " + identity.management())));
    }

    // Which accounts there are

    private List<Account> members(
            Identity management,
            Map<AccountId, Identity> identities,
            List<Slice> slices,
            List<Problem> warnings,
            TableSink sink)
            throws InterruptedException {
        QuerySpec query = pack.query(ACCOUNTS).orElse(Probes.ACCOUNTS);
        Account asked = account(management);
        Recording recording = new Recording(sink);
        List<Slice> read = readConfirmed(asked, query, recording);
        slices.addAll(read);
        this.read.add(management.account() + " " + ACCOUNTS);
        Optional<Slice> unreadable =
                read.stream().filter(slice -> !slice.isRead()).findFirst();
        if (unreadable.isPresent()) {
            warnings.add(Problem.of(
                    "The accounts of the organization could not be read.",
                    String.valueOf(unreadable.get().message()),
                    "allow organizations:ListAccounts to the role that Steampipe uses in account "
                            + management.account()));
            return List.of();
        }
        List<Account> accounts = new ArrayList<>();
        for (byte[] row : recording.rows) {
            member(row, management, identities).ifPresent(accounts::add);
        }
        return accounts;
    }

    private Optional<Account> member(byte[] row, Identity management, Map<AccountId, Identity> identities) {
        JsonNode node = tree(row);
        String id = node.path("id").asText("");
        if (!AccountId.isOne(id)) {
            return Optional.empty();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        node.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText("")));
        AccountId account = new AccountId(id);
        Identity identity = identities.get(account);
        return Optional.of(new Account(
                account,
                node.path("name").asText(id),
                node.path("email").asText(""),
                AccountState.of(node.path("state").asText("ACTIVE")),
                management.partition(),
                account.equals(management.account()),
                List.of(),
                tags,
                tagKeys.ownerIn(tags).orElse(null),
                tagKeys.environmentIn(tags).orElse(null),
                tagKeys.dataClassIn(tags).orElse(null),
                identity == null ? null : identity.connection()));
    }

    private Organization organization(
            Map<AccountId, Identity> identities, Optional<Identity> management, List<Account> members) {
        Map<AccountId, Account> accounts = new TreeMap<>();
        members.forEach(member -> accounts.put(member.id(), member));
        identities.values().forEach(identity -> accounts.computeIfAbsent(identity.account(), id -> account(identity)));
        Optional<Identity> anyMember = identities.values().stream()
                .filter(identity -> identity.organization() != null)
                .findFirst();
        String id = management
                .map(Identity::organization)
                .or(() -> anyMember.map(Identity::organization))
                .orElse(null);
        AccountId managementAccount = management
                .map(Identity::account)
                .or(() -> anyMember.map(Identity::management))
                .orElse(null);
        return new Organization(id, managementAccount, List.copyOf(accounts.values()));
    }

    private Account account(Identity identity) {
        return new Account(
                identity.account(),
                identity.connection(),
                "",
                AccountState.ACTIVE,
                identity.partition(),
                identity.account().equals(identity.management()),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                identity.connection());
    }

    private static void warnAboutConnections(Organization organization, List<Problem> warnings) {
        List<Account> without = organization.accounts().stream()
                .filter(account -> account.state() == AccountState.ACTIVE && account.connection() == null)
                .toList();
        if (!without.isEmpty()) {
            warnings.add(Problem.of(
                    without.size() + " active " + (without.size() == 1 ? "account has" : "accounts have")
                            + " no Steampipe connection, first: "
                            + without.get(0).name() + " ("
                            + without.get(0).id() + ").",
                    "Everything about them is unknown in this run.",
                    "add connections for them to aws.spc"));
        }
    }

    // Which regions are enabled

    private List<Account> regions(Organization organization, List<Slice> slices, TableSink sink)
            throws InterruptedException {
        List<Regions> all = inParallel(organization.accounts(), account -> regions(account, sink));
        List<Account> accounts = new ArrayList<>();
        for (Regions regions : all) {
            slices.addAll(regions.slices());
            accounts.add(regions.account());
        }
        accounts.sort(Comparator.comparing(Account::id));
        return accounts;
    }

    private record Regions(Account account, List<Slice> slices) {}

    private Regions regions(Account account, TableSink sink) throws InterruptedException {
        if (account.connection() == null || account.state() != AccountState.ACTIVE) {
            return new Regions(account, List.of());
        }
        Recording recording = new Recording(sink);
        List<Slice> slices = readConfirmed(account, pack.query(REGIONS).orElse(Probes.REGIONS), recording);
        read.add(account.id() + " " + REGIONS);
        Set<String> enabled = new HashSet<>();
        Set<String> asked = new HashSet<>();
        for (byte[] row : recording.rows) {
            JsonNode node = tree(row);
            String name = node.hasNonNull("name")
                    ? node.get("name").asText()
                    : node.path("region").asText("");
            if (ENABLED.contains(node.path("opt_in_status").asText("opt-in-not-required"))) {
                enabled.add(name);
                if (node.path("steampipe_available").asBoolean(true)) {
                    asked.add(name);
                }
            }
        }
        covered.put(account.id(), Set.copyOf(asked));
        Account withRegions = new Account(
                account.id(),
                account.name(),
                account.email(),
                account.state(),
                account.partition(),
                account.management(),
                enabled.stream().sorted().toList(),
                account.tags(),
                account.owner(),
                account.environment(),
                account.dataClass(),
                account.connection());
        return new Regions(withRegions, slices);
    }

    // Asking

    private List<Slice> readConfirmed(Account account, QuerySpec query, TableSink sink) throws InterruptedException {
        try (SteampipeSource source = new SteampipeSource(
                sessions,
                topology,
                pack,
                config.confirm(),
                account,
                List.of(),
                Map.of(),
                () -> 0.5,
                new Captures(pack))) {
            return source.read(query, sink);
        }
    }

    private Scan ask(String connection, QuerySpec query, List<JsonNode> rows) {
        try {
            Session session = sessions.take();
            try {
                session.use(connection);
                return session.scan(query, List.of(), (row, key) -> rows.add(tree(row)));
            } finally {
                sessions.giveBack(session);
            }
        } catch (SQLException e) {
            return Scan.failed(Session.unopened(e));
        }
    }

    private JsonNode tree(byte[] row) {
        try {
            return json.readTree(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sink that also remembers the rows of the table that was committed; the tables of the universe are small. */
    private static final class Recording implements TableSink {

        private final TableSink sink;
        private List<byte[]> rows = List.of();

        Recording(TableSink sink) {
            this.sink = sink;
        }

        @Override
        public Writer open(AccountId account, QueryId query) {
            Writer writer = sink.open(account, query);
            List<byte[]> draft = new ArrayList<>();
            return new Writer() {
                @Override
                public void append(byte[] row, byte[] key) {
                    draft.add(row);
                    writer.append(row, key);
                }

                @Override
                public TableDigest commit() {
                    rows = draft;
                    return writer.commit();
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }

        @Override
        public OptionalLong previousRows(AccountId account, QueryId query) {
            return sink.previousRows(account, query);
        }
    }

    /** Work that may be interrupted. */
    private interface Step<T, R> {
        R apply(T item) throws InterruptedException;
    }

    private <T, R> List<R> inParallel(List<T> items, Step<T, R> step) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(config.parallelAccounts());
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(workers.submit(() -> step.apply(item)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
