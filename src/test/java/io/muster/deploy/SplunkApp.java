package io.muster.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration files of the app for Splunk: stanzas with their settings, and the comments above each. */
final class SplunkApp {

    static final Path FOLDER = Kit.folder("detections/splunk/muster_detections");

    /** One stanza. */
    record Stanza(String name, Map<String, String> comments, Map<String, String> settings) {}

    private static final Pattern COMMENT = Pattern.compile("# (\\w+): +(.*)");

    private SplunkApp() {}

    /** The stanzas of a file in {@code default}, in order; lines that end with a backslash go on. */
    static List<Stanza> stanzas(String file) {
        List<Stanza> stanzas = new ArrayList<>();
        Map<String, String> comments = new LinkedHashMap<>();
        String text = Kit.text(FOLDER.resolve("default").resolve(file)).replace("\\\n", "\n");
        String setting = "";
        for (String line : text.split("\n")) {
            Matcher comment = COMMENT.matcher(line);
            int equals = line.indexOf(" = ");
            if (comment.matches()) {
                comments.put(comment.group(1), comment.group(2));
            } else if (line.startsWith("[") && line.endsWith("]")) {
                stanzas.add(new Stanza(line.substring(1, line.length() - 1), comments, new LinkedHashMap<>()));
                comments = new LinkedHashMap<>();
            } else if (line.matches("[\\w.]+ = .*")) {
                setting = line.substring(0, equals);
                last(stanzas).put(setting, line.substring(equals + 3));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                last(stanzas).merge(setting, line, (before, more) -> before + "\n" + more);
            }
        }
        return stanzas;
    }

    private static Map<String, String> last(List<Stanza> stanzas) {
        return stanzas.get(stanzas.size() - 1).settings();
    }
}
