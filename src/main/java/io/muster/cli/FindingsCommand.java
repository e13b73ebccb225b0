package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.cli.CommandFactory.Context;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.state.FindingFilter;
import io.muster.state.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster findings}: what a stored run found. */
@Command(
        name = "findings",
        description = "Prints the findings of a run: the gaps, unless verdicts are named.%n%n"
                + "Examples:%n"
                + "  muster findings --severity critical%n"
                + "  muster findings --verdict unknown --format csv")
final class FindingsCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--run", paramLabel = "ID", description = "The run (default: the newest complete one).")
    private @Nullable String run;

    @Option(
            names = "--verdict",
            split = ",",
            paramLabel = "WORD",
            description = "fail, unknown, accepted, pass, not-applicable.")
    private List<String> verdicts = new ArrayList<>();

    @Option(names = "--severity", split = ",", paramLabel = "WORD", description = "critical, high, medium, low, info.")
    private List<String> severities = new ArrayList<>();

    @Option(names = "--check", split = ",", paramLabel = "CHECK", description = "Only these checks.")
    private List<String> checks = new ArrayList<>();

    @Option(names = "--account", split = ",", paramLabel = "ID", description = "Only these accounts.")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    FindingsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        FindingFilter filter = FindingFilter.GAPS;
        if (!verdicts.isEmpty()) {
            filter = filter.withVerdicts(
                    StoredRuns.words(verdicts, Verdict.class, "--verdict").collect(Collectors.toSet()));
        }
        filter = filter.withSeverities(StoredRuns.words(severities, Severity.class, "--severity")
                        .collect(Collectors.toSet()))
                .withChecks(checks.stream().map(FindingsCommand::checkId).collect(Collectors.toSet()))
                .withAccounts(AccountIds.of(accounts));
        try (State state = Wiring.ofOptional(context).stateOfRuns()) {
            Listing listing = format == Listing.Format.table
                    ? new Listing("severity", "verdict", "check", "account_name", "region", "resource", "message")
                    : new Listing(Stream.concat(Finding.FIELDS.stream(), Stream.of("frameworks"))
                            .toArray(String[]::new));
            Map<CheckId, List<String>> controls = format == Listing.Format.table ? Map.of() : controls();
            Set<String> seen = new HashSet<>();
            RunId id = StoredRuns.find(state, run).id();
            state.findings().forEach(id, filter, finding -> {
                seen.add(finding.check().value());
                add(listing, finding, controls);
            });
            requireKnown(seen);
            if (listing.size() == 0) {
                state.runs()
                        .universe(id)
                        .ifPresent(seenThen -> AccountIds.requireKnown(seenThen, AccountIds.of(accounts)));
                context.terminal().say("Run " + id.shortForm() + " has no such finding.");
            }
            listing.print(format, context.terminal().out());
            return ExitCode.DONE;
        }
    }

    /** Checks of old runs may be gone from the pack, so only what can be no id is refused. */
    private static CheckId checkId(String text) {
        try {
            return new CheckId(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.usage("'" + text + "' is no id of a check.", "", "muster checks list");
        }
    }

    /** A check without a finding must be one of the pack: a misspelt one must not look like a good one. */
    private void requireKnown(Set<String> seen) {
        List<String> silent =
                checks.stream().filter(check -> !seen.contains(check)).toList();
        if (silent.isEmpty()) {
            return;
        }
        Set<String> known = Home.pack(context).checks().stream()
                .map(check -> check.id().value())
                .collect(Collectors.toSet());
        for (String check : silent) {
            if (!known.contains(check)) {
                throw ProblemException.usage(
                        "There is no check '" + check + "', and the run has no such finding of it.",
                        Nearest.suggestion(check, known),
                        "muster checks list");
            }
        }
    }

    /** What each check of today's pack maps to. */
    private Map<CheckId, List<String>> controls() {
        return Home.pack(context).checks().stream().collect(Collectors.toMap(CheckSpec::id, CheckSpec::controls));
    }

    private void add(Listing listing, Finding finding, Map<CheckId, List<String>> controls) {
        if (format == Listing.Format.table) {
            listing.row(
                    finding.severity().word(),
                    finding.verdict().word(),
                    finding.check(),
                    finding.accountName(),
                    finding.region(),
                    finding.resource(),
                    finding.message());
        } else {
            List<@Nullable Object> values = new ArrayList<>(finding.fields().values());
            values.add(controls.getOrDefault(finding.check(), List.of()));
            listing.row(values.toArray());
        }
    }
}
