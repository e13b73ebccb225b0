package io.muster.push;

import java.nio.charset.StandardCharsets;

/** Finds a value in the bytes of a row without reading the row as a whole. */
final class Row {

    private static final byte[] REGION = "region".getBytes(StandardCharsets.US_ASCII);

    private Row() {}

    /** Appends the row's own {@code region} as a JSON string; appends nothing where it is absent, null or empty. */
    static void region(byte[] row, int from, int to, Bytes region) {
        int at = skipSpace(row, from + 1, to);
        while (at < to && row[at] == '"') {
            int keyEnd = endOfString(row, at, to);
            boolean found = isRegion(row, at + 1, keyEnd - 1);
            int value = skipSpace(row, skipSpace(row, keyEnd, to) + 1, to);
            if (value >= to) {
                return;
            }
            int end = endOfValue(row, value, to);
            if (found) {
                if (row[value] == '"' && end - value > 2) {
                    region.put(row, value, end);
                }
                return;
            }
            at = skipSpace(row, skipSpace(row, end, to) + 1, to);
        }
    }

    private static int skipSpace(byte[] row, int at, int to) {
        int next = at;
        while (next < to && row[next] <= ' ') {
            next++;
        }
        return next;
    }

    private static boolean isRegion(byte[] row, int from, int to) {
        if (to - from != REGION.length) {
            return false;
        }
        for (int i = 0; i < REGION.length; i++) {
            if (row[from + i] != REGION[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where a string ends that starts at {@code at}: behind its closing quote. */
    private static int endOfString(byte[] row, int at, int to) {
        for (int i = at + 1; i < to; i++) {
            if (row[i] == '\\') {
                i++;
            } else if (row[i] == '"') {
                return i + 1;
            }
        }
        return to;
    }

    private static int endOfValue(byte[] row, int at, int to) {
        if (row[at] == '"') {
            return endOfString(row, at, to);
        }
        int depth = 0;
        for (int i = at; i < to; i++) {
            byte next = row[i];
            if (next == '"') {
                i = endOfString(row, i, to) - 1;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (next == ',' && depth == 0) {
                return i;
            }
        }
        return to;
    }
}
