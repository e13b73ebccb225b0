package io.muster.collect;

import io.muster.catalog.QuerySpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of one answer from the cursor to the target. Fetches as many at a time as fit into a few megabytes: a
 * slow reader makes Steampipe lose errors, and rows may be large.
 */
final class RowReader {

    private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

    /** What is fetched before anybody knows how large the rows are. */
    private static final int FIRST_FETCH = 50;

    private static final long BYTES_A_FETCH = 4L << 20;

    /** Of a key that is shown; a key may be as long as any text of AWS. */
    private static final int LONGEST_KEY = 200;

    private final QuerySpec query;
    private final ResultSet rows;
    private final int largestFetch;
    private final RowEncoder encoder;
    private final MessageDigest keys = sha256();
    private final Map<String, Long> counts = new TreeMap<>();

    RowReader(QuerySpec query, ResultSet rows, int largestFetch) throws SQLException, RowEncoder.DriftException {
        this.query = query;
        this.rows = rows;
        this.largestFetch = largestFetch;
        this.encoder = new RowEncoder(query, rows.getMetaData());
    }

    static int firstFetch(int largest) {
        return Math.min(FIRST_FETCH, largest);
    }

    Scan read(RowTarget target) throws SQLException, RowEncoder.DriftException {
        byte[] before = {};
        byte[] region = {};
        long inRegion = 0;
        long number = 0;
        long bytes = 0;
        long doubles = 0;
        @Nullable String firstDouble = null;
        int fetchedUntil = firstFetch(largestFetch);
        while (rows.next()) {
            byte[] row = encoder.encode(rows);
            byte[] key = encoder.key();
            if (Arrays.equals(before, key)) {
                doubles++;
                firstDouble = firstDouble == null ? new String(key, StandardCharsets.UTF_8) : firstDouble;
            }
            before = key;
            keys.update(key);
            target.append(row, key);
            if (query.regional() && !encoder.isRegion(region)) {
                count(region, inRegion);
                region = encoder.region();
                inRegion = 0;
            }
            inRegion++;
            number++;
            bytes += row.length;
            if (number == fetchedUntil) {
                int next = nextFetch(bytes / number);
                rows.setFetchSize(next);
                fetchedUntil += next;
            }
        }
        count(region, inRegion);
        return new Scan(counts, HexFormat.of().formatHex(keys.digest()), remark(doubles, firstDouble), null);
    }

    private int nextFetch(long bytesOfRow) {
        long fitting = BYTES_A_FETCH / Math.max(1, bytesOfRow);
        return (int) Math.max(1, Math.min(largestFetch, fitting));
    }

    private void count(byte[] region, long number) {
        if (number > 0) {
            counts.merge(new String(region, StandardCharsets.UTF_8), number, Long::sum);
        }
    }

    private @Nullable String remark(long doubles, @Nullable String first) {
        if (first == null) {
            return null;
        }
        String shown = first.length() <= LONGEST_KEY ? first : first.substring(0, LONGEST_KEY) + "…";
        String remark =
                doubles + (doubles == 1 ? " row has" : " rows have") + " the key of the row before, first: " + shown;
        LOG.warn("'{}': {}; all are kept", query.id(), remark);
        return remark;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
