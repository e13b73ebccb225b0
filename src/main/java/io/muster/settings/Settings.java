package io.muster.settings;

import io.muster.problem.FileFailure;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML document read key by key: {@code muster.yaml}, and the headers of queries and checks.
 *
 * <p>Each feature asks for the keys that it knows; {@link #finish()} reports the keys that nobody asked for. Problems are
 * collected with file and line, never thrown one by one. Values may hold <code>${env:NAME}</code> and <code>${file:PATH}</code>;
 * messages quote the value as it is written, so that a secret never appears in one.
 */
public final class Settings {

    /** A shorter value would be found by chance in the words of a message. */
    private static final int SHORTEST_SECRET = 4;

    private final String file;
    private final int lineOffset;
    private final Map<String, String> environment;
    private final @Nullable Path folder;
    private final Problems problems;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, String> references = new LinkedHashMap<>();
    private final Map<String, Section> topLevel = new LinkedHashMap<>();
    private final Section root;

    private Settings(
            String file,
            int lineOffset,
            Map<String, String> environment,
            @Nullable Path folder,
            Problems problems,
            @Nullable Node document) {
        this.file = file;
        this.lineOffset = lineOffset;
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.problems = problems;
        this.root = newSection("", document);
    }

    /**
     * Reads a configuration file. A file that is missing, unreadable or no YAML mapping is an error in {@code problems},
     * and reads as empty.
     */
    public static Settings load(Path file, Map<String, String> environment, Problems problems) {
        String text = "";
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            problems.error(Problem.of(
                    "The configuration '" + file + "' does not exist.",
                    "",
                    "write one, or name another with --config; `muster demo` needs none"));
        } catch (CharacterCodingException e) {
            problems.error(
                    Problem.of("The configuration '" + file + "' is no text in UTF-8.", "", "save the file as UTF-8"));
        } catch (IOException e) {
            problems.error(Problem.of(
                    "The configuration '" + file + "' could not be read.",
                    FileFailure.why(e),
                    "check that it is a file and that you may read it"));
        }
        Path absolute = file.toAbsolutePath();
        return new Settings(
                file.toString(),
                0,
                environment,
                absolute.getParent(),
                problems,
                compose(text, file.toString(), 0, problems));
    }

    /** Reads YAML text that starts after {@code lineOffset} lines of {@code file}; values are taken literally. */
    public static Settings parse(String text, String file, int lineOffset, Problems problems) {
        return new Settings(file, lineOffset, Map.of(), null, problems, compose(text, file, lineOffset, problems));
    }

    /** Reads YAML text with references to the environment, as {@link #load} does. */
    public static Settings parse(String text, String file, Map<String, String> environment, Problems problems) {
        return new Settings(file, 0, environment, null, problems, compose(text, file, 0, problems));
    }

    /** No setting at all: every key has its default. */
    public static Settings empty(Problems problems) {
        return new Settings("(no configuration)", 0, Map.of(), null, problems, null);
    }

    private static @Nullable Node compose(String text, String file, int lineOffset, Problems problems) {
        LoadSettings load = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Optional<Node> document = new Compose(load).composeString(text);
            if (document.isEmpty()) {
                return null;
            }
            if (!(document.get() instanceof MappingNode)) {
                problems.error(Problem.of(
                                "The document holds no 'key: value' lines.",
                                "",
                                "start with a key, such as `steampipe:`")
                        .at(file, lineOffset + 1));
                return null;
            }
            return document.get();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1 + lineOffset;
            problems.error(Problem.of(
                            "The text is no YAML: " + e.getProblem() + ".",
                            "",
                            "check indentation, quotes and brackets around that line")
                    .at(file, line));
        } catch (YamlEngineException e) {
            problems.error(Problem.of("The text is no YAML: " + e.getMessage() + ".", "", "")
                    .at(file, 0));
        }
        return null;
    }

    /** The document itself, for keys at the top. */
    public Section root() {
        return root;
    }

    /** A section of the document; one that is not there reads as empty. */
    public Section section(String key) {
        return topLevel.computeIfAbsent(key, root::section);
    }

    /** The file, as it was named. */
    public String file() {
        return file;
    }

    /** The folder of the file, against which relative paths are meant; empty where there is no file. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    public Problems problems() {
        return problems;
    }

    /** Every key that somebody asked for, such as {@code steampipe.url} or {@code targets[].name}; what can be set. */
    public Set<String> known() {
        Set<String> known = new TreeSet<>();
        sections.forEach(section -> section.addKnown(known));
        return known;
    }

    /** Reports every key that nobody asked for, with the nearest one that is known. */
    public void finish() {
        sections.forEach(Section::reportUnknownKeys);
    }

    /** {@link #finish()}, then throws all problems at once if there is one. */
    public void finishOrThrow() {
        finish();
        problems.throwIfAny(ProblemException.Kind.USAGE);
    }

    Section newSection(String path, @Nullable Node node) {
        Section section = new Section(this, path, node);
        sections.add(section);
        return section;
    }

    int lineOf(@Nullable Node node) {
        if (node == null) {
            return 0;
        }
        return node.getStartMark().map(mark -> mark.getLine() + 1 + lineOffset).orElse(0);
    }

    /** Whoever quotes a value in a message quotes what is written: what a reference stands for may be a secret. */
    void report(Problem problem, int line) {
        problems.error(Problem.of(asWritten(problem.what()), asWritten(problem.why()), asWritten(problem.fix()))
                .at(file, line));
    }

    private String asWritten(String text) {
        String written = text;
        for (Map.Entry<String, String> reference : references.entrySet()) {
            written = written.replace(reference.getKey(), reference.getValue());
        }
        return written;
    }

    /** Replaces references; a missing one is reported and reads as empty. */
    String resolve(String written, String path, int line) {
        if (!written.contains("${")) {
            return written;
        }
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (true) {
            int start = written.indexOf("${", from);
            if (start < 0) {
                return resolved.append(written, from, written.length()).toString();
            }
            int end = written.indexOf('}', start);
            if (end < 0) {
                report(
                        Problem.of(
                                "'" + path + "' has a '${' without its '}'.",
                                "",
                                path + ": ${env:NAME} or ${file:PATH}"),
                        line);
                return "";
            }
            String value = reference(written.substring(start + 2, end), path, line);
            if (value.length() >= SHORTEST_SECRET) {
                references.put(value, written.substring(start, end + 1));
            }
            resolved.append(written, from, start).append(value);
            from = end + 1;
        }
    }

    private String reference(String reference, String path, int line) {
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            String value = environment.get(name);
            if (value == null) {
                report(
                        Problem.of(
                                "'" + path + "' needs the environment variable '" + name + "', which is not set.",
                                "",
                                "export " + name + "=…"),
                        line);
                return "";
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            String name = reference.substring("file:".length());
            Path target = folder == null ? Path.of(name) : folder.resolve(name);
            try {
                return Files.readString(target).strip();
            } catch (IOException e) {
                report(
                        Problem.of(
                                "'" + path + "' needs the file '" + target + "', which could not be read.",
                                FileFailure.why(e),
                                "create it, readable for this user only"),
                        line);
                return "";
            }
        }
        report(
                Problem.of(
                        "'" + path + "' refers to '${" + reference + "}', which is neither env: nor file:.",
                        "",
                        path + ": ${env:NAME} or ${file:PATH}"),
                line);
        return "";
    }
}
