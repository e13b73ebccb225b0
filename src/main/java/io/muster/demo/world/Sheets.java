package io.muster.demo.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.ByteStreamWriter;

/** Takes rows of Steampipe tables and copies them into the database, many at a time. For one thread. */
final class Sheets {

    private static final int FLUSH_AT = 512 * 1024;

    /** Columns that every table has, though Steampipe may not show them. */
    private static final Set<String> EVERYWHERE = Set.of("sp_connection_name", "region", "tripwire");

    private final SteampipeTables tables;
    private final List<Tripwire> tripwires;
    private final CopyManager copy;
    private final Map<String, Sheet> sheets = new LinkedHashMap<>();
    private long rows;

    Sheets(SteampipeTables tables, List<Tripwire> tripwires, Connection owner) throws SQLException {
        this.tables = tables;
        this.tripwires = tripwires;
        this.copy = owner.unwrap(PGConnection.class).getCopyAPI();
    }

    /** A new row of a table that belongs to the account, in a region or {@code global}. */
    Row row(String table, DemoAccount account, String region) {
        Sheet sheet = sheets.computeIfAbsent(table, name -> new Sheet(tables.table(name)));
        Row row = new Row(sheet);
        row.text("sp_connection_name", account.connection());
        row.text("region", region);
        if (tables.table(table).columns().containsKey("account_id")) {
            row.text("account_id", account.id().value());
        }
        if (account.isTroubled()) {
            mark(row, table, account, region);
        }
        return row;
    }

    /** Lists a resource among those with tags. */
    void tag(DemoAccount account, String region, String arn, String tags) throws SQLException {
        row("aws_tagging_resource", account, region)
                .text("arn", arn)
                .text("name", arn.substring(arn.lastIndexOf(':') + 1))
                .json("tags", tags)
                .add();
    }

    /** Hides what stands behind a tripwire, and spoils the columns that one spoils. */
    private void mark(Row row, String table, DemoAccount account, String region) {
        for (int i = 0; i < tripwires.size(); i++) {
            Tripwire wire = tripwires.get(i);
            if (!wire.covers(table, account, region)) {
                continue;
            }
            if (wire.kind().hidesRows()) {
                row.put("tripwire", "0");
            } else if (wire.kind() == Tripwire.Kind.HYDRATING) {
                row.put("tripwire", Integer.toString(-(i + 1)));
            }
        }
    }

    /** The rows that are tripwires themselves. */
    void addTripwires() throws SQLException {
        for (int i = 0; i < tripwires.size(); i++) {
            Tripwire wire = tripwires.get(i);
            if (wire.kind() == Tripwire.Kind.HYDRATING) {
                continue;
            }
            for (Map<String, String> lure : wire.lures()) {
                Row row = new Row(sheets.computeIfAbsent(wire.table(), name -> new Sheet(tables.table(name))));
                row.text("sp_connection_name", wire.account().connection());
                row.text("region", wire.region() == null ? "global" : wire.region());
                if (!wire.account().has(Trouble.CREDENTIALS_ARE_DEAD)) {
                    row.text("account_id", wire.account().id().value());
                }
                lure.forEach(row::text);
                row.put("tripwire", Integer.toString(i + 1));
                row.add();
            }
        }
    }

    /** Copies what has not been copied yet, and says how many rows there were in all. */
    long finish() throws SQLException {
        for (Sheet sheet : sheets.values()) {
            sheet.flush();
        }
        return rows;
    }

    /** The rows of one table that wait to be copied. */
    private final class Sheet {

        private final SteampipeTables.Table table;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<String> columns = new ArrayList<>();
        private final StringBuilder waiting = new StringBuilder();

        Sheet(SteampipeTables.Table table) {
            this.table = table;
        }

        int place(String column) throws SQLException {
            @Nullable Integer place = places.get(column);
            if (place != null) {
                return place;
            }
            if (!table.columns().containsKey(column) && !EVERYWHERE.contains(column)) {
                throw new IllegalArgumentException("table '" + table.name() + "' has no column '" + column + "'");
            }
            flush();
            columns.add(column);
            places.put(column, columns.size() - 1);
            return columns.size() - 1;
        }

        void add(Map<String, String> values) throws SQLException {
            for (String column : values.keySet()) {
                place(column);
            }
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    waiting.append('\t');
                }
                @Nullable String value = values.get(columns.get(i));
                waiting.append(value == null ? "\\N" : value);
            }
            waiting.append('\n');
            rows++;
            if (waiting.length() >= FLUSH_AT) {
                flush();
            }
        }

        void flush() throws SQLException {
            if (waiting.isEmpty()) {
                return;
            }
            String names = columns.stream().map(SteampipeSchema::quoted).collect(Collectors.joining(", "));
            try {
                byte[] text = waiting.toString().getBytes(StandardCharsets.UTF_8);
                copy.copyIn("copy demo." + table.name() + " (" + names + ") from stdin", new ByteStreamWriter() {
                    @Override
                    public int getLength() {
                        return text.length;
                    }

                    @Override
                    public void writeTo(ByteStreamTarget target) throws IOException {
                        target.getOutputStream().write(text);
                    }
                });
            } catch (IOException e) {
                throw new SQLException(e);
            }
            waiting.setLength(0);
        }
    }

    /** One row; what is not said is null. */
    static final class Row {

        private final Sheet sheet;
        private final Map<String, String> values = new HashMap<>();

        private Row(Sheet sheet) {
            this.sheet = sheet;
        }

        Row text(String column, @Nullable String value) {
            return value == null ? this : put(column, escaped(value));
        }

        /** JSON text, which is not looked at. */
        Row json(String column, @Nullable String value) {
            return text(column, value);
        }

        Row number(String column, long value) {
            return put(column, Long.toString(value));
        }

        Row flag(String column, boolean value) {
            return put(column, value ? "t" : "f");
        }

        Row time(String column, @Nullable Instant value) {
            return value == null ? this : put(column, value.toString());
        }

        private Row put(String column, String value) {
            values.put(column, value);
            return this;
        }

        void add() throws SQLException {
            sheet.add(values);
        }

        private static String escaped(String text) {
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == '\\' || letter == '\n' || letter == '\t' || letter == '\r') {
                    return text.replace("\\", "\\\\")
                            .replace("\n", "\\n")
                            .replace("\t", "\\t")
                            .replace("\r", "\\r");
                }
            }
            return text;
        }
    }
}
