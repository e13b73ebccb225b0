package io.muster.demo;

import io.muster.demo.HecReceiverOptions.Keep;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a HEC receiver has indexed: the events, their ids, or only how many. Safe for use by several threads. */
public final class HecReceiverIndex {

    /**
     * One distinct event.
     *
     * @param event the JSON text of {@code event} as it came first
     * @param times how often it came
     * @param sameBytes whether it came with the same bytes every time
     */
    public record Indexed(String id, String sourcetype, String event, int times, boolean sameBytes) {}

    private final Keep keep;
    private final @Nullable OutputStream file;
    private final Map<String, Long> bySourcetype = new TreeMap<>();
    private final Map<String, Indexed> events = new LinkedHashMap<>();
    private final LongSet ids = new LongSet();
    private long count;
    private long bytes;

    HecReceiverIndex(Keep keep, @Nullable Path path) {
        this.keep = keep;
        this.file = path == null ? null : open(path);
    }

    private static OutputStream open(Path path) {
        try {
            return new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(byte[] body, List<HecReceiverBody.Event> batch) {
        for (HecReceiverBody.Event event : batch) {
            count++;
            bytes += event.to() - event.from();
            bySourcetype.merge(event.sourcetype(), 1L, Long::sum);
            switch (keep) {
                case EVENTS -> remember(body, event);
                case IDS -> ids.add(hash(event.id()));
                case COUNTS -> {}
            }
        }
        if (file != null) {
            write(file, body, batch);
        }
    }

    private static void write(OutputStream file, byte[] body, List<HecReceiverBody.Event> batch) {
        try {
            for (HecReceiverBody.Event event : batch) {
                file.write(body, event.from(), event.to() - event.from());
                file.write('\n');
            }
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(byte[] body, HecReceiverBody.Event event) {
        String text = new String(body, event.from(), event.to() - event.from(), StandardCharsets.UTF_8);
        String id = event.id().isEmpty() ? "without id " + count : event.id();
        events.merge(
                id,
                new Indexed(id, event.sourcetype(), text, 1, true),
                (before, now) -> new Indexed(
                        id,
                        before.sourcetype(),
                        before.event(),
                        before.times() + 1,
                        before.sameBytes() && before.event().equals(now.event())));
    }

    /** All events that were indexed, duplicates included. */
    public synchronized long count() {
        return count;
    }

    /** The bytes of all events that were indexed, without their envelopes. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many different event ids were indexed; -1 when only counts are kept. */
    public synchronized long distinct() {
        return switch (keep) {
            case EVENTS -> events.size();
            case IDS -> ids.size();
            case COUNTS -> -1;
        };
    }

    /** Events per source type, duplicates included. */
    public synchronized Map<String, Long> bySourcetype() {
        return Map.copyOf(bySourcetype);
    }

    /** The distinct events in the order in which they came first; empty unless events are kept. */
    public synchronized List<Indexed> events() {
        return new ArrayList<>(events.values());
    }

    /** Removes an event, as an index that lost it would; for tests of reconciliation. */
    public synchronized void remove(String id) {
        events.remove(id);
    }

    synchronized void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    /** A set of numbers other than 0 in one array. */
    private static final class LongSet {

        private long[] slots = new long[1 << 12];
        private int size;

        void add(long value) {
            if (size * 2 >= slots.length) {
                long[] old = slots;
                slots = new long[old.length * 2];
                size = 0;
                Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
            }
            put(value);
        }

        private void put(long value) {
            int mask = slots.length - 1;
            int slot = (int) ((value * 0x9E3779B97F4A7C15L) >>> 33) & mask;
            while (slots[slot] != 0) {
                if (slots[slot] == value) {
                    return;
                }
                slot = (slot + 1) & mask;
            }
            slots[slot] = value;
            size++;
        }

        int size() {
            return size;
        }
    }
}
