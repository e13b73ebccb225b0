package io.muster.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Forgets old runs and what only they need, a little at a time, so that nobody has to wait for it. */
final class Pruning {

    private static final int PIECE = 1_000;
    private static final int PAGES = 2_000;

    /** What belongs to one run, each with a column that tells its rows apart. */
    private static final Map<String, String> OF_RUN = Map.of(
            "snapshot", "table_no",
            "unread", "table_no",
            "manifest_part", "account_id",
            "finding_local", "local_id",
            "asset_new", "table_no",
            "asset_gone", "table_no",
            "asset_mark", "table_no");

    private final Database database;

    Pruning(Database database) {
        this.database = database;
    }

    Pruned prune(Instant before) {
        List<Long> runs = database.read(handle -> handle.createQuery("""
                        select run_no from run
                        where started < :before and run_no not in (
                            select run_no from run where seq = (select max(seq) from run)
                        )
                        order by run_no
                        """)
                .bind("before", before.toEpochMilli())
                .mapTo(Long.class)
                .list());
        runs.forEach(this::forget);
        long contents = sweep("content", "content_id", List.of(UNLINK_CONTENT, DELETE_CONTENT));
        long chunks = contents == 0 ? 0 : sweep("chunk", "chunk_id", List.of(DELETE_KEYS, DELETE_CHUNK));
        long findings = forgetFindings();
        long assets = forgetAssets(before);
        giveBack();
        return new Pruned(runs.size(), chunks, findings, assets);
    }

    private void forget(long run) {
        OF_RUN.forEach((table, column) -> repeat(
                "delete from " + table + " where run_no = :run and " + column + " in (select " + column + " from "
                        + table + " where run_no = :run limit " + PIECE + ")",
                run));
        database.change(handle -> {
            for (String table : List.of("run_universe", "finding_count", "run")) {
                handle.createUpdate("delete from " + table + " where run_no = :run")
                        .bind("run", run)
                        .execute();
            }
        });
    }

    private long repeat(String sql, long number) {
        long all = 0;
        while (true) {
            int some = database.write(
                    handle -> handle.createUpdate(sql).bind("run", number).execute());
            all += some;
            if (some == 0) {
                return all;
            }
        }
    }

    private static final String UNUSED_CONTENT = """
            from content
            where content_id > :from and content_id <= :to
                and not exists (select 1 from snapshot where snapshot.content_id = content.content_id)
                and (
                    digest is not null
                    or not exists (
                        select 1 from run where run.run_no = content.writer_run_no and run.status = 'running'
                    )
                )
            """;

    private static final String UNLINK_CONTENT =
            "delete from content_chunk where content_id in (select content_id " + UNUSED_CONTENT + ")";

    private static final String DELETE_CONTENT = "delete " + UNUSED_CONTENT;

    private static final String UNUSED_CHUNK = """
            where chunk_id > :from and chunk_id <= :to
                and not exists (select 1 from content_chunk where content_chunk.chunk_id = chunk.chunk_id)
            """;

    private static final String DELETE_KEYS =
            "delete from chunk_keys where chunk_id in (select chunk_id from chunk " + UNUSED_CHUNK + ")";

    private static final String DELETE_CHUNK = "delete from chunk " + UNUSED_CHUNK;

    /** Goes over a table in ranges of its ids; returns how many rows the last statement deleted. */
    private long sweep(String table, String id, List<String> statements) {
        long last = database.read(handle -> handle.createQuery("select coalesce(max(" + id + "), 0) from " + table)
                .mapTo(Long.class)
                .one());
        long deleted = 0;
        for (long from = 0; from < last; from += PIECE) {
            long start = from;
            deleted += database.write(handle -> {
                int some = 0;
                for (String sql : statements) {
                    some = handle.createUpdate(sql)
                            .bind("from", start)
                            .bind("to", start + PIECE)
                            .execute();
                }
                return some;
            });
        }
        return deleted;
    }

    private long forgetFindings() {
        long oldest = database.read(handle -> handle.createQuery("select coalesce(min(seq), 0) from run")
                .mapTo(Long.class)
                .one());
        repeat(
                "delete from finding_fix where seq <= :run and version_id in (select version_id from finding_fix"
                        + " where seq <= :run limit " + PIECE + ")",
                oldest);
        long versions = repeat(
                "delete from finding_version where version_id in (select version_id from finding_version v"
                        + " where to_seq <= :run and not exists (select 1 from finding_fix x"
                        + " where x.version_id = v.version_id) limit " + PIECE + ")",
                oldest);
        repeat(
                "delete from finding_subject where subject_id in (select subject_id from finding_subject s"
                        + " where not exists (select 1 from finding_version v where v.subject_id = s.subject_id)"
                        + " limit " + PIECE + ")",
                oldest);
        return versions;
    }

    private long forgetAssets(Instant before) {
        return repeat(
                "delete from asset where asset_id in (select asset_id from asset where valid_to is not null"
                        + " and valid_to <= :run limit " + PIECE + ")",
                before.toEpochMilli());
    }

    /** SQLite keeps the space of what was deleted until it is asked for it. */
    private void giveBack() {
        if (database.dialect() == Dialect.POSTGRESQL) {
            return;
        }
        long left = Long.MAX_VALUE;
        long free = database.write(Pruning::freePages);
        while (free > 0 && free < left) {
            left = free;
            free = database.write(handle -> {
                handle.execute("pragma incremental_vacuum(" + PAGES + ")");
                return freePages(handle);
            });
        }
    }

    private static long freePages(Handle handle) {
        return handle.createQuery("pragma freelist_count").mapTo(Long.class).one();
    }
}
