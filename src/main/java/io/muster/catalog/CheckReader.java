package io.muster.catalog;

import io.muster.finding.CheckId;
import io.muster.finding.Severity;
import io.muster.inventory.QueryId;
import io.muster.problem.Problem;
import io.muster.problem.Problem.Place;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one check: the header of its policy. */
final class CheckReader {

    private final Problems problems;

    CheckReader(Problems problems) {
        this.problems = problems;
    }

    Optional<CheckSpec> read(String area, CheckId id, Path policy, String file, String text) {
        List<String> lines = text.lines().collect(Collectors.toList());
        Optional<Header> header = Header.above(lines, "#", "package ");
        if (header.isEmpty()) {
            problems.error(Problem.of(
                            "The check has no header.",
                            "",
                            "write `# METADATA` and the keys of CONTRIBUTING.md right above the package line")
                    .at(file, 1));
            return Optional.empty();
        }
        int before = problems.errors().size();
        requirePackage(area, id, file, lines);
        Settings settings =
                Settings.parse(header.get().yaml(), file, header.get().lineOffset(), problems);
        CheckSpec spec = read(area, id, policy, file, settings);
        settings.finish();
        return problems.errors().size() == before ? Optional.of(spec) : Optional.empty();
    }

    private void requirePackage(String area, CheckId id, String file, List<String> lines) {
        String wanted = "package checks." + area + "." + id;
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).startsWith("package ")) {
                if (!lines.get(line).strip().equals(wanted)) {
                    problems.error(Problem.of(
                                    "The package is '"
                                            + lines.get(line)
                                                    .substring("package ".length())
                                                    .strip()
                                            + "', but the file's place says '" + wanted.substring("package ".length())
                                            + "'.",
                                    "A check can only speak in its own name.",
                                    wanted)
                            .at(file, line + 1));
                }
                return;
            }
        }
    }

    private static CheckSpec read(String area, CheckId id, Path policy, String file, Settings settings) {
        Section root = settings.root();
        for (Section schema : root.sections("schemas")) {
            schema.text("input");
        }
        List<String> related = new ArrayList<>();
        for (Section resource : root.sections("related_resources")) {
            related.add(resource.required("ref"));
            resource.text("description");
        }
        Section custom = settings.section("custom");
        for (String key : List.of("severity", "scope", "inventory", "requirements")) {
            if (!custom.has(key)) {
                custom.problem(
                        key, "'custom." + key + "' is missing.", "", "see CONTRIBUTING.md for the header's keys");
            }
        }
        List<QueryId> inventory = new ArrayList<>();
        for (String query : custom.texts("inventory")) {
            try {
                inventory.add(new QueryId(query));
            } catch (IllegalArgumentException e) {
                custom.problem("inventory", "'" + query + "' is no id of a query.", "", "such as cloudtrail_trails");
            }
        }
        return new CheckSpec(
                id,
                area,
                root.required("title"),
                root.required("description"),
                related,
                custom.word("severity", Severity.class, Severity.HIGH),
                custom.word("scope", Scope.class, Scope.ACCOUNT),
                inventory,
                custom.word("partial", Partial.class, Partial.NOTHING),
                custom.texts("requirements"),
                custom.required("risk"),
                custom.required("fix"),
                custom.text("remediation").orElse(null),
                custom.textsMap("frameworks"),
                custom.texts("aliases"),
                policy,
                new Place(file, 1));
    }
}
