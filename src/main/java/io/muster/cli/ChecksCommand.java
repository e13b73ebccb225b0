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
import java.util.Locale;
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
            ChecksAttestCommand.class,
            ChecksIndexCommand.class
        })
final class ChecksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of list, show, test, coverage, attest or index?");
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
            description = "Lists the checks, worst severity first.%n%nExample: muster checks list --severity critical")
    static final class ListCommand implements Callable<Integer> {

        private final Context context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

        @Option(names = "--area", paramLabel = "AREA", description = "Only this area, such as logging.")
        private @Nullable String area;

        @Option(
                names = "--severity",
                paramLabel = "WORD",
                description = "This severity or worse: ${COMPLETION-CANDIDATES}.")
        private Severity severity = Severity.INFO;

        @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
        private Listing.Format format = Listing.Format.table;

        ListCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Listing listing = new Listing("check", "area", "severity", "scope", "requirements", "title");
            for (CheckSpec check :
                    Home.pack(Configuration.packs(context, MusterCommand.of(spec.commandLine()))).checks().stream()
                            .filter(check -> area == null || check.area().equals(area))
                            .filter(check -> check.severity().isAtLeast(severity))
                            .sorted(Comparator.comparing(CheckSpec::severity).thenComparing(CheckSpec::id))
                            .collect(Collectors.toList())) {
                listing.row(
                        check.id(),
                        check.area(),
                        check.severity().word(),
                        check.scope().name().toLowerCase(Locale.ROOT),
                        check.requirements(),
                        check.title());
            }
            listing.print(format, context.terminal().out());
            return ExitCode.DONE;
        }
    }

    /** {@code muster checks show}. */
    @Command(
            name = "show",
            description = "Shows the page of one check: why it matters, what is checked, how to fix it.%n%n"
                    + "Example: muster checks show cloudtrail_log_validation")
    static final class ShowCommand implements Callable<Integer> {

        private final Context context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
        private CommandSpec spec;

        @Parameters(paramLabel = "CHECK", description = "The id of the check.")
        private String id = "";

        ShowCommand(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            Pack pack = Home.pack(Configuration.packs(context, MusterCommand.of(spec.commandLine())));
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
            terminal.print("reads         "
                    + check.inventory().stream().map(Object::toString).collect(Collectors.joining(", ")));
            terminal.print("policy        " + check.file());
            return ExitCode.DONE;
        }
    }
}
