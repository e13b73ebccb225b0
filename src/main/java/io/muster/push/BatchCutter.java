package io.muster.push;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Puts events into their envelopes, one a line, and cuts batches where the next event would be too much. The same events cut
 * by the same rule give the same batches.
 */
final class BatchCutter {

    private final EventFormat format;
    private final long maxBytes;
    private final String time;
    private final Consumer<Batch> batches;
    private final Bytes lines;
    private final Bytes line = new Bytes(8192);
    private EventKind kind = EventKind.INVENTORY;
    private int events;
    private String prefixOf = "";
    private byte[] prefix = {};

    /** A batch, good until the next event is added. */
    record Batch(EventKind kind, int events, Bytes lines, boolean last) {}

    BatchCutter(EventFormat format, long maxBytes, Instant observed, Consumer<Batch> batches) {
        this.format = format;
        this.maxBytes = maxBytes;
        this.time = String.format(Locale.ROOT, "%d.%03d", observed.getEpochSecond(), observed.getNano() / 1_000_000);
        this.batches = batches;
        this.lines = new Bytes((int) Math.min(maxBytes + 4096, 1 << 22));
    }

    void add(Event event) {
        line.clear();
        if (format.envelope() == EventFormat.Envelope.HEC) {
            hec(event);
        } else {
            line.put("{\"sourcetype\":\"").put(event.sourcetype).put("\",");
            line.put(event.body.array(), 1, event.body.size());
        }
        line.put('\n');
        if (events > 0 && (event.kind != kind || lines.size() + line.size() > maxBytes)) {
            cut(false);
        }
        kind = event.kind;
        lines.put(line);
        events++;
    }

    /** Ends the last batch. */
    void finish() {
        if (events > 0) {
            cut(true);
        }
    }

    private void cut(boolean last) {
        batches.accept(new Batch(kind, events, lines, last));
        lines.clear();
        events = 0;
    }

    private void hec(Event event) {
        if (!event.sourcetype.equals(prefixOf)) {
            prefix = prefix(event.sourcetype);
            prefixOf = event.sourcetype;
        }
        line.put(prefix).put(event.body);
        line.put(",\"fields\":{\"event_id\":\"")
                .put(event.id)
                .put("\",\"run_id\":\"")
                .put(event.runId)
                .put('"');
        if (event.table != null) {
            line.put(",\"table\":\"").put(event.table).put('"');
        }
        if (event.accountId != null) {
            line.put(",\"account_id\":\"").put(event.accountId).put('"');
        }
        if (event.region.size() > 0) {
            line.put(",\"region\":").put(event.region);
        }
        line.put("}}");
    }

    /** The seven keys of the envelope are written here, and for a test event: HEC drops data in silence for any other one. */
    private byte[] prefix(String sourcetype) {
        Bytes front = new Bytes(256);
        front.put("{\"time\":").put(time.getBytes(StandardCharsets.US_ASCII));
        front.put(",\"host\":").json(format.host());
        front.put(",\"source\":").json(format.source());
        front.put(",\"sourcetype\":").json(sourcetype);
        if (format.index() != null) {
            front.put(",\"index\":").json(format.index());
        }
        return front.put(",\"event\":").toArray();
    }
}
