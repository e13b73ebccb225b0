package io.muster.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.muster.catalog.Coverage;
import io.muster.catalog.Pack;
import io.muster.check.Attestations;
import io.muster.cli.CommandFactory.Context;
import io.muster.problem.FileFailure;
import io.muster.problem.Nearest;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster checks attest}: writes down what no API can tell, with who says so and until when it holds. */
@Command(
        name = "attest",
        description = "Prints the stanza of attestations.yaml that answers a check or a row of the catalogue; with"
                + " --write adds it to the file.%n%n"
                + "Example:%n  muster checks attest PLB-01 --who 'Ada Lovelace' --statement 'All six playbooks were"
                + " reviewed; minutes in SEC-214.' --write attestations.yaml")
final class ChecksAttestCommand implements Callable<Integer> {

    private final Context context;
    private final Clock clock = Clock.systemUTC();

    @Parameters(paramLabel = "NAME", description = "The check, or the row of the catalogue, such as PLB-01.")
    private String name = "";

    @Option(names = "--who", required = true, paramLabel = "PERSON", description = "Who says so.")
    private String who = "";

    @Option(
            names = "--statement",
            required = true,
            paramLabel = "TEXT",
            description = "What is so, and where to see it.")
    private String statement = "";

    @Option(names = "--when", paramLabel = "DAY", description = "The day on which it was so (default: today).")
    private @Nullable LocalDate when;

    @Option(
            names = "--expires",
            paramLabel = "DAY",
            description = "The last day on which it holds (default: a year after --when).")
    private @Nullable LocalDate expires;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Add it to this file, which is made if it is not there.")
    private @Nullable Path file;

    ChecksAttestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        requireName();
        String stanza = stanza();
        if (file == null) {
            context.terminal().print(stanza.stripTrailing());
        } else {
            write(file, stanza);
            context.terminal().say("Added '" + name + "' to " + file + ".");
        }
        return ExitCode.DONE;
    }

    private void requireName() {
        Problems problems = new Problems();
        Pack pack = Home.pack(List.of());
        Set<String> names = new TreeSet<>();
        pack.checks().forEach(check -> {
            names.add(check.id().value());
            names.addAll(check.requirements());
        });
        Coverage.read(Home.folder().resolve("checks"), pack, problems).forEach(answer -> names.add(answer.row()));
        if (!names.contains(name)) {
            throw ProblemException.usage(
                    "There is no check and no row '" + name + "'.",
                    Nearest.suggestion(name, names),
                    "muster checks coverage --kind attestation");
        }
    }

    private String stanza() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate day = when == null ? today : when;
        LocalDate last = expires == null ? day.plusYears(1) : expires;
        if (day.isAfter(today)) {
            throw ProblemException.usage(
                    "'--when " + day + "' is in the future.",
                    "Only what was so can be attested.",
                    "name the day it was");
        }
        if (last.isBefore(today)) {
            throw ProblemException.usage(
                    "'--expires " + last + "' is over already.",
                    "An attestation that expired answers nothing.",
                    "name a day from " + today + " on");
        }
        return "  - name: " + name + "\n"
                + "    who: " + quoted(who) + "\n"
                + "    when: " + day + "\n"
                + "    expires: " + last + "\n"
                + "    statement: " + quoted(statement) + "\n";
    }

    /** A JSON string, which YAML reads as the same text. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private void write(Path target, String stanza) {
        String before = Files.exists(target) ? read(target) : "attestations:\n";
        String joint = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        WholeFile.write(target, before + joint + stanza, draft -> requireAdded(draft, target));
    }

    private static String read(Path target) {
        try {
            return Files.readString(target);
        } catch (IOException e) {
            throw ProblemException.usage(
                    "'" + target + "' could not be read.", FileFailure.why(e), "name a file of attestations");
        }
    }

    /** The file as it would be must be whole, and hold the new one: a list that does not stand last would not. */
    private void requireAdded(Path draft, Path target) {
        Problems problems = new Problems();
        boolean added = Attestations.load(draft, context.environment(), problems).all().stream()
                .anyMatch(attestation ->
                        attestation.name().equals(name) && attestation.who().equals(who));
        if (!problems.errors().isEmpty() || !added) {
            String why = problems.errors().isEmpty()
                    ? "Its list 'attestations' does not stand last."
                    : problems.errors().get(0).what();
            throw ProblemException.usage(
                    "'" + name + "' could not be added to '" + target + "', which is as it was.",
                    why,
                    "run the command without --write, and paste what it prints");
        }
    }
}
