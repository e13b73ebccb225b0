package io.muster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.Coverage;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.deploy.SplunkApp.Stanza;
import io.muster.problem.Problems;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The searches for Splunk, which has no engine to run them here: their syntax, and each word that they use, against a table. */
final class SplunkSearchesTest {

    private static final Pack PACK = PackLoader.load(List.of(Kit.HOME), new Problems());
    private static final List<Stanza> SEARCHES = SplunkApp.stanzas("savedsearches.conf");
    private static final Map<String, String> MACROS = SplunkApp.stanzas("macros.conf").stream()
            .collect(Collectors.toMap(Stanza::name, macro -> macro.settings().getOrDefault("definition", "")));
    private static final Map<String, Set<String>> WORDS = words();

    private static final Pattern STRING = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern MACRO = Pattern.compile("`(\\w+)(?:\\((\\w+)\\))?`");
    private static final Pattern WORD = Pattern.compile("'([^']+)'|([A-Za-z_][\\w.{}*-]*)");
    private static final Pattern NEW_FIELD = Pattern.compile("(?:(?:eval|,) (\\w+) = )|(?:AS (\\w+))");
    private static final Pattern INPUT = Pattern.compile("\\$(\\w+)\\$");

    private static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new HashMap<>();
        for (String line : Kit.text(Kit.sample("spl-words.txt")).split("\n")) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(": ");
                words.computeIfAbsent(parts[0], kind -> new HashSet<>())
                        .addAll(List.of(parts[1].trim().split(" ")));
            }
        }
        return words;
    }

    private static String search(Stanza stanza) {
        return stanza.settings().getOrDefault("search", "");
    }

    /** With macros put in, and strings out: what is left are operators and words. */
    private static String bare(String search) {
        String whole = search;
        for (Matcher macro = MACRO.matcher(whole); macro.find(); macro = MACRO.matcher(whole)) {
            String name = macro.group(1);
            String argument = macro.group(2);
            String definition = argument == null
                    ? MACROS.getOrDefault(name, "no_such_macro")
                    : MACROS.getOrDefault(name + "(1)", "no_such_macro").replace("$field$", argument);
            whole = whole.substring(0, macro.start()) + definition + whole.substring(macro.end());
        }
        return STRING.matcher(whole).replaceAll("\"\"");
    }

    @Test
    void quotes_parentheses_and_brackets_are_balanced() {
        for (Stanza stanza : SEARCHES) {
            Deque<Character> open = new ArrayDeque<>();
            for (char each : bare(search(stanza)).toCharArray()) {
                switch (each) {
                    case '(', '[', '{' -> open.push(each);
                    case ')' -> assertThat(open.poll()).as(stanza.name()).isEqualTo('(');
                    case ']' -> assertThat(open.poll()).as(stanza.name()).isEqualTo('[');
                    case '}' -> assertThat(open.poll()).as(stanza.name()).isEqualTo('{');
                    default -> {}
                }
            }
            assertThat(open).as(stanza.name()).isEmpty();
            assertThat(bare(search(stanza)).chars().filter(each -> each == '"').count() % 2)
                    .as(stanza.name())
                    .isZero();
            assertThat(bare(search(stanza)).chars().filter(each -> each == '\'').count() % 2)
                    .as(stanza.name())
                    .isZero();
            assertThat(bare(search(stanza))).as(stanza.name()).doesNotContain("`", "no_such_macro");
        }
    }

    @Test
    void each_command_is_one_that_splunk_has() {
        Pattern command = Pattern.compile("(?:\\||\\[)\\s*\\|?\\s*(\\w+)");
        for (Stanza stanza : SEARCHES) {
            for (Matcher found = command.matcher(bare(search(stanza))); found.find(); ) {
                assertThat(WORDS.get("commands")).as(stanza.name()).contains(found.group(1));
            }
        }
    }

    @Test
    void each_word_is_a_field_of_the_events_or_made_by_the_search() {
        for (Stanza stanza : SEARCHES) {
            String bare = bare(search(stanza)).replaceAll(" IN \\([^)]*\\)", " IN ");
            Set<String> known = new HashSet<>();
            WORDS.values().forEach(known::addAll);
            for (Matcher made = NEW_FIELD.matcher(bare); made.find(); ) {
                known.add(made.group(1) == null ? made.group(2) : made.group(1));
            }
            String expression =
                    bare.replaceAll("(index|sourcetype)=[\\w:]+", "$1=").replaceAll("asset=|key=", "");
            for (Matcher word = WORD.matcher(expression); word.find(); ) {
                String field = word.group(1) == null ? word.group(2) : word.group(1);
                if (field.startsWith("row.")) {
                    assertThat(columns(search(stanza)))
                            .as(stanza.name())
                            .contains(field.substring(4).replace("{}", ""));
                } else {
                    assertThat(known).as(stanza.name() + " uses " + field).contains(field);
                }
            }
        }
    }

    /** The columns of the tables that a search asks for; every table that is named is one that Muster sends. */
    private static Set<String> columns(String search) {
        Set<String> columns = new HashSet<>();
        for (Matcher table = Pattern.compile("muster:inventory:(\\w+)").matcher(search); table.find(); ) {
            PACK.queries().stream()
                    .filter(query -> query.id().toString().equals(table.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no table " + table.group(1)))
                    .columns()
                    .forEach(column -> columns.add(column.name()));
        }
        return columns;
    }

    @Test
    void names_of_events_are_asked_for_as_a_list_so_that_none_becomes_free_text() {
        for (Stanza stanza : SEARCHES) {
            assertThat(bare(search(stanza)))
                    .as(stanza.name())
                    .doesNotContainPattern("eventName=")
                    .doesNotContainPattern("\\bOR [A-Z]\\w+[ )]*$");
            assertThat(search(stanza)).as("a fixed account").doesNotContainPattern("\\d{12}");
        }
    }

    @Test
    void inputs_are_those_of_the_head_and_every_dollar_belongs_to_one() {
        for (Stanza stanza : SEARCHES) {
            Set<String> used = new TreeSet<>();
            String search = search(stanza);
            INPUT.matcher(search).results().forEach(input -> used.add(input.group(1)));
            String inputs = stanza.comments().getOrDefault("inputs", "");
            String named = inputs.replaceFirst("[:;].*", "");

            assertThat(used.isEmpty() ? "none" : String.join(", ", used))
                    .as(stanza.name())
                    .isEqualTo(named);
            assertThat(INPUT.matcher(search).replaceAll("")).as(stanza.name()).doesNotContain("$");
        }
    }

    @Test
    void heads_name_checks_and_rows_that_there_are() throws IOException {
        for (Stanza stanza : SEARCHES) {
            assertThat(stanza.comments().keySet()).as(stanza.name()).contains("answers", "inputs", "fields", "data");
            assertThat(stanza.settings().keySet()).as(stanza.name()).contains("description", "search");
            holds(stanza.comments().get("data"));
        }
        for (String name : openSearch()) {
            JsonNode about = head(name);
            assertThat(about.fieldNames()).toIterable().as(name).contains("answers", "inputs", "fields", "data");
            holds(about.get("data").asText());
        }
    }

    private static void holds(String data) {
        Set<String> rows = Coverage.read(Kit.HOME.resolve("checks"), PACK, new Problems()).stream()
                .map(Coverage.Answer::row)
                .collect(Collectors.toSet());
        Set<String> checks =
                PACK.checks().stream().map(check -> check.id().toString()).collect(Collectors.toSet());
        Set<String> tables =
                PACK.queries().stream().map(query -> query.id().toString()).collect(Collectors.toSet());
        Pattern.compile("\\b[A-Z0-9]{2,5}-[A-Z]?\\d+\\b")
                .matcher(data)
                .results()
                .forEach(row -> assertThat(rows).contains(row.group()));
        Pattern.compile("\\b[a-z0-9]+(_[a-z0-9]+)+\\b")
                .matcher(data)
                .results()
                .forEach(check -> assertThat(checks.contains(check.group()) || tables.contains(check.group()))
                        .as("there is a check or table " + check.group())
                        .isTrue());
    }

    private static List<String> openSearch() throws IOException {
        return Kit.names(Kit.folder("detections/opensearch/searches"), ".json");
    }

    private static JsonNode head(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Kit.folder("detections/opensearch/searches")
                        .resolve(name + ".json")
                        .toFile())
                .get("params")
                .get("about");
    }

    @Test
    void splunk_and_opensearch_have_the_same_searches_for_the_same_events() throws IOException {
        Map<String, Stanza> splunk = SEARCHES.stream()
                .filter(stanza -> !stanza.name().equals("Muster - build assets"))
                .collect(Collectors.toMap(
                        stanza -> stanza.name()
                                .substring("Muster - ".length())
                                .toLowerCase(Locale.ENGLISH)
                                .replace(' ', '-'),
                        stanza -> stanza));

        assertThat(splunk.keySet()).containsExactlyInAnyOrderElementsOf(openSearch());
        for (String name : List.of("lateral-movement", "objects-read")) {
            String query = Kit.text(Kit.folder("detections/opensearch/searches").resolve(name + ".json"));
            assertThat(events(search(splunk.get(name)), "eventName IN \\(([^)]*)\\)", ", "))
                    .isEqualTo(events(query, "\"eventName\": \\[([^]]*)\\]", "\",\\s*\""));
        }
    }

    private static Set<String> events(String text, String list, String between) {
        Set<String> events = new TreeSet<>();
        Pattern.compile(list)
                .matcher(text)
                .results()
                .forEach(found -> events.addAll(
                        List.of(found.group(1).replaceAll("^\\s*\"|\"\\s*$", "").split(between))));
        return events;
    }

    @Test
    void the_readme_explains_each_search() throws IOException {
        String readme = Kit.text(Kit.folder("detections/README.md"));

        assertThat(openSearch()).allSatisfy(name -> assertThat(readme).contains("\n| `" + name + "` |"));
    }

    @Test
    void the_lookup_starts_with_the_columns_that_are_written_to_it() {
        String header = Kit.text(SplunkApp.FOLDER.resolve("lookups/muster_assets.csv"));

        assertThat(Set.of(header.trim().split(","))).isEqualTo(lookupColumns());
    }

    private static Set<String> lookupColumns() {
        Set<String> columns = new HashSet<>(WORDS.getOrDefault("lookup", Set.of()));
        columns.remove("muster_assets");
        return columns;
    }
}
