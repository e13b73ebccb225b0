package io.muster.catalog;

import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How each question of the readiness catalogue is answered: by checks, or as {@code checks/coverage.yaml} says. */
public final class Coverage {

    /** What answers a question. */
    public enum Kind {
        /** At least one check decides it from facts. */
        CHECK,
        /** A dated statement of a person; the checks named ask for it. */
        ATTESTATION,
        /** Only the SIEM can tell. */
        SIEM,
        /** Muster itself does what the row asks for. */
        FEATURE,
        /** It cannot be decided; the reason says why. */
        NOT_DECIDABLE,
        /** Nothing answers it yet. */
        OPEN;

        /** As users write and read it, such as {@code not-decidable}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One row of the catalogue.
     *
     * @param row its id, such as {@code CT-01}
     * @param checks those that name the row in their header, by id; may be empty
     * @param reason why no check decides it, or what answers instead; empty for {@link Kind#CHECK}
     */
    public record Answer(
            String row, Severity severity, String question, Kind kind, List<CheckId> checks, String reason) {}

    private record Other(Kind kind, String reason, Section section) {}

    private Coverage() {}

    /**
     * The rows of {@code catalogue.yaml} in their order, each once. Rows that are named twice or unknown, a reason that
     * is missing, and an answer that checks already give are problems.
     *
     * @param folder the folder {@code checks}
     */
    public static List<Answer> read(Path folder, Pack pack, Problems problems) {
        Map<String, Other> others = others(folder.resolve("coverage.yaml"), problems);
        Map<String, List<CheckId>> byRow = checksByRow(pack);
        Map<String, Answer> answers = new LinkedHashMap<>();
        Settings catalogue = Settings.load(folder.resolve("catalogue.yaml"), Map.of(), problems);
        for (Section section : catalogue.root().sections("rows")) {
            String row = section.required("row");
            Answer answer = answer(
                    row,
                    section.word("severity", Severity.class, Severity.MEDIUM),
                    section.required("question"),
                    others.get(row),
                    byRow.getOrDefault(row, List.of()));
            if (answers.put(row, answer) != null) {
                section.problem("row", "The row '" + row + "' stands twice.", "", "delete one of the two");
            }
        }
        catalogue.finish();
        requireKnown(others, byRow, answers, problems);
        return List.copyOf(answers.values());
    }

    private static Answer answer(
            String row, Severity severity, String question, @Nullable Other other, List<CheckId> checks) {
        if (other == null) {
            return new Answer(row, severity, question, checks.isEmpty() ? Kind.OPEN : Kind.CHECK, checks, "");
        }
        return new Answer(row, severity, question, other.kind(), checks, other.reason());
    }

    private static Map<String, Other> others(Path file, Problems problems) {
        Map<String, Other> others = new TreeMap<>();
        Settings settings = Settings.load(file, Map.of(), problems);
        for (Section section : settings.root().sections("answers")) {
            String row = section.required("row");
            Kind kind = section.word("kind", Kind.class, Kind.OPEN);
            Other other = new Other(kind, section.required("reason"), section);
            if (kind == Kind.OPEN || kind == Kind.CHECK) {
                section.problem(
                        "kind",
                        "'kind' says what answers the row in place of a check.",
                        "",
                        "use attestation, siem, feature or not-decidable");
            }
            if (others.put(row, other) != null) {
                section.problem("row", "The row '" + row + "' is answered twice.", "", "delete one of the two");
            }
        }
        settings.finish();
        return others;
    }

    private static Map<String, List<CheckId>> checksByRow(Pack pack) {
        Map<String, List<CheckId>> byRow = new TreeMap<>();
        for (CheckSpec check : pack.checks()) {
            check.requirements()
                    .forEach(row ->
                            byRow.computeIfAbsent(row, any -> new ArrayList<>()).add(check.id()));
        }
        return byRow;
    }

    private static void requireKnown(
            Map<String, Other> others,
            Map<String, List<CheckId>> byRow,
            Map<String, Answer> answers,
            Problems problems) {
        others.forEach((row, other) -> {
            if (!answers.containsKey(row)) {
                other.section().problem("row", "The catalogue has no row '" + row + "'.", "", suggestion(row, answers));
            } else if (other.kind() == Kind.NOT_DECIDABLE && byRow.containsKey(row)) {
                other.section()
                        .problem(
                                "kind",
                                "'" + row + "' is said not to be decidable, but '"
                                        + byRow.get(row).get(0) + "' decides it.",
                                "",
                                "delete the entry, or the row from the check's 'requirements'");
            }
        });
        byRow.forEach((row, checks) -> {
            if (!answers.containsKey(row)) {
                problems.error(Problem.of(
                        "The check '" + checks.get(0) + "' names the row '" + row
                                + "', which the catalogue does not have.",
                        "",
                        suggestion(row, answers)));
            }
        });
    }

    private static String suggestion(String row, Map<String, Answer> answers) {
        String nearest = Nearest.suggestion(row, answers.keySet().stream().collect(Collectors.toList()));
        return nearest.isEmpty() ? "see checks/catalogue.yaml" : nearest;
    }
}
