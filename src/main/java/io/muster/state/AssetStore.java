package io.muster.state;

import io.muster.finding.AccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What runs want to change about assets, and the changes themselves once a run is complete. */
final class AssetStore {

    private static final int MOST_LABELS = 200_000;

    /** Sources that the run recorded to the end, and whose table it read at least in part. */
    private static final String READ = """
            select t.account_id, t.query_id as source, m.table_no
            from asset_mark m
            join source_table t on t.table_no = m.table_no
            where m.run_no = :run
                and (
                    t.query_id = :organization
                    or exists (select 1 from snapshot where snapshot.run_no = m.run_no and snapshot.table_no = m.table_no)
                )
                and not exists (
                    select 1 from unread
                    where unread.run_no = m.run_no and unread.table_no = m.table_no and unread.region = ''
                )
            """;

    /** In this order: what is gone ends while it still says when it was last seen; what is new starts; then what was read. */
    private static final List<String> PROMOTE =
            List.of("""
            update asset set
                valid_to = :time,
                observed_at = coalesce(
                    (
                        select read_at
                        from asset_label l
                        join asset_read r on r.account_id = l.account_id and r.source = l.source
                            and r.region = l.region
                        where l.label_id = asset.label_id and l.region <> ''
                    ),
                    (
                        select read_at
                        from asset_label l
                        join asset_read r on r.account_id = l.account_id and r.source = l.source and r.region = ''
                        where l.label_id = asset.label_id
                    ),
                    valid_from
                )
            where valid_to is null and asset_id in (
                select g.asset_id
                from asset_gone g
                join (
            """ + READ + """
                ) was_read on was_read.table_no = g.table_no
                join asset gone on gone.asset_id = g.asset_id
                join asset_label l on l.label_id = gone.label_id
                where g.run_no = :run and not exists (
                    select 1 from unread
                    where unread.run_no = :run and unread.table_no = g.table_no
                        and (l.region = '' or unread.region = l.region)
                )
            )
            """, """
            insert into asset (asset_key, kind, label_id, arn, name, print, valid_from)
            select n.asset_key, n.kind, n.label_id, n.arn, n.name, n.print, :time
            from asset_new n
            join asset_mark m on m.run_no = n.run_no and m.table_no = n.table_no
            where n.run_no = :run
            on conflict do nothing
            """, """
            insert into asset_read (account_id, source, region, read_at)
            select was_read.account_id, was_read.source, unread.region, r.read_at
            from (
            """ + READ + """
            ) was_read
            join unread on unread.run_no = :run and unread.table_no = was_read.table_no
            join asset_read r on r.account_id = was_read.account_id and r.source = was_read.source and r.region = ''
            where true
            on conflict do nothing
            """, """
            delete from asset_read
            where region <> '' and exists (
                select 1
                from (
            """ + READ + """
                ) was_read
                where was_read.account_id = asset_read.account_id and was_read.source = asset_read.source
                    and not exists (
                        select 1 from unread
                        where unread.run_no = :run and unread.table_no = was_read.table_no
                            and unread.region = asset_read.region
                    )
            )
            """, """
            insert into asset_read (account_id, source, region, read_at)
            select was_read.account_id, was_read.source, '', :time
            from (
            """ + READ + """
            ) was_read
            where true
            on conflict (account_id, source, region) do update set read_at = excluded.read_at
            """);

    private final Database database;
    private final int mostLabels;
    private final Map<Label, Long> labels = new ConcurrentHashMap<>();

    AssetStore(Database database) {
        this(database, MOST_LABELS);
    }

    /** @param mostLabels how many labels are remembered at the most, about */
    AssetStore(Database database, int mostLabels) {
        this.database = database;
        this.mostLabels = mostLabels;
    }

    /** An asset that is not known as it is now. */
    record Fresh(Asset asset, String key, long print) {}

    /** What assets of one source, account, region and owner have in common. */
    private record Label(
            String source,
            String account,
            String accountName,
            String region,
            String type,
            @Nullable String owner,
            @Nullable String environment,
            @Nullable String dataClass) {

        static Label of(Asset asset) {
            return new Label(
                    asset.source(),
                    asset.accountId().value(),
                    asset.accountName(),
                    Objects.requireNonNullElse(asset.region(), ""),
                    asset.type(),
                    asset.owner(),
                    asset.environment(),
                    asset.dataClass());
        }

        byte[] print() {
            return Digests.of(source, account, accountName, region, type, owner, environment, dataClass);
        }
    }

    /** Of all that makes an asset the same as it was. */
    static long print(Asset asset, String key) {
        return Digests.print(Digests.of(
                asset.kind(),
                key,
                asset.arn(),
                asset.name(),
                asset.source(),
                asset.accountId().value(),
                asset.accountName(),
                asset.region(),
                asset.type(),
                asset.owner(),
                asset.environment(),
                asset.dataClass()));
    }

