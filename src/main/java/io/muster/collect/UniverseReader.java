package io.muster.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.QuerySpec;
import io.muster.collect.Failure.Trait;
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
import java.util.stream.Collectors;
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
    private static final int ATTEMPTS = 2;
    private static final Set<String> ENABLED = Set.of("opt-in-not-required", "opted-in");

    private final SteampipeSource.Parts parts;
    private final int parallel;
    private final TagKeys tagKeys;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<AccountId, Failure> failures = new ConcurrentHashMap<>();
    private final Map<AccountId, Set<String>> covered = new ConcurrentHashMap<>();
    private final Map<AccountId, Captures> captures = new ConcurrentHashMap<>();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private List<Found> silent = List.of();
    private @Nullable Untold untold;

    /**
     * An account that answers, but does not say whether it belongs to an organization.
     *
     * @param why the error of the question
     */
    record Untold(AccountId account, Failure why) {}

    UniverseReader(SteampipeSource.Parts parts, int parallel, TagKeys tagKeys) {
        this.parts = parts;
        this.parallel = parallel;
        this.tagKeys = tagKeys;
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

    /** Why nobody answers for an account that no connection names. */
    String nobodyAnswers() {
        if (silent.isEmpty()) {
            return "no Steampipe connection answers for the account";
        }
        return "no Steampipe connection answers for the account, unless it is one of these, which do not answer at all: "
                + silent.stream()
                        .limit(3)
                        .map(found ->
                                found.connection() + " (" + found.failure().message() + ")")
                        .collect(Collectors.joining(", "))
                + (silent.size() > 3 ? " and " + (silent.size() - 3) + " more" : "");
    }

    /** Who does not say whether there is an organization; null when everybody does, or somebody names it. */
    @Nullable
    Untold untold() {
        return untold;
    }

    /** The rows of an account that the universe has read and that API operations are asked for. */
    Captures captures(AccountId account) {
        return captures.computeIfAbsent(account, id -> new Captures(parts.pack()));
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
            @Nullable AccountId management,
            @Nullable Failure untold) {}

    Universe read(TableSink sink) throws InterruptedException {
        List<Slice> slices = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>(parts.topology().warnings());
        Map<AccountId, Identity> identities = identities(warnings);
        if (identities.isEmpty()) {
            throw ProblemException.couldNotRun(
                    "No Steampipe connection answers for an account.",
                    silent.isEmpty()
                            ? "There is no connection."
                            : "Connection '" + silent.get(0).connection() + "': "
                                    + silent.get(0).failure().message(),
                    "check the connections: steampipe query \"select * from aws_account\"");
        }
        Optional<Identity> management = management(identities);
        List<Account> members = List.of();
        if (management.isPresent()) {
            members = members(management.get(), identities, slices, warnings, sink);
        } else {
            warnAboutManagement(identities, warnings);
        }
        untold = untold(identities, warnings);
        Organization organization = organization(identities, management, members);
        warnAboutConnections(organization, warnings);
        List<Account> withRegions = regions(organization, slices, sink);
        return new Universe(
                new Organization(organization.id(), organization.managementAccount(), withRegions), slices, warnings);
    }

    // Who the connections are

    private Map<AccountId, Identity> identities(List<Problem> warnings) throws InterruptedException {
        Map<AccountId, Identity> identities = new TreeMap<>();
        List<Topology.Connection> connections = parts.topology().connections();
        List<Found> found = inParallel(connections, this::identity);
        silent = found.stream().filter(one -> one.identity() == null).toList();
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
        Failure untoldBy = ask(connection.name(), parts.pack().query(IDENTITY).orElse(Probes.IDENTITY), rows);
        Failure failure = untoldBy;
        if (failure != null && !isHopeless(failure)) {
            failure = ask(connection.name(), Probes.CALLER, rows);
        }
        if (failure != null && !isHopeless(failure)) {
            failure = ask(connection.name(), Probes.CALLER_OF_STS, rows);
        }
        if (failure != null) {
            return new Found(connection.name(), null, untoldBy == null ? failure : untoldBy);
        }
        JsonNode row = rows.get(0);
        String master = row.path("organization_master_account_id").asText("");
        String organization = row.path("organization_id").asText("");
        return new Found(
                connection.name(),
                new Identity(
                        connection.name(),
                        new AccountId(row.path("account_id").asText()),
                        row.path("partition").asText("aws"),
                        organization.isEmpty() ? null : organization,
                        AccountId.isOne(master) ? new AccountId(master) : null,
                        untoldBy),
                Failure.of(Reason.SILENT, ""));
    }

    /** Whether another question to the same connection would only cost time. */
    private static boolean isHopeless(Failure failure) {
        return failure.is(Trait.CREDENTIALS) || failure.reason() == Reason.TIMED_OUT;
    }

    private @Nullable Untold untold(Map<AccountId, Identity> identities, List<Problem> warnings) {
        boolean told = identities.values().stream().anyMatch(identity -> identity.organization() != null);
        if (told) {
            return null;
        }
        for (Identity identity : identities.values()) {
            Failure why = identity.untold();
            if (why != null) {
                warnings.add(Problem.of(
                        "Nobody says whether account " + identity.account() + " belongs to an organization.",
                        why.message(),
                        why.reason() == Reason.SCHEMA_DRIFT
                                ? "update Steampipe's AWS plugin; the query '" + IDENTITY + "' needs what it lacks"
                                : "allow organizations:DescribeOrganization and iam:ListAccountAliases to the role that"
                                        + " Steampipe uses"));
                return new Untold(identity.account(), why);
            }
        }
        return null;
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
        QuerySpec query = parts.pack().query(ACCOUNTS).orElse(Probes.ACCOUNTS);
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
        if (accounts.stream().noneMatch(Account::management)) {
            warnings.add(Problem.of(
                    "The list of the organization's accounts lacks its management account " + management.account()
                            + ".",
                    "It may lack others, too.",
                    "compare it: steampipe query \"select id, name, state from aws_organizations_account\""));
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
                    "muster connections"));
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
        List<Slice> slices = readConfirmed(account, parts.pack().query(REGIONS).orElse(Probes.REGIONS), recording);
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
        try (SteampipeSource source =
                new SteampipeSource(parts, account, List.of(), Map.of(), captures(account.id()))) {
            return source.read(query, sink);
        }
    }

    /** Asks until a row with an account id comes; the failure if none does. */
    private @Nullable Failure ask(String connection, QuerySpec query, List<JsonNode> rows) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            rows.clear();
            Failure failure = askOnce(connection, query, rows);
            rows.removeIf(row -> !AccountId.isOne(row.path("account_id").asText("")));
            if (failure == null && !rows.isEmpty()) {
                return null;
            }
            if (failure == null) {
                failure = Failure.of(
                        Reason.UNREACHABLE,
                        "'" + query.tables().get(0) + "' gave no account id and no error",
                        Trait.MAY_PASS);
            }
            if (attempt == ATTEMPTS || !failure.is(Trait.MAY_PASS)) {
                return failure;
            }
        }
    }

    private @Nullable Failure askOnce(String connection, QuerySpec query, List<JsonNode> rows)
            throws InterruptedException {
        try {
            Session session = parts.sessions().take();
            try {
                session.use(connection);
                return session.scan(query, List.of(), (row, key) -> rows.add(tree(row)))
                        .failure();
            } finally {
                parts.sessions().giveBack(session);
            }
        } catch (SQLException e) {
            return Session.unopened(e);
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
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
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
