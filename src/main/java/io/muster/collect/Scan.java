package io.muster.collect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement, read to its end or to its error.
 *
 * @param rows rows by region; the key is empty where rows have no region
 * @param digest SHA-256 over the rows, as hex; equal digests are equal answers
 * @param failure null when no error came, which alone proves little
 */
record Scan(Map<String, Long> rows, String digest, @Nullable Failure failure) {

    Scan {
        rows = Map.copyOf(rows);
    }

    static Scan failed(Failure failure) {
        return new Scan(Map.of(), "", failure);
    }

    long count() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long countIn(String region) {
        return rows.getOrDefault(region, 0L);
    }
}
