package io.muster.state;

import java.util.Map;

/** Where the two databases differ in what migrations say. */
enum Dialect {
    SQLITE,
    POSTGRESQL;

    /** What <code>${id}</code> and the like stand for in a migration. */
    Map<String, String> placeholders() {
        return switch (this) {
            case SQLITE ->
                Map.of(
                        "id", "integer primary key autoincrement",
                        "bytes", "blob",
                        "timestamp", "timestamp",
                        "clustered", "without rowid",
                        "key", keyType());
            case POSTGRESQL ->
                Map.of(
                        "id", "bigint generated always as identity primary key",
                        "bytes", "bytea",
                        "timestamp", "timestamp with time zone",
                        "clustered", "",
                        "key", keyType());
        };
    }

    /** The beginning of 1970 in a column of type <code>${timestamp}</code>, as db-scheduler's driver reads it. */
    String longAgo() {
        return switch (this) {
            case SQLITE -> "0";
            case POSTGRESQL -> "to_timestamp(0)";
        };
    }

    /** The type of texts that are compared byte by byte. */
    String keyType() {
        return switch (this) {
            case SQLITE -> "text";
            case POSTGRESQL -> "text collate \"C\"";
        };
    }
}