    /** The assets of a source that are there as far as is known. */
    PrintIndex open(AccountId account, String source) {
        PrintIndex index = new PrintIndex();
        database.scan(handle -> database.sql()
                .forEach(
                        handle.getConnection(),
                        """
                select asset.print, asset.asset_id
                from asset_label
                join asset on asset.label_id = asset_label.label_id and asset.valid_to is null
                where asset_label.account_id = ? and asset_label.source = ?
                """,
                        row -> index.add(row.getLong(1), row.getLong(2)),
                        account.value(),
                        source));
        return index;
    }

    void stage(long run, long table, List<Fresh> fresh, boolean first) {
        Map<Label, Long> known = know(fresh);
        database.change(handle -> {
            if (first) {
                remove(handle, run, table);
            }
            insert(handle, run, table, fresh, known);
        });
    }

    void commit(long run, long table, List<Fresh> fresh, List<Long> gone, boolean first) {
        Map<Label, Long> known = know(fresh);
        database.change(handle -> {
            if (first) {
                remove(handle, run, table);
            }
            insert(handle, run, table, fresh, known);
            List<@Nullable Object[]> rows = new ArrayList<>(gone.size());
            gone.forEach(asset -> rows.add(new @Nullable Object[] {run, table, asset}));
            Connection connection = handle.getConnection();
            database.sql()
                    .batch(connection, "insert into asset_gone (run_no, table_no, asset_id) values (?, ?, ?)", rows);
            database.sql().update(connection, "insert into asset_mark (run_no, table_no) values (?, ?)", run, table);
        });
    }

    void discard(long run, long table) {
        database.change(handle -> {
            remove(handle, run, table);
        });
    }

    private void remove(Handle handle, long run, long table) throws SQLException {
        Connection connection = handle.getConnection();
        database.sql().update(connection, "delete from asset_mark where run_no = ? and table_no = ?", run, table);
        database.sql().update(connection, "delete from asset_new where run_no = ? and table_no = ?", run, table);
        database.sql().update(connection, "delete from asset_gone where run_no = ? and table_no = ?", run, table);
    }

    private void insert(Handle handle, long run, long table, List<Fresh> fresh, Map<Label, Long> known)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(fresh.size());
        for (Fresh one : fresh) {
            rows.add(new @Nullable Object[] {
                run,
                table,
                one.print(),
                one.key(),
                one.asset().kind(),
                Objects.requireNonNull(known.get(Label.of(one.asset()))),
                one.asset().arn(),
                one.asset().name()
            });
        }
        database.sql().batch(handle.getConnection(), """
                        insert into asset_new (run_no, table_no, print, asset_key, kind, label_id, arn, name)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """, rows);
    }

    /** The number of every label. New ones get it in a transaction of its own: a number that is kept must never go. */
    private Map<Label, Long> know(List<Fresh> fresh) {
        Map<Label, Long> known = new HashMap<>();
        Set<Label> unknown = new HashSet<>();
        for (Fresh one : fresh) {
            Label label = Label.of(one.asset());
            Long number = labels.get(label);
            if (number == null) {
                unknown.add(label);
            } else {
                known.put(label, number);
            }
        }
        if (unknown.isEmpty()) {
            return known;
        }
        Map<Label, Long> added = database.write(handle -> {
            Map<Label, Long> numbers = new HashMap<>();
            for (Label label : unknown) {
                numbers.put(label, number(handle, label));
            }
            return numbers;
        });
        if (labels.size() > mostLabels) {
            labels.clear();
        }
        labels.putAll(added);
        known.putAll(added);
        return known;
    }

    private long number(Handle handle, Label label) throws SQLException {
        byte[] print = label.print();
        Connection connection = handle.getConnection();
        database.sql()
                .update(
                        connection,
                        """
                        insert into asset_label (
                            source, account_id, account_name, region, type, owner, environment, data_class, print
                        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (print) do nothing
                        """,
                        label.source(),
                        label.account(),
                        label.accountName(),
                        label.region(),
                        label.type(),
                        label.owner(),
                        label.environment(),
                        label.dataClass(),
                        print);
        return database.sql()
                .number(connection, "select label_id from asset_label where print = ?", print)
                .orElseThrow();
    }

    /** Applies what a run recorded. */
    void promote(Handle handle, long run, long time) {
        if (database.dialect() == Dialect.POSTGRESQL) {
            List.of("asset_new", "asset_gone", "asset_mark").forEach(table -> handle.execute("analyze " + table));
        }
        for (String sql : PROMOTE) {
            handle.createUpdate(sql)
                    .bind("run", run)
                    .bind("time", time)
                    .bind("organization", Assets.ORGANIZATION.value())
                    .execute();
        }
        forget(handle, run);
    }

    /** Drops what a run recorded. */
    static void forget(Handle handle, long run) {
        for (String staged : List.of("asset_mark", "asset_new", "asset_gone")) {
            handle.createUpdate("delete from " + staged + " where run_no = :run")
                    .bind("run", run)
                    .execute();
        }
    }
}
