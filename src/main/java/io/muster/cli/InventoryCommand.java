package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Column;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.cli.CommandFactory.Context;
import io.muster.inventory.QueryId;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster inventory}: which facts are read, and the facts themselves. */
@Command(
        name = "inventory",
        description = "Lists the inventory queries, shows one, runs one.%n%n"
                + "Examples:%n"
                + "  muster inventory list%n"
                + "  muster inventory show cloudtrail_trails%n"
                + "  muster inventory run cloudtrail_trails --account 111122223333",
        subcommands = {InventoryCommand.ListCommand.class, InventoryCommand.ShowCommand.class, InventoryRunCommand.class
        })
final class InventoryCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of list, show or run?");
    }

    static QuerySpec find(Pack pack, String id) {
        return pack.queries().stream()
                .filter(query -> query.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.usage(
                        "There is no query '" + id + "'.",
                        Nearest.suggestion(
                                id,
                                pack.queries().stream()
                                        .map(query -> query.id().value())
                                        .collect(Collectors.toList())),
                        "muster inventory list"));
    }

    private static List<String> readers(Pack pack, QueryId query) {
        return pack.checks().stream()
                .filter(check -> check.inventory().contains(query))
                .map(CheckSpec::id)
                .map(Object::toString)
                .toList();
    }

    /** Where a query's rows come from: Steampipe's tables, an operation of the AWS API, or Muster's own state. */
    static List<String> sources(QuerySpec query) {
        if (query.record() != null) {
            return List.of("muster:" + query.record());
        }
        if (query.siem() != null) {
            return List.of("the SIEM: " + query.siem().data());
        }
        return query.api() == null
                ? query.tables()
                : List.of(query.api().service() + ":" + query.api().operation());
    }

    /** {@code muster inventory list}. */
    @Command(
            name = "list",
            description = "Lists the queries: where their rows come from and how many checks read them.%n%n"
                    + "Example: muster inventory list --format csv")
    static final class ListCommand implements Callable<Integer> {

        private final Context context;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        ListCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Pack pack = Home.pack(context);
            Listing listing = new Listing("query", "scope", "regional", "source", "checks", "title");
            for (QuerySpec query : pack.queries()) {
                listing.row(
                        query.id(),
                        query.scope().name().toLowerCase(Locale.ROOT),
                        query.regional(),
                        sources(query),
                        readers(pack, query.id()).size(),
                        query.title());
            }
            listing.print(format, context.terminal().out());
            return ExitCode.DONE;
        }
    }

    /** {@code muster inventory show}. */
    @Command(
            name = "show",
            description = "Shows one query: its columns, what reading it takes, who reads it, and the file itself.%n%n"
                    + "Example: muster inventory show cloudtrail_trails")
    static final class ShowCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "QUERY", description = "The id of the query.")
        private String id = "";

        ShowCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            Pack pack = Home.pack(context);
            QuerySpec query = find(pack, id);
            Terminal terminal = context.terminal();
            terminal.print(query.title());
            if (!query.description().isBlank()) {
                terminal.print(query.description());
            }
            terminal.print("");
            field("query", query.id().value());
            field("source", String.join(", ", sources(query)));
            field(
                    "scope",
                    query.scope().name().toLowerCase(Locale.ROOT) + (query.regional() ? ", every enabled region" : ""));
            field("key", String.join(", ", query.key()));
            field("permissions", String.join(", ", query.permissions()));
            field("confirm", pack.confirmModeOf(query).name().toLowerCase(Locale.ROOT));
            field("read by", String.join(", ", readers(pack, query.id())));
            field("file", query.place().file());
            terminal.print("");
            TextTable columns = new TextTable("COLUMN", "TYPE", "MAY BE EMPTY");
            for (Column column : query.columns()) {
                columns.row(
                        column.name(), column.type().name().toLowerCase(Locale.ROOT), column.nullable() ? "yes" : "no");
            }
            columns.lines().forEach(terminal::print);
            String body =
                    query.sql() == null ? Files.readString(Path.of(query.place().file())) : query.sql();
            terminal.print("");
            terminal.print(body.strip());
            return ExitCode.DONE;
        }

        private void field(String name, String value) {
            context.terminal().print(String.format(Locale.ENGLISH, "%-12s %s", name, value.isEmpty() ? "-" : value));
        }
    }
}
