package io.muster.push;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.state.Outbox;
import io.muster.state.OutboxDraft;
import io.muster.state.OutboxPublication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A small run in the outbox: so many rows and the manifest, in batches of a few events.
 *
 * @param events every event by its id, the last one last
 * @param bad ids of the events that no receiver can read
 */
record Frozen(RunId run, String target, Map<String, String> events, Set<String> bad, int batches) {

    /** Puts a run into the outbox; rows whose numbers are in {@code badRows} are no JSON. */
    static Frozen into(Outbox outbox, long number, String target, EventFormat format, int rows, Set<Integer> badRows) {
        RunId run = new RunId(new UUID(number, number));
        OutboxPublication publication = outbox.begin(run, target, "plan");
        int[] position = {0};
        BatchCutter cutter = new BatchCutter(format, 3_000, Instant.EPOCH, batch -> {
            Bytes lines = batch.lines();
            byte[] packed = Gzip.pack(lines.array(), 0, lines.size());
            OutboxDraft draft =
                    new OutboxDraft(batch.kind().word(), batch.last(), batch.events(), lines.size(), packed);
            outbox.freeze(List.of(publication), position[0]++, draft);
        });
        EventEncoder encoder = new EventEncoder(run, Instant.EPOCH, Map.of());
        Map<String, String> events = new LinkedHashMap<>();
        Set<String> bad = new LinkedHashSet<>();
        for (int i = 0; i < rows; i++) {
            String end = badRows.contains(i) ? ",\"broken\":}" : ",\"region\":\"eu-west-1\"}";
            byte[] row = ("{\"number\":" + i + end).getBytes(StandardCharsets.UTF_8);
            Event event = encoder.row(new AccountId("111122223333"), new QueryId("things"), row, 0, row.length);
            events.put(id(event), event.body.toString());
            if (badRows.contains(i)) {
                bad.add(id(event));
            }
            cutter.add(event);
        }
        Event last = encoder.part("run", null, Map.of("rows", (long) rows));
        events.put(id(last), last.body.toString());
        cutter.add(last);
        cutter.finish();
        outbox.complete(publication);
        return new Frozen(run, target, events, bad, position[0]);
    }

    private static String id(Event event) {
        return new String(event.id, StandardCharsets.US_ASCII);
    }

    /** The ids of the target's dead letters. */
    Set<String> deadLetters(Outbox outbox) {
        Map<String, String> byEvent = new HashMap<>();
        events.forEach((id, event) -> byEvent.put(event, id));
        Set<String> ids = new LinkedHashSet<>();
        outbox.letters(letter -> {
            if (letter.target().equals(target)) {
                String text = letter.text();
                String event = text.substring(text.indexOf("\"event\":") + 8, text.indexOf(",\"fields\":"));
                ids.add(byEvent.getOrDefault(event, "unknown " + event));
            }
        });
        return ids;
    }

    String lastId() {
        String last = "";
        for (String id : events.keySet()) {
            last = id;
        }
        return last;
    }
}
