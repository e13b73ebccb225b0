package io.muster.report;

import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where reports go, and in which forms: the section {@code reports}.
 *
 * @param directory the folder of all reports
 */
public record ReportsConfig(Path directory, Set<Form> forms) {

    /** The forms of a report. */
    public enum Form {
        HTML,
        CSV,
        JSON,
        MARKDOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Path DEFAULT_DIRECTORY = Path.of("reports");

    public ReportsConfig {
        forms = Set.copyOf(forms);
    }

    public static ReportsConfig from(Settings settings) {
        Section section = settings.section("reports");
        Path directory = Path.of(section.text("directory", DEFAULT_DIRECTORY.toString()));
        Set<Form> forms = EnumSet.noneOf(Form.class);
        List<String> words = section.texts("formats");
        for (String word : words) {
            boolean known = false;
            for (Form form : Form.values()) {
                if (form.word().equals(word)) {
                    forms.add(form);
                    known = true;
                }
            }
            if (!known) {
                section.problem(
                        "formats",
                        "'reports.formats' names '" + word + "', which is no form of a report.",
                        "",
                        "formats: [html, csv, json, markdown]");
            }
        }
        return new ReportsConfig(directory, words.isEmpty() ? EnumSet.allOf(Form.class) : forms);
    }
}
