package io.muster.catalog;

import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code checks/playbooks/<id>.yaml}, each with its id as its one key, so that OPA can read the folder as well. A
 * playbook of a later folder replaces the one of the same id.
 */
final class PlaybookReader {

    private static final String SUFFIX = ".yaml";

    private final Problems problems;
    private final Map<String, Playbook> playbooks = new TreeMap<>();
    private final Map<String, List<Section>> steps = new TreeMap<>();
    private final Set<String> rows = new TreeSet<>();

    PlaybookReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads a file of the folder of playbooks. */
    void read(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            return;
        }
        String id = name.substring(0, name.length() - SUFFIX.length());
        if (!id.matches("[a-z][a-z0-9_]*")) {
            problems.error(Problem.of(
                            "'" + id + "' is no id of a playbook.",
                            "",
                            "use lower-case letters, digits and _ in the name of the file")
                    .at(file.toString(), 0));
            return;
        }
        Settings settings = Settings.load(file, Map.of(), problems);
        Section section = settings.section(id);
        List<Section> sections = section.sections("steps");
        List<Playbook.Step> read = new ArrayList<>();
        for (Section step : sections) {
            read.add(new Playbook.Step(step.required("step"), step.texts("rows"), looksAt(step)));
        }
        String source = section.required("source");
        section.uri("source");
        Playbook playbook = new Playbook(id, section.required("title"), source, read);
        if (section.line() > 0 && read.isEmpty()) {
            section.problem("steps", "The playbook '" + id + "' has no step.", "", "steps: [{step: …, rows: [CT-01]}]");
        }
        settings.finish();
        playbooks.put(id, playbook);
        steps.put(id, sections);
    }

    /** {@code word} has a standard; a step that says nothing looks back at nothing. */
    private static Playbook.@Nullable LooksAt looksAt(Section step) {
        boolean said = step.text("looks-at").isPresent();
        Playbook.LooksAt word = step.word("looks-at", Playbook.LooksAt.class, Playbook.LooksAt.CLOUDTRAIL);
        return said ? word : null;
    }

    /** Takes the rows of a catalogue as known; what is wrong with it, {@link Coverage} says. */
    void readCatalogue(Path file) {
        if (Files.isRegularFile(file)) {
            Settings.load(file, Map.of(), new Problems())
                    .root()
                    .sections("rows")
                    .forEach(section -> section.text("row").ifPresent(rows::add));
        }
    }

    /** The playbooks by id. Rows that neither a catalogue nor a check has are problems. */
    List<Playbook> finish(Iterable<CheckSpec> checks) {
        checks.forEach(check -> rows.addAll(check.requirements()));
        steps.values().forEach(sections -> sections.forEach(this::requireRows));
        return List.copyOf(playbooks.values());
    }

    private void requireRows(Section step) {
        List<String> named = step.texts("rows");
        if (named.isEmpty()) {
            step.problem("rows", "A step names the rows that it needs.", "", "rows: [CT-01]");
        }
        for (String row : named) {
            if (!rows.contains(row)) {
                String nearest = Nearest.suggestion(row, rows);
                step.problem(
                        "rows",
                        "The catalogue has no row '" + row + "'.",
                        nearest,
                        nearest.isEmpty() ? "see checks/catalogue.yaml" : "");
            }
        }
    }
}
