package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.cli.CommandFactory.Context;
import io.muster.finding.Severity;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster checks}: what is asked, and why. */
@Command(
        name = "checks",
        description = "Lists the checks, shows one, tests them, says which questions they answer.%n%n"
                + "Examples:%n"
                + "  muster checks list --area logging%n"
                + "  muster checks show cloudtrail_log_validation%n"
                + "  muster checks test",
        subcommands = {
            ChecksCommand.ListCommand.class,
            ChecksCommand.ShowCommand.class,
            ChecksTestCommand.class,
            ChecksCoverageCommand.class,
            ChecksFrameworksCommand.class,
            ChecksAttestCommand.class,
            ChecksIndexCommand.class
        })
final class ChecksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which of list, show, test, coverage, frameworks, attest or index?");
    }

    /** The check with this id, or that had it once. */
    static CheckSpec find(Pack pack, String id) {
        return pack.checks().stream()
                .filter(candidate ->
                        candidate.id().value().equals(id) || candidate.aliases().contains(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.usage(
                        "There is no check '" + id + "'.",
                        Nearest.suggestion(
                                id,
                                pack.checks().stream()
                                        .map(candidate -> candidate.id().value())
                                        .collect(Collectors.toList())),
                        "muster checks list"));
    }

    /** {@code muster checks list}. */
    @Command(
            name = "list",
            description = "Lists the checks, worst severity first.%n%n"
                    + "Examples:%n"
                    + "  muster checks list --severity critical%n"
                    + "  muster checks list --framework cis-aws-5.0")
    static final class ListCommand implements Callable<Integer> {

        private final Context context;

        @Option(names = "--area", paramLabel = "AREA", description = "Only this area, such as logging.")
        private @Nullable String area;

        @Option(
                names = "--severity",
                paramLabel = "WORD",
                description = "This severity or worse: critical, high, medium, low, info.")
        private Severity severity = Severity.INFO;

        @Option(
                names = "--framework",
                paramLabel = "NAME",
                description = "Only checks that map to this framework; `muster checks frameworks` lists them.")
        private @Nullable String framework;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        ListCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Pack pack = Home.pack(context);
            requireFramework(pack);
            requireArea(pack);
            List<CheckSpec> checks = pack.checks().stream()
                    .filter(check -> area == null || check.area().equals(area))
                    .filter(check -> check.severity().isAtLeast(severity))
                    .filter(check -> framework == null || check.frameworks().containsKey(framework))
                    .sorted(Comparator.comparing(CheckSpec::severity).thenComparing(CheckSpec::id))
                    .toList();
            if (format == Listing.Format.table) {
                table(checks).print(format, context.terminal().out());
            } else {
                list(checks).print(format, context.terminal().out());
            }
            return ExitCode.DONE;
        }

        private void requireFramework(Pack pack) {
            List<String> known = ChecksFrameworksCommand.names(pack);
            if (framework != null && !known.contains(framework)) {
                throw ProblemException.usage(
                        "No check maps to a framework '" + framework + "'.",
                        Nearest.suggestion(framework, known),
                        "one of " + String.join(", ", known));
            }
        }

        private void requireArea(Pack pack) {
            Set<String> known =
                    pack.checks().stream().map(CheckSpec::area).collect(Collectors.toCollection(TreeSet::new));
            if (area != null && !known.contains(area)) {
                throw ProblemException.usage(
                        "There is no area '" + area + "'.",
                        Nearest.suggestion(area, known),
                        "one of " + String.join(", ", known));
            }
        }

        /** A table has no room for all frameworks: it shows the controls of the one that was asked for. */
        private Listing table(List<CheckSpec> checks) {
            Listing listing = new Listing(
                    "check", "area", "severity", "scope", framework == null ? "requirements" : "controls", "title");
            for (CheckSpec check : checks) {
                listing.row(
                        check.id(),
                        check.area(),
                        check.severity().word(),
                        check.scope().name().toLowerCase(Locale.ROOT),
                        framework == null
                                ? check.requirements()
                                : check.frameworks().getOrDefault(framework, List.of()),
                        check.title());
            }
            return listing;
        }

        private static Listing list(List<CheckSpec> checks) {
            Listing listing = new Listing("check", "area", "severity", "scope", "requirements", "title", "frameworks");
            for (CheckSpec check : checks) {
                listing.row(
                        check.id(),
                        check.area(),
                        check.severity().word(),
                        check.scope().name().toLowerCase(Locale.ROOT),
                        check.requirements(),
                        check.title(),
                        check.controls());
            }
            return listing;
        }
    }

    /** {@code muster checks show}. */
    @Command(
            name = "show",
            description = "Shows the page of one check: why it matters, what is checked, how to fix it.%n%n"
                    + "Example: muster checks show cloudtrail_log_validation")
    static final class ShowCommand implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "CHECK", description = "The id of the check.")
        private String id = "";

        ShowCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            Pack pack = Home.pack(context);
            CheckSpec check = find(pack, id);
            Terminal terminal = context.terminal();
            Path page = check.file().resolveSibling("README.md");
            if (Files.isRegularFile(page)) {
                terminal.print(Files.readString(page).strip());
            } else {
                terminal.print("# " + check.title());
            }
            terminal.print("");
            terminal.print("check         " + check.area() + "/" + check.id());
            terminal.print("severity      " + check.severity().word());
            terminal.print("requirements  " + String.join(", ", check.requirements()));
            if (!check.frameworks().isEmpty()) {
                terminal.print("frameworks    " + String.join(", ", check.controls()));
            }
            terminal.print("reads         "
                    + check.inventory().stream().map(Object::toString).collect(Collectors.joining(", ")));
            terminal.print("policy        " + check.file());
            return ExitCode.DONE;
        }
    }
}
