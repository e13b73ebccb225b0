package io.muster.state;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes the findings of a run part of the history, in statements over all of them at once.
 *
 * <p>A version is what one subject says over several runs; only what changes is written. The standing of a subject is 3 for
 * a gap, 2 for one that is accepted, 1 for good, 0 for not reported.
 */
final class History {

    /** Subjects that the run reports, with their standing now. */
    private static final List<String> REPORTED = List.of(
            """
            insert into finding_subject (check_id, account_id, region, resource, standing, since)
            select l.check_id, l.account_id, l.region, l.resource, 0, :time
            from finding_local l
            where l.run_no = :run and not exists (
                select 1 from finding_subject s
                where s.check_id = l.check_id and s.account_id = l.account_id
                    and s.region = l.region and s.resource = l.resource
            )
            """,
            "drop table if exists reported",
            "create temporary table reported"
                    + " (subject_id bigint primary key, local_id bigint, print bigint, standing smallint)",
            """
            insert into reported (subject_id, local_id, print, standing)
            select
                s.subject_id,
                l.local_id,
                l.print,
                case when l.verdict in (0, 1) then 3 when l.verdict = 2 then 2 else 1 end
            from finding_local l
            join finding_subject s on s.check_id = l.check_id and s.account_id = l.account_id
                and s.region = l.region and s.resource = l.resource
            where l.run_no = :run
            """);

    /** What the run could not judge: a check on an account, as a whole or in a region. */
    private static final List<String> UNJUDGED = List.of(
            "drop table if exists judged",
            "create temporary table judged (check_id ${key}, account_id ${key}, primary key (check_id, account_id))",
            """
            insert into judged (check_id, account_id)
            select distinct check_id, account_id from finding_local where run_no = :run
            """,
            "drop table if exists unjudged",
            "create temporary table unjudged"
                    + " (check_id ${key}, account_id ${key}, region ${key}, primary key (check_id, account_id, region))",
            """
            insert into unjudged (check_id, account_id, region)
            select distinct check_id, account_id, region
            from finding_local
            where run_no = :run and verdict = 1 and (
                resource = account_id or resource = (select organization from run where run_no = :run)
            )
            """);

    /** Gaps that are none any more: they are good now, or their check judged and did not report them. */
    private static final List<String> FIXED = List.of(
            "drop table if exists fixed", "create temporary table fixed (subject_id bigint primary key)", """
            insert into fixed (subject_id)
            select s.subject_id
            from finding_subject s
            left join reported r on r.subject_id = s.subject_id
            where s.standing = 3 and (
                r.standing = 1
                or (
                    r.subject_id is null
                    and exists (
                        select 1 from judged j where j.check_id = s.check_id and j.account_id = s.account_id
                    )
                    and not exists (
                        select 1 from unjudged u
                        where u.check_id = s.check_id and u.account_id = s.account_id
                            and (u.region = '' or s.region = '' or u.region = s.region)
                    )
                )
            )
            """, """
            insert into finding_fix (seq, version_id, fixed_at)
            select :seq, max(v.version_id), :time
            from fixed f
            join finding_version v on v.subject_id = f.subject_id
            where v.verdict in (0, 1)
            group by v.subject_id
            """);

    private static final List<String> VERSIONS = List.of(
            """
            update finding_version set to_seq = :seq
            where to_seq is null and not exists (
                select 1 from reported r
                where r.subject_id = finding_version.subject_id and r.print = finding_version.print
            )
            """,
            """
            update finding_subject set
                since = :time,
                fixed_at = case
                    when r.standing = 3 then null
                    when finding_subject.standing = 3 and r.standing = 1 then :time
                    else finding_subject.fixed_at
                end,
                standing = r.standing
            from reported r
            where r.subject_id = finding_subject.subject_id and finding_subject.standing <> r.standing
            """,
            """
            update finding_subject set
                standing = 0,
                since = :time,
                fixed_at = case when standing = 3 then :time else fixed_at end
            where (standing = 1 or (standing = 3 and subject_id in (select subject_id from fixed)))
                and not exists (select 1 from reported r where r.subject_id = finding_subject.subject_id)
            """,
            """
            insert into finding_version (
                subject_id, from_seq, print, verdict, severity, reason, title, account_name, message, seen, evidence,
                owner, environment, exception, first_seen, fixed_at
            )
            select
                s.subject_id, :seq, l.print, l.verdict, l.severity, l.reason, l.title, l.account_name, l.message, l.seen,
                l.evidence, l.owner, l.environment, l.exception, s.since, case when s.standing = 1 then s.fixed_at end
            from reported r
            join finding_local l on l.local_id = r.local_id
            join finding_subject s on s.subject_id = r.subject_id
            where not exists (
                select 1 from finding_version v where v.subject_id = r.subject_id and v.to_seq is null
            )
            """,
            "delete from finding_local where run_no = :run",
            "drop table fixed",
            "drop table unjudged",
            "drop table judged",
            "drop table reported");

    private static final String COUNT = """
            insert into finding_count (run_no, severity, verdict, findings, decisions)
            select :run, severity, verdict, sum(findings), sum(decisions)
            from (
                select severity, verdict, count(*) as findings, 0 as decisions
                from finding_local
                where run_no = :run
                group by severity, verdict
                union all
                select severity, verdict, 0, count(*)
                from (
                    select min(severity) as severity, min(verdict) as verdict
                    from finding_local
                    where run_no = :run
                    group by check_id, account_id
                ) decision
                group by severity, verdict
            ) counted
            group by severity, verdict
            """;

    private final Dialect dialect;

    History(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Counts the findings of a run, and promotes them if it has a place in the history. */
    void promote(Handle handle, long run, @Nullable Long seq, long time) {
        execute(handle, COUNT, run, seq, time);
        if (seq == null) {
            return;
        }
        REPORTED.forEach(sql -> execute(handle, sql, run, seq, time));
        UNJUDGED.forEach(sql -> execute(handle, sql, run, seq, time));
        if (dialect == Dialect.POSTGRESQL) {
            // It does not look at tables that were filled in the same transaction by itself.
            List.of("reported", "judged", "unjudged", "finding_subject")
                    .forEach(table -> handle.execute("analyze " + table));
        }
        FIXED.forEach(sql -> execute(handle, sql, run, seq, time));
        VERSIONS.forEach(sql -> execute(handle, sql, run, seq, time));
    }

    private void execute(Handle handle, String sql, long run, @Nullable Long seq, long time) {
        handle.createUpdate(sql.replace("${key}", dialect.keyType()))
                .bind("run", run)
                .bind("seq", seq)
                .bind("time", time)
                .execute();
    }
}
