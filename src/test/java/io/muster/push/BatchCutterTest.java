package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BatchCutterTest {

    private final EventEncoder encoder =
            new EventEncoder(new RunId(new UUID(1, 1)), Instant.ofEpochMilli(1_500), Map.of());
    private final List<String> batches = new ArrayList<>();

    @Test
    void a_batch_is_cut_where_the_next_event_would_be_too_much_and_an_event_never() {
        BatchCutter cutter = cutter(2_000);

        for (int size : new int[] {10, 10, 5_000, 10, 10, 10, 10, 10}) {
            cutter.add(row("x".repeat(size)));
        }
        cutter.finish();

        assertThat(batches).extracting(batch -> batch.split("\n").length).containsExactly(2, 1, 3, 2);
        assertThat(batches).filteredOn(batch -> batch.length() > 2_000).hasSize(1);
    }

    @Test
    void kinds_do_not_share_a_batch_and_the_end_is_the_last() {
        BatchCutter cutter = cutter(1 << 20);

        cutter.add(row("x"));
        cutter.add(encoder.part("run", null, Map.of()));
        cutter.finish();

        assertThat(batches).hasSize(2);
        assertThat(batches.get(0)).startsWith("INVENTORY 1 false ");
        assertThat(batches.get(1)).startsWith("RUN 1 true ");
    }

    @Test
    void nothing_gives_no_batch() {
        cutter(1_000).finish();

        assertThat(batches).isEmpty();
    }

    @Test
    void an_envelope_has_no_key_that_a_collector_does_not_know() throws Exception {
        BatchCutter cutter = cutter(1 << 20);

        cutter.add(row("x"));
        cutter.finish();

        String line = batches.get(0).substring("INVENTORY 1 true ".length());
        List<String> keys = new ArrayList<>();
        new ObjectMapper().readTree(line).fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("time", "host", "source", "sourcetype", "index", "event", "fields");
        assertThat(line).contains("\"time\":1.500,");
    }

    @Test
    void texts_are_escaped_and_bytes_of_rows_are_not_touched() throws Exception {
        String text = "quote \" backslash \\ newline \n tab \t bell \u0007 umlaut ä \ud83d\ude00 lone \ud800";
        Bytes json = new Bytes(4).json(text);

        assertThat(new ObjectMapper().readTree(json.toString()).asText()).isEqualTo(text.replace('\ud800', '?'));
        assertThat(new String(row("\\u00e4 \\/").body.toArray(), StandardCharsets.UTF_8))
                .contains("\"row\":{\"v\":\"\\u00e4 \\/\"}}");
    }

    private Event row(String value) {
        byte[] row = ("{\"v\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
        return encoder.row(new AccountId("111122223333"), new QueryId("things"), row, 0, row.length);
    }

    private BatchCutter cutter(long max) {
        return new BatchCutter(
                EventFormat.hec("main", "muster", "muster"),
                max,
                Instant.ofEpochMilli(1_500),
                batch -> batches.add(batch.kind() + " " + batch.events() + " " + batch.last() + " " + batch.lines()));
    }
}
