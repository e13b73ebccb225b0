package io.muster.cli;

import io.muster.catalog.Coverage;
import io.muster.cli.CommandFactory.Context;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster checks coverage}: how each question of the readiness catalogue is answered. */
@Command(
        name = "coverage",
        description = "Lists every row of the readiness catalogue once, and what answers it: a check, an attestation,"
                + " the SIEM, a feature of Muster, or nothing, with the reason.%n%n"
                + "Examples:%n  muster checks coverage%n  muster checks coverage --kind not-decidable --format csv")
final class ChecksCoverageCommand implements Callable<Integer> {

    private static final int TERMINAL = 120;

    private final Context context;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only rows of this kind: check, attestation, siem, feature, not-decidable or open.")
    private @Nullable String kind;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES} (default: table).")
    private Listing.Format format = Listing.Format.table;

    ChecksCoverageCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        requireKind();
        Problems problems = new Problems();
        List<Coverage.Answer> answers = Coverage.read(Home.folder().resolve("checks"), Home.pack(List.of()), problems);
        problems.throwIfAny(ProblemException.Kind.USAGE);
        Listing listing = switch (format) {
            case table -> new Listing("row", "severity", "kind", "answer");
            case csv -> new Listing("row", "severity", "kind", "checks", "reason");
            case json -> new Listing("row", "kind", "checks", "reason", "severity", "question");
        };
        listing.wrapAt(TERMINAL);
        for (Coverage.Answer answer : answers) {
            if (kind == null || answer.kind().word().equals(kind)) {
                addTo(listing, answer);
            }
        }
        listing.print(format, context.terminal().out());
        context.terminal().say(summary(answers));
        return ExitCode.DONE;
    }

    private void requireKind() {
        List<String> words =
                Arrays.stream(Coverage.Kind.values()).map(Coverage.Kind::word).collect(Collectors.toList());
        if (kind != null && !words.contains(kind)) {
            throw ProblemException.usage("There is no kind '" + kind + "'.", "", "one of " + String.join(", ", words));
        }
    }

    private void addTo(Listing listing, Coverage.Answer answer) {
        List<String> checks = answer.checks().stream().map(Object::toString).collect(Collectors.toList());
        switch (format) {
            case table ->
                listing.row(
                        answer.row(), answer.severity().word(), answer.kind().word(), words(answer));
            case csv ->
                listing.row(
                        answer.row(), answer.severity().word(), answer.kind().word(), checks, answer.reason());
            case json ->
                listing.row(
                        answer.row(),
                        answer.kind().word(),
                        checks,
                        answer.reason(),
                        answer.severity().word(),
                        answer.question());
        }
    }

    /** The reason names the checks that ask for an attestation. */
    private static String words(Coverage.Answer answer) {
        return answer.reason().isEmpty()
                ? answer.checks().stream().map(Object::toString).collect(Collectors.joining(", "))
                : answer.reason();
    }

    private static String summary(List<Coverage.Answer> answers) {
        Map<Coverage.Kind, Long> counts = answers.stream()
                .collect(Collectors.groupingBy(
                        Coverage.Answer::kind, () -> new EnumMap<>(Coverage.Kind.class), Collectors.counting()));
        return answers.size() + " rows: "
                + counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().word())
                        .collect(Collectors.joining(", "));
    }
}
