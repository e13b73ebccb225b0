package io.muster.report;

import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where reports go, and in which forms: the section {@code reports}.
 *
 * @param directory the folder of all reports
 * @param deliver more folders that get a copy of each complete report of the whole organization
 */
public record ReportsConfig(Path directory, Set<Form> forms, List<Path> deliver) {

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

    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:|@");

    public static final Path DEFAULT_DIRECTORY = Path.of("reports");

    public ReportsConfig {
        forms = Set.copyOf(forms);
        deliver = List.copyOf(deliver);
    }

    public ReportsConfig(Path directory, Set<Form> forms) {
        this(directory, forms, List.of());
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
        return new ReportsConfig(directory, words.isEmpty() ? EnumSet.allOf(Form.class) : forms, deliver(section));
    }

    private static List<Path> deliver(Section section) {
        List<Path> folders = new ArrayList<>();
        for (String place : section.texts("deliver")) {
            Optional<Path> folder = folder(place);
            if (folder.isEmpty()) {
                section.problem(
                        "deliver",
                        "'reports.deliver' names '" + place + "', which is no folder.",
                        "Reports are copied to folders only; a mounted share or a synchronised folder takes them further.",
                        "deliver: [/mnt/share/readiness], or file:///mnt/share/readiness");
            }
            folder.ifPresent(folders::add);
        }
        return folders;
    }

    /** A path, or a file URI. */
    private static Optional<Path> folder(String place) {
        try {
            if (place.startsWith("file:")) {
                return Optional.of(Path.of(URI.create(place)));
            }
            return SCHEME.matcher(place).find() ? Optional.empty() : Optional.of(Path.of(place));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
