package io.muster.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The containment policies, and the table of their placeholders in the README beside them. */
final class Containment {

    static final Path FOLDER = Kit.folder("containment");
    static final Pattern PLACEHOLDER = Pattern.compile("REPLACE_[A-Z0-9_]+");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(REPLACE_[A-Z0-9_]+)` \\| .* \\| `([^`]+)` \\|$");

    private Containment() {}

    static List<String> names() throws IOException {
        return Kit.names(FOLDER, ".json");
    }

    static String policy(String name) {
        return Kit.text(FOLDER.resolve(name + ".json"));
    }

    static String readme() {
        return Kit.text(FOLDER.resolve("README.md"));
    }

    /** Placeholder and example, as the README has them. */
    static Map<String, String> examples() {
        Map<String, String> examples = new TreeMap<>();
        for (Matcher row = ROW.matcher(readme()); row.find(); ) {
            examples.put(row.group(1), row.group(2));
        }
        return examples;
    }

    static String filledIn(String name) {
        Map<String, String> examples = examples();
        return PLACEHOLDER
                .matcher(policy(name))
                .replaceAll(found -> Matcher.quoteReplacement(examples.getOrDefault(found.group(), found.group())));
    }
}
