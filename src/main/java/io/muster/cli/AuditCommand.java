package io.muster.cli;

import io.muster.audit.AuditRequest;
import io.muster.audit.AuditResult;
import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.cli.CommandFactory.Context;
import io.muster.collect.Calls;
import io.muster.collect.Collector;
import io.muster.collect.OwnFacts;
import io.muster.collect.Plan;
import io.muster.finding.AccountId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.state.Run;
import io.muster.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster audit}: one run. */
@Command(
        name = "audit",
        description = "Runs one audit: reads the organization, decides, writes the report, delivers.%n%n"
                + "Examples:%n"
                + "  muster audit --plan                     what would be read; reads nothing%n"
                + "  muster audit --account 111122223333     one account only%n"
                + "  muster audit --area logging --no-push   some checks, nothing delivered")
final class AuditCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--account", split = ",", paramLabel = "ID", description = "Only these accounts.")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--check", split = ",", paramLabel = "CHECK", description = "Only these checks.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--area",
            split = ",",
            paramLabel = "AREA",
            description = "Only the checks of these areas, such as logging.")
    private List<String> areas = new ArrayList<>();

    @Option(names = "--plan", description = "Show which accounts would be asked what, and read nothing of them.")
    private boolean plan;

    @Option(names = "--resume", description = "Take up the last unfinished run.")
    private boolean resume;

    @Option(names = "--no-push", description = "Deliver nothing to the targets.")
    private boolean noPush;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "Answer with exit code 3 from this severity on: critical, high, medium, low, info (default: high).")
    private Severity failOn = Severity.HIGH;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "table or json, with --plan also csv (default: table).")
    private Listing.Format format = Listing.Format.table;

    AuditCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireSense();
        Terminal terminal = context.terminal();
        Wiring wiring = Wiring.of(context);
        Pack pack = narrowed(wiring.pack());
        if (plan) {
            return plan(wiring, pack);
        }
        try (State state = wiring.state()) {
            Push push = new Push(wiring, terminal);
            AuditResult result = resume ? undelivered(wiring, state, pack, push).orElse(null) : null;
            if (result == null) {
                AuditRequest request = new AuditRequest(AccountIds.of(accounts), scope(), resume, !noPush);
                result = wiring.audit(state, pack, terminal::say).run(request, new ConsoleProgress(terminal));
            }
            result.unwritten().ifPresent(problem -> terminal.say(ErrorPrinter.text(problem)));
            boolean delivered = noPush || push.deliver(state, result.run());
            RunSummary summary = new RunSummary(state, result.run());
            summary.print(format, result.unwritten().isPresent() ? null : result.report(), terminal.out());
            if (result.unwritten().isPresent()) {
                return ExitCode.COULD_NOT_RUN;
            }
            int code = summary.exitCode(failOn);
            return delivered || code != ExitCode.DONE ? code : ExitCode.UNKNOWN;
        }
    }

    /** What cannot be meant is refused before anybody is asked. */
    private void requireSense() {
        AccountIds.of(accounts);
        if (plan && resume) {
            throw ProblemException.usage(
                    "'--plan' and '--resume' exclude each other.",
                    "A plan reads nothing, so that there is nothing to take up.",
                    "leave one out");
        }
        if (!plan && format == Listing.Format.csv) {
            throw ProblemException.usage(
                    "'--format csv' is for '--plan' only.",
                    "The report of a run holds its findings as CSV, and 'muster findings' prints them.",
                    "--format json, or after the audit: muster findings --format csv");
        }
    }

    /** The last run, with its report, if it is complete but whoever made it ended before everything was in the outbox. */
    private Optional<AuditResult> undelivered(Wiring wiring, State state, Pack pack, Push push) {
        Optional<Run> last = state.runs().list(1).stream().findFirst().filter(Run::isComplete);
        if (last.isEmpty() || noPush || push.isPublished(state, last.get())) {
            return Optional.empty();
        }
        Run run = last.get();
        context.terminal().say("run " + run.id().shortForm() + " is complete, but was not delivered");
        return Optional.of(new AuditResult(
                run,
                state.runs().universe(run.id()).orElseThrow(),
                wiring.reports(state, pack).write(run),
                List.of(),
                AuditResult.Deciding.NOTHING,
                Optional.empty()));
    }

    private Integer plan(Wiring wiring, Pack pack) throws InterruptedException {
        try (Collector collector = wiring.collector(pack, OwnFacts.NONE)) {
            Plan planned = collector.plan(earlierRows(wiring));
            AccountIds.requireKnown(planned.organization(), AccountIds.of(accounts));
            planned.warnings().forEach(warning -> context.terminal().say("Warning: " + warning.text()));
            context.terminal().say(planned.topology());
            if (planned.siem() != null) {
                context.terminal().say(planned.siem());
            }
            new PlanPrinter(
                            pack,
                            planned.accounts().stream()
                                    .filter(account -> accounts.isEmpty() || accounts.contains(account.id()))
                                    .toList())
                    .print(format, context.terminal());
            return ExitCode.DONE;
        }
    }

    /** The rows of the last run, where there is one: a plan makes no state and does without one that doesn't answer. */
    private Calls.EarlierRows earlierRows(Wiring wiring) {
        Map<AccountId, Map<QueryId, Long>> rows = new HashMap<>();
        if (wiring.hasState()) {
            try (State state = wiring.state()) {
                state.runs()
                        .latestComplete()
                        .ifPresent(run -> state.tables()
                                .forEachTable(
                                        run.id(),
                                        table -> rows.computeIfAbsent(table.account(), any -> new HashMap<>())
                                                .put(table.query(), table.rows())));
            } catch (ProblemException e) {
                context.terminal()
                        .say("Warning: no rows of an earlier run are known. "
                                + e.problems().get(0).text());
            }
        }
        return (account, query) -> {
            Long known = rows.getOrDefault(account, Map.of()).get(query);
            return known == null ? OptionalLong.empty() : OptionalLong.of(known);
        };
    }

    private Pack narrowed(Pack pack) {
        if (checks.isEmpty() && areas.isEmpty()) {
            return pack;
        }
        for (String check : checks) {
            requireKnown(
                    check, pack.checks().stream().map(spec -> spec.id().value()).collect(Collectors.toSet()), "check");
        }
        for (String area : areas) {
            requireKnown(area, pack.checks().stream().map(CheckSpec::area).collect(Collectors.toSet()), "area");
        }
        return pack.narrowedTo(pack.checks().stream()
                .filter(check -> checks.contains(check.id().value()) || areas.contains(check.area()))
                .toList());
    }

    private static void requireKnown(String name, Set<String> names, String what) {
        if (!names.contains(name)) {
            throw ProblemException.usage(
                    "There is no " + what + " '" + name + "'.", Nearest.suggestion(name, names), "muster checks list");
        }
    }

    private String scope() {
        List<String> words = new ArrayList<>();
        accounts.forEach(account -> words.add("--account " + account));
        checks.forEach(check -> words.add("--check " + check));
        areas.forEach(area -> words.add("--area " + area));
        return String.join(" ", words);
    }
}
