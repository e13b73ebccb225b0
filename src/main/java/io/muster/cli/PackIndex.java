package io.muster.cli;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The indexes that stand beside the checks and queries as {@code README.md}; made from the headers alone. */
final class PackIndex {

    static final String COMMAND = "./muster checks index --write";

    private static final String NOTE = "<!-- Made from the headers by `" + COMMAND + "`. Do not edit. -->\n";

    private final Pack pack;

    PackIndex(Pack pack) {
        this.pack = pack;
    }

    /** The text of each index, by its path below the folder of the pack. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("checks/README.md", checks());
        texts.put("inventory-queries/README.md", queries());
        return texts;
    }

    /** The indexes below the folder that are not what the headers say. */
    List<String> stale(Path home) throws IOException {
        List<String> stale = new ArrayList<>();
        for (Map.Entry<String, String> text : texts().entrySet()) {
            Path file = home.resolve(text.getKey());
            if (!Files.isRegularFile(file) || !Files.readString(file).equals(text.getValue())) {
                stale.add(text.getKey());
            }
        }
        return stale;
    }

    void write(Path home) {
        texts().forEach((file, text) -> WholeFile.write(home.resolve(file), text));
    }

    private String checks() {
        Map<String, List<CheckSpec>> areas = pack.checks().stream()
                .collect(Collectors.groupingBy(CheckSpec::area, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("# Checks\n\n" + NOTE + "\n")
                .append(
                        "Each is a folder: the policy, its tests and a page. `./muster checks show CHECK` prints the page,\n")
                .append(
                        "`./muster checks test CHECK` runs the tests. How to write one: [CONTRIBUTING](../CONTRIBUTING.md).\n");
        areas.forEach((area, checks) -> {
            text.append("\n## ")
                    .append(area)
                    .append("\n\n| check | severity | what is good | decides |\n|---|---|---|---|\n");
            checks.stream()
                    .sorted(Comparator.comparing(CheckSpec::severity).thenComparing(CheckSpec::id))
                    .forEach(check -> text.append(row(
                            "[" + check.id() + "](" + area + "/" + check.id() + "/README.md)",
                            check.severity().word(),
                            check.title(),
                            String.join(", ", check.requirements()))));
        });
        return text.toString();
    }

    private String queries() {
        Map<String, List<QuerySpec>> services = pack.queries().stream()
                .collect(Collectors.groupingBy(PackIndex::service, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("# Inventory queries\n\n" + NOTE + "\n")
                .append(
                        "Each is plain SQL over Steampipe's tables, names an operation of the AWS API where there is no\n")
                .append("table, or asks the SIEM. `./muster inventory run QUERY` prints its rows. How to write one:\n")
                .append("[CONTRIBUTING](../CONTRIBUTING.md).\n");
        services.forEach((service, queries) -> {
            text.append("\n## ")
                    .append(service)
                    .append("\n\n| query | rows | from | scope | permissions |\n|---|---|---|---|---|\n");
            queries.forEach(query -> text.append(row(
                    "[" + query.id() + "](" + service + "/" + fileName(query) + ")",
                    query.title(),
                    String.join(", ", InventoryCommand.sources(query)),
                    query.scope().name().toLowerCase(Locale.ROOT) + (query.regional() ? ", regional" : ""),
                    String.join(", ", query.permissions()))));
        });
        return text.toString();
    }

    private static String service(QuerySpec query) {
        Path folder = Path.of(query.place().file()).toAbsolutePath().getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName());
    }

    private static String fileName(QuerySpec query) {
        return String.valueOf(Path.of(query.place().file()).getFileName());
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        return row.append('\n').toString();
    }
}
