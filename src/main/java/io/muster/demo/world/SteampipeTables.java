package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tables of Steampipe's AWS plugin that the demo world has, each with every column that the plugin gives it. */
final class SteampipeTables {

    private final Map<String, Table> tables;

    /**
     * One table of the plugin.
     *
     * @param regional whether the plugin asks region by region
     * @param columns name to PostgreSQL type, without those that every table has
     */
    record Table(String name, boolean regional, Map<String, String> columns) {

        Table {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    private SteampipeTables(Map<String, Table> tables) {
        this.tables = tables;
    }

    static SteampipeTables load() {
        Map<String, Table> tables = new LinkedHashMap<>();
        try (InputStream file =
                        requireNonNull(SteampipeTables.class.getResourceAsStream("/io/muster/demo/tables.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SteampipeTables::parse)
                    .forEach(table -> tables.put(table.name(), table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SteampipeTables(tables);
    }

    private static Table parse(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        boolean regional = name.endsWith("+");
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : line.substring(colon + 2).split(", ", -1)) {
            int space = column.indexOf(' ');
            columns.put(column.substring(0, space), column.substring(space + 1));
        }
        return new Table(regional ? name.substring(0, name.length() - 1) : name, regional, columns);
    }

    Collection<Table> all() {
        return tables.values();
    }

    Optional<Table> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    Table table(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("the demo world has no table '" + name
                        + "'; name it in a query's header and run src/tools/demo-tables.py"));
    }
}
