package io.muster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.Column;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What turns inventory into documents for OpenSearch, against the tables that there are. */
final class AssetsTest {

    private static final Map<String, Set<String>> TABLES = tables();
    private static final Pattern TABLE = Pattern.compile("\n    \"(\\w+)\": \\(([^)]*)\\),");
    private static final Pattern COLUMN = Pattern.compile("\"([a-z0-9_]+)\"");

    private static Map<String, Set<String>> tables() {
        Pack pack = PackLoader.load(List.of(Kit.HOME), new Problems());
        Map<String, Set<String>> tables = new HashMap<>();
        pack.queries()
                .forEach(query -> tables.put(
                        query.id().toString(),
                        query.columns().stream().map(Column::name).collect(Collectors.toSet())));
        return tables;
    }

    @Test
    void each_column_that_is_read_is_a_column_of_its_table() {
        String program = Kit.text(Kit.folder("detections/opensearch").resolve("muster_assets.py"));
        List<MatchResult> read = TABLE.matcher(program).results().toList();

        assertThat(read).hasSizeGreaterThan(5).allSatisfy(table -> {
            List<String> columns = COLUMN.matcher(table.group(2))
                    .results()
                    .map(column -> column.group(1))
                    .toList();
            assertThat(columns).isNotEmpty();
            assertThat(TABLES.get(table.group(1))).as(table.group(1)).containsAll(columns);
        });
    }

    @Test
    void the_samples_have_the_columns_of_their_tables() throws IOException {
        for (String line : Files.readAllLines(Kit.sample("run/000001-01-inventory.ndjson"))) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.has("row")) {
                String table = event.get("table").asText();
                assertThat(TABLES.get(table)).as(table).isNotNull();
                event.get("row")
                        .forEachEntry((column, value) ->
                                assertThat(TABLES.get(table)).as(table).contains(column));
            }
        }
    }
}
