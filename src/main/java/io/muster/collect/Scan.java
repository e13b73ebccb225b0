package io.muster.collect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a query gave.
 *
 * @param rows how many rows each region gave; the region is empty for tables that have none
 * @param keys SHA-256 over the keys of the rows, as hex
 * @param remark what is odd about the rows; null if nothing
 * @param failure null when no error came, which alone proves little
 */
record Scan(
        Map<String, Long> rows,
        String keys,
        @Nullable String remark,
        @Nullable Failure failure) {

    Scan {
        rows = Map.copyOf(rows);
    }

    static Scan failed(Failure failure) {
        return new Scan(Map.of(), "", null, failure);
    }

    long count() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long countIn(String region) {
        return rows.getOrDefault(region, 0L);
    }
}
