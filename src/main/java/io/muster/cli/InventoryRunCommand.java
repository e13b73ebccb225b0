package io.muster.cli;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.cli.CommandFactory.Context;
import io.muster.collect.Collector;
import io.muster.collect.OwnFacts;
import io.muster.collect.Universe;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import io.muster.problem.ProblemException;
import io.muster.state.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster inventory run}. */
@Command(
        name = "run",
        description = "Runs one query as an audit does, and prints its rows.%n%n"
                + "The rows go to stdout; how far each account and region was read, and why not, to stderr.%n"
                + "Nothing is stored. Exit code 4 if anything could not be read.%n%n"
                + "Examples:%n"
                + "  muster inventory run cloudtrail_trails%n"
                + "  muster inventory run ec2_instances --account 111122223333 --format csv > instances.csv%n"
                + "  muster inventory run ec2_network_interfaces --format ndjson | jq .public_ip")
final class InventoryRunCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "QUERY", description = "The id of the query.")
    private String id = "";

    @Option(names = "--account", split = ",", paramLabel = "ID", description = "Only these accounts.")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private RowPrinter.Form form = RowPrinter.Form.table;

    InventoryRunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Wiring wiring = Wiring.of(context);
        Pack pack = wiring.pack();
        QuerySpec query = InventoryCommand.find(pack, id);
        Set<AccountId> wanted = new LinkedHashSet<>(AccountIds.of(accounts));
        if (query.scope() == Scope.ORGANIZATION && !wanted.isEmpty()) {
            throw ProblemException.usage(
                    "The query '" + id + "' is asked once, through the management account.",
                    "'--account' has nothing to choose from.",
                    "muster inventory run " + id);
        }
        // Only what Muster noted itself stands in its state, which another process may be busy with.
        try (State state = query.record() == null ? null : wiring.state();
                Spool spool = new Spool(query.id());
                Collector collector = wiring.collector(
                        pack.narrowedTo(query.id()), state == null ? OwnFacts.NONE : wiring.ownFacts(state))) {
            Universe universe = collector.universe(spool);
            universe.warnings().forEach(warning -> context.terminal().say("Warning: " + warning.text()));
            List<Account> chosen = chosen(universe.organization(), wanted);
            List<Slice> slices = new ArrayList<>(universe.slices());
            slices.addAll(
                    query.scope() == Scope.ORGANIZATION
                            ? collector.collectOrganization(universe.organization(), spool)
                            : collect(collector, chosen, spool, wiring));
            print(query, universe.organization(), chosen, spool);
            List<Slice> asked = ofQuery(slices, query, chosen, wanted);
            if (asked.isEmpty() && query.scope() == Scope.ORGANIZATION) {
                context.terminal()
                        .say("'" + id
                                + "' is asked about an organization; this account stands alone, so it was not asked.");
                return ExitCode.UNKNOWN;
            }
            return say(asked);
        }
    }

    private static List<Account> chosen(Organization organization, Set<AccountId> wanted) {
        AccountIds.requireKnown(organization, wanted);
        return organization.accounts().stream()
                .filter(account -> wanted.isEmpty() || wanted.contains(account.id()))
                .toList();
    }

    private static List<Slice> collect(Collector collector, List<Account> accounts, Spool spool, Wiring wiring)
            throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(wiring.configuration().steampipe().parallelAccounts());
        try {
            List<Future<List<Slice>>> reading = accounts.stream()
                    .map(account -> workers.submit(() -> collector.collect(account, spool)))
                    .toList();
            List<Slice> slices = new ArrayList<>();
            for (Future<List<Slice>> each : reading) {
                slices.addAll(each.get());
            }
            return slices;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void print(QuerySpec query, Organization organization, List<Account> chosen, Spool spool)
            throws IOException {
        RowPrinter printer = new RowPrinter(form, query, context.terminal().out());
        @Nullable AccountId management = organization.managementAccount();
        List<AccountId> ids = query.scope() == Scope.ORGANIZATION && management != null
                ? List.of(management)
                : chosen.stream().map(Account::id).toList();
        for (AccountId account : ids) {
            spool.forEach(account, printer::row);
        }
        long rows = printer.end();
        context.terminal().say(rows == 1 ? "1 row" : String.format(Locale.ENGLISH, "%,d rows", rows));
    }

    private static List<Slice> ofQuery(
            List<Slice> slices, QuerySpec query, List<Account> chosen, Set<AccountId> wanted) {
        Set<AccountId> ids = chosen.stream().map(Account::id).collect(Collectors.toSet());
        return slices.stream()
                .filter(slice -> slice.source().equals(query.id()))
                .filter(slice -> wanted.isEmpty() || ids.contains(slice.account()))
                .sorted(Comparator.comparing(Slice::account).thenComparing(slice -> String.valueOf(slice.region())))
                .toList();
    }

    /** One line for each account and outcome, its regions together; the answer is the exit code. */
    private Integer say(List<Slice> slices) {
        TextTable table = new TextTable("ACCOUNT", "REGIONS", "STATUS", "CONFIRMED", "ROWS", "REASON", "MESSAGE");
        slices.stream()
                .collect(Collectors.groupingBy(Outcome::of, LinkedHashMap::new, Collectors.toList()))
                .forEach((outcome, same) -> table.row(
                        outcome.account(),
                        regions(same),
                        outcome.status(),
                        outcome.confirmed(),
                        same.stream().mapToLong(Slice::rows).sum(),
                        outcome.reason(),
                        outcome.message()));
        table.lines().forEach(line -> context.terminal().say(line));
        return !slices.isEmpty() && slices.stream().allMatch(Slice::isRead) ? ExitCode.DONE : ExitCode.UNKNOWN;
    }

    private static String regions(List<Slice> slices) {
        List<String> regions = slices.stream()
                .flatMap(slice -> Stream.ofNullable(slice.region()))
                .toList();
        return regions.size() > 3 ? regions.size() + " regions" : regions.isEmpty() ? "-" : String.join(" ", regions);
    }

    private record Outcome(AccountId account, String status, String confirmed, String reason, String message) {

        static Outcome of(Slice slice) {
            return new Outcome(
                    slice.account(),
                    slice.status().word(),
                    slice.confirmation() == null ? "" : slice.confirmation().word(),
                    slice.reason() == null ? "" : slice.reason().word(),
                    slice.message() == null ? "" : slice.message());
        }
    }
}
