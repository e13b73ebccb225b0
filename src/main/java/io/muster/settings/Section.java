package io.muster.settings;

import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a YAML document. Every key that is asked for becomes known; bad values are reported with their line. */
public final class Section {

    private static final Pattern CREDENTIALS = Pattern.compile("//[^/?#]*@");
    private static final Pattern DURATION = Pattern.compile("([0-9]+)\\s*(ms|s|m|h|d|w)");
    private static final Pattern SIZE = Pattern.compile("([0-9]+)\\s*(B|kB|KB|MB|GB)");

    private final Settings settings;
    private final String path;
    private final @Nullable Node node;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final Map<String, Section> children = new LinkedHashMap<>();
    private final Map<String, List<Section>> lists = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private boolean open;

    Section(Settings settings, String path, @Nullable Node node) {
        this.settings = settings;
        this.path = path;
        this.node = node;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (tuples.putIfAbsent(key, tuple) != null) {
                    settings.report(
                            Problem.of("'" + path(key) + "' is set twice.", "", "keep one of the two"),
                            settings.lineOf(tuple.getKeyNode()));
                }
            }
        } else if (node != null && !isNull(node)) {
            settings.report(
                    Problem.of("'" + path + "' needs keys below it.", "", path + ": {key: value}"),
                    settings.lineOf(node));
        }
    }

    /** The full name of a key, such as {@code steampipe.url}. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Whether the section is written in the document at all. */
    public boolean isPresent() {
        return node != null && !isNull(node);
    }

    /** Whether the key is written with a value. */
    public boolean has(String key) {
        return value(key) != null;
    }

    /** Whether the key is written with one plain value, neither a list nor keys. */
    public boolean isPlain(String key) {
        return value(key) instanceof ScalarNode;
    }

    /** The line of a key, or of the section if the key is not there; 0 if neither is. */
    public int line(String key) {
        NodeTuple tuple = tuples.get(key);
        return settings.lineOf(tuple == null ? node : tuple.getKeyNode());
    }

    /** The line of the section; 0 if it is not there. */
    public int line() {
        return settings.lineOf(node);
    }

    /** The keys as they are written, in their order; asking makes all of them known. */
    public List<String> keys() {
        open = true;
        return List.copyOf(tuples.keySet());
    }

    /** Reports a problem with the value of a key. */
    public void problem(String key, String what, String why, String fix) {
        settings.report(Problem.of(what, why, fix), line(key));
    }

    public Optional<String> text(String key) {
        Node value = value(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ScalarNode scalar) {
            return Optional.of(settings.resolve(scalar.getValue(), path(key), line(key)));
        }
        problem(key, "'" + path(key) + "' needs one value, not a list or keys.", "", path(key) + ": value");
        return Optional.empty();
    }

    public String text(String key, String standard) {
        return text(key).orElse(standard);
    }

    /** The text of a key that must be there; reported, and empty, when it is not. */
    public String required(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() || text.get().isBlank()) {
            if (value(key) == null || text.isPresent()) {
                problem(key, "'" + path(key) + "' is missing.", "", path(key) + ": …");
            }
            return "";
        }
        return text.get();
    }

    /** A secret; a value that stands in the file itself is accepted, but never shown. */
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    /**
     * A secret that is sent in a header of HTTP, without the white space around it. One that no header can carry is reported
     * here: the client that sends it would show it in its complaint.
     */
    public Optional<Secret> token(String key) {
        Optional<String> token = text(key).map(String::strip);
        int place = token.map(Section::firstUnprintable).orElse(-1);
        if (place < 0) {
            return token.map(Secret::new);
        }
        problem(
                key,
                "'" + path(key) + "' has a character that no token has, in place " + (place + 1) + ".",
                "A token is made of printable ASCII.",
                "look for a line break or a character that was pasted with it");
        return Optional.empty();
    }

    private static int firstUnprintable(String text) {
        for (int place = 0; place < text.length(); place++) {
            if (text.charAt(place) < ' ' || text.charAt(place) > '~') {
                return place;
            }
        }
        return -1;
    }

    public Optional<Duration> duration(String key) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(written.get().strip());
        if (!matcher.matches()) {
            boolean number = written.get().strip().chars().allMatch(Character::isDigit);
            problem(
                    key,
                    "'" + path(key) + "' is '" + raw(key) + "', which is no duration.",
                    number ? "A number needs a unit, since it could be seconds or hours." : "",
                    path(key) + ": 30m (units: ms, s, m, h, d, w)");
            return Optional.empty();
        }
        try {
            long amount = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        case "d" -> Duration.ofDays(amount);
                        default -> Duration.ofDays(Math.multiplyExact(7, amount));
                    });
        } catch (NumberFormatException | ArithmeticException e) {
            problem(key, "'" + path(key) + "' is '" + raw(key) + "', which is too long.", "", path(key) + ": 30m");
            return Optional.empty();
        }
    }

    public Duration duration(String key, Duration standard) {
        return duration(key).orElse(standard);
    }

    /** A size in bytes, written with its unit: {@code 64MB} (1 kB is 1,024 bytes). */
    public long bytes(String key, long standard) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return standard;
        }
        Matcher matcher = SIZE.matcher(written.get().strip());
        if (!matcher.matches()) {
            problem(
                    key,
                    "'" + path(key) + "' is '" + raw(key) + "', which is no size.",
                    "A size is a number with its unit.",
                    path(key) + ": 64MB (units: B, kB, MB, GB)");
            return standard;
        }
        try {
            long unit = switch (matcher.group(2)) {
                case "B" -> 1L;
                case "kB", "KB" -> 1L << 10;
                case "MB" -> 1L << 20;
                default -> 1L << 30;
            };
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            problem(key, "'" + path(key) + "' is '" + raw(key) + "', which is too large.", "", path(key) + ": 64MB");
            return standard;
        }
    }

    public int integer(String key, int standard, int min, int max) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(written.get().strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers out of range.
        }
        problem(
                key,
                "'" + path(key) + "' is '" + raw(key) + "', but must be a whole number from " + min + " to " + max
                        + ".",
                "",
                path(key) + ": " + standard);
        return standard;
    }

    public boolean flag(String key, boolean standard) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return standard;
        }
        String word = written.get().strip();
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        problem(
                key,
                "'" + path(key) + "' is '" + raw(key) + "', but must be true or false.",
                "",
                path(key) + ": " + standard);
        return standard;
    }

    /** Whether an address names a user or a password before its host; reported, since it would be shown in many places. */
    public boolean holdsCredentials(String key, String address) {
        if (!CREDENTIALS.matcher(address).find()) {
            return false;
        }
        problem(
                key,
                "'" + path(key) + "' names a user or a password before its host.",
                "An address is shown in messages, and a secret must not be.",
                "take what stands before the '@' out, and use the keys for users, passwords and tokens");
        return true;
    }

    /** An absolute URI with a scheme, such as {@code https://splunk:8088}. */
    public Optional<URI> uri(String key) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(written.get().strip());
            if (holdsCredentials(key, written.get())) {
                return Optional.empty();
            }
            if (uri.isAbsolute() && (uri.getHost() != null || uri.isOpaque())) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Reported below, together with addresses that are not absolute.
        }
        problem(
                key,
                "'" + path(key) + "' is '" + raw(key) + "', which is no address.",
                "",
                path(key) + ": https://host:port");
        return Optional.empty();
    }

    /** One word of an enum, written in lower case with {@code -}. */
    public <E extends Enum<E>> E word(String key, Class<E> type, E standard) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return standard;
        }
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Section::wordOf).collect(Collectors.toList());
        int index = words.indexOf(written.get().strip());
        if (index >= 0) {
            return type.getEnumConstants()[index];
        }
        problem(
                key,
                "'" + path(key) + "' is '" + raw(key) + "', but must be one of " + String.join(", ", words) + ".",
                Nearest.suggestion(written.get().strip(), words),
                path(key) + ": " + wordOf(standard));
        return standard;
    }

    private static String wordOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of texts; one text alone counts as a list of one. */
    public List<String> texts(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        return textsOf(value, key);
    }

    private List<String> textsOf(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return List.of(settings.resolve(scalar.getValue(), path(key), line(key)));
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(settings.resolve(scalar.getValue(), path(key), settings.lineOf(item)));
                } else {
                    problem(key, "'" + path(key) + "' needs plain values in its list.", "", path(key) + ": [one, two]");
                }
            }
            return List.copyOf(texts);
        }
        problem(key, "'" + path(key) + "' needs a list.", "", path(key) + ": [one, two]");
        return List.of();
    }

    /** Keys and texts, in their order. */
    public Map<String, String> textMap(String key) {
        Section section = section(key);
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : section.keys()) {
            section.text(name).ifPresent(text -> map.put(name, text));
        }
        return map;
    }

    /** Keys and lists of texts, in their order. */
    public Map<String, List<String>> textsMap(String key) {
        Section section = section(key);
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (String name : section.keys()) {
            map.put(name, section.texts(name));
        }
        return map;
    }

    /** Keys and constants: texts, booleans, whole numbers, and lists of them. */
    public Map<String, Object> constants(String key) {
        Section section = section(key);
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name : section.keys()) {
            Node value = section.value(name);
            if (value != null) {
                map.put(name, section.constant(name, value));
            }
        }
        return map;
    }

    private Object constant(String key, Node value) {
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> constant(key, item))
                    .collect(Collectors.toUnmodifiableList());
        }
        if (value instanceof ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.BOOL)) {
                return Boolean.valueOf(scalar.getValue());
            }
            if (scalar.getTag().equals(Tag.INT)) {
                return Long.valueOf(scalar.getValue());
            }
            return scalar.getValue();
        }
        problem(key, "'" + path(key) + "' needs a plain value or a list.", "", "");
        return "";
    }

    /** The section below a key; one that is not there reads as empty. */
    public Section section(String key) {
        return children.computeIfAbsent(key, name -> settings.newSection(path(name), value(name)));
    }

    /** The sections of a list below a key, in their order. */
    public List<Section> sections(String key) {
        return lists.computeIfAbsent(key, this::readSections);
    }

    private List<Section> readSections(String key) {
        Node value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            problem(key, "'" + path(key) + "' needs a list.", "", path(key) + ": [{name: …}]");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            sections.add(settings.newSection(path(key) + "[" + sections.size() + "]", item));
        }
        return List.copyOf(sections);
    }

    /** The value as it is written, references unresolved; safe to show. */
    private String raw(String key) {
        return value(key) instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private @Nullable Node value(String key) {
        known.add(key);
        NodeTuple tuple = tuples.get(key);
        if (tuple == null || isNull(tuple.getValueNode())) {
            return null;
        }
        return tuple.getValueNode();
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** Adds the full names of keys that hold values, not keys of their own. */
    void addKnown(Set<String> names) {
        known.stream()
                .filter(key -> !children.containsKey(key) && !lists.containsKey(key))
                .map(this::path)
                .map(name -> name.replaceAll("\\[[0-9]+]", "[]"))
                .forEach(names::add);
    }

    void reportUnknownKeys() {
        if (open) {
            return;
        }
        for (Map.Entry<String, NodeTuple> entry : tuples.entrySet()) {
            if (known.contains(entry.getKey())) {
                continue;
            }
            String suggestion = Nearest.to(entry.getKey(), known)
                    .map(name -> "Did you mean '" + path(name) + "'?")
                    .orElseGet(() -> "Known here: " + String.join(", ", known) + ".");
            settings.report(
                    Problem.of("'" + path(entry.getKey()) + "' is not a setting.", suggestion, ""),
                    settings.lineOf(entry.getValue().getKeyNode()));
        }
    }
}
