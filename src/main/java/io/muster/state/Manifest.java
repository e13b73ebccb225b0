package io.muster.state;

import static java.util.stream.Collectors.groupingBy;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.inventory.Confirmation;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What became of every account, source and region of a run. */
public final class Manifest {

    private static final Comparator<Slice> ORDER =
            Comparator.comparing(Slice::source).thenComparing(slice -> Objects.requireNonNullElse(slice.region(), ""));

    private final Database database;
    private final Numbers numbers;

    Manifest(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    private record Unread(long table, String region) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(byte[] packed, int bytes) {}

    /** Adds lines. All lines of an account and source come in one call; a later call replaces them. */
    public void add(RunId run, List<Slice> slices) {
        long number = numbers.of(run);
        Map<AccountId, List<Slice>> byAccount =
                slices.stream().collect(groupingBy(Slice::account, TreeMap::new, Collectors.toList()));
        byAccount.forEach((account, lines) -> add(number, account, lines));
    }

    private void add(long run, AccountId account, List<Slice> slices) {
        byte[] lines = SliceLines.write(slices);
        byte[] packed = Packing.pack(lines, lines.length);
        Map<QueryId, Long> tables = new LinkedHashMap<>();
        slices.forEach(slice -> tables.computeIfAbsent(slice.source(), source -> numbers.of(account, source)));
        List<Unread> unread = slices.stream()
                .filter(slice -> !slice.isRead())
                .map(slice -> new Unread(
                        Objects.requireNonNull(tables.get(slice.source())),
                        Objects.requireNonNullElse(slice.region(), "")))
                .distinct()
                .collect(Collectors.toList());
        database.change(handle -> {
            int part = nextPart(handle, run, account);
            if (part > 0) {
                forgetUnread(handle, run, tables.values());
            }
            handle.createUpdate("""
                            insert into manifest_part (run_no, account_id, part, byte_count, packed)
                            values (:run, :account, :part, :bytes, :packed)
                            """)
                    .bind("run", run)
                    .bind("account", account.value())
                    .bind("part", part)
                    .bind("bytes", lines.length)
                    .bind("packed", packed)
                    .execute();
            insertUnread(handle, run, unread);
        });
    }

    private static int nextPart(Handle handle, long run, AccountId account) {
        return handle.createQuery("select coalesce(max(part), -1) + 1 from manifest_part"
                        + " where run_no = :run and account_id = :account")
                .bind("run", run)
                .bind("account", account.value())
                .mapTo(Integer.class)
                .one();
    }

    private static void forgetUnread(Handle handle, long run, Iterable<Long> tables) {
        PreparedBatch batch = handle.prepareBatch("delete from unread where run_no = :run and table_no = :table");
        tables.forEach(table -> batch.bind("run", run).bind("table", table).add());
        batch.execute();
    }

    private static void insertUnread(Handle handle, long run, List<Unread> unread) {
        if (unread.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("insert into unread (run_no, table_no, region) values (:run, :table, :region)");
        unread.forEach(gap -> batch.bind("run", run)
                .bind("table", gap.table())
                .bind("region", gap.region())
                .add());
        batch.execute();
    }

    /** Every line, by account, source and region. */
    public void forEach(RunId run, Consumer<Slice> slices) {
        List<AccountId> accounts = database.read(handle -> handle.createQuery(
                        "select distinct account_id from manifest_part where run_no = :run order by account_id")
                .bind("run", numbers.of(run))
                .map((row, context) -> new AccountId(row.getString(1)))
                .list());
        accounts.forEach(account -> of(run, account).forEach(slices));
    }

    /** The lines of one account, by source and region. */
    public List<Slice> of(RunId run, AccountId account) {
        List<Part> parts = database.read(handle -> handle.createQuery("""
                        select packed, byte_count from manifest_part
                        where run_no = :run and account_id = :account
                        order by part
                        """)
                .bind("run", numbers.of(run))
                .bind("account", account.value())
                .map((row, context) -> new Part(row.getBytes(1), row.getInt(2)))
                .list());
        Map<QueryId, List<Slice>> bySource = new TreeMap<>();
        for (Part part : parts) {
            bySource.putAll(SliceLines.read(account, Packing.unpack(part.packed(), part.bytes())).stream()
                    .collect(groupingBy(Slice::source)));
        }
        List<Slice> slices = new ArrayList<>();
        bySource.values().forEach(slices::addAll);
        slices.sort(ORDER);
        return slices;
    }

    public Coverage coverage(RunId run) {
        Count count = new Count();
        forEach(run, count::add);
        return count.coverage();
    }

    /** Counts lines that come account by account. */
    private static final class Count {
        private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        private final Map<AccountId, Boolean> accounts = new TreeMap<>();
        private long read;
        private long unreadable;
        private long notAsked;
        private long unproven;

        void add(Slice slice) {
            switch (slice.status()) {
                case READ -> read++;
                case UNREADABLE -> unreadable++;
                case NOT_ASKED -> notAsked++;
            }
            if (slice.confirmation() == Confirmation.UNPROVEN) {
                unproven++;
            }
            if (slice.reason() != null) {
                reasons.merge(slice.reason(), 1L, Long::sum);
            }
            accounts.merge(slice.account(), slice.isRead(), Boolean::logicalAnd);
        }

        Coverage coverage() {
            int whole = (int) accounts.values().stream().filter(is -> is).count();
            return new Coverage(read, unreadable, notAsked, unproven, reasons, accounts.size(), whole);
        }
    }
}
