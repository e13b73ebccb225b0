package io.muster.state;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Findings and their history.
 *
 * <p>A finding is first seen when its check first said of that account, region and resource what it still says: that there
 * is a gap ({@code fail} or {@code unknown}), that it is accepted, or that it is good. A gap is fixed when its check could
 * judge the account (and region) and no longer reports it; while it cannot judge, the gap stays open.
 */
public final class Findings {

    private static final int BATCH = 1_000;
    private static final int PAGE = 2_000;

    private static final String INSERT = """
            insert into finding_local (
                run_no, check_id, account_id, region, resource, print, verdict, severity, reason, title,
                account_name, message, seen, evidence, owner, environment, exception
            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (run_no, check_id, account_id, region, resource) do update set
                print = excluded.print,
                verdict = excluded.verdict,
                severity = excluded.severity,
                reason = excluded.reason,
                title = excluded.title,
                account_name = excluded.account_name,
                message = excluded.message,
                seen = excluded.seen,
                evidence = excluded.evidence,
                owner = excluded.owner,
                environment = excluded.environment,
                exception = excluded.exception
            """;

    private static final String ORDER = " order by f.severity, f.check_id, f.account_id, f.region, f.resource";

    /** One line for each finding of a run that is part of the history. */
    private static final String OF_HISTORY = """
            select
                v.version_id as id, s.check_id, s.account_id, s.region, s.resource, v.verdict, v.severity, v.reason,
                v.title, v.account_name, v.message, v.seen, v.evidence, v.owner, v.environment, v.exception,
                v.first_seen, cast(:seen as bigint) as last_seen, v.fixed_at
            from finding_version v
            join finding_subject s on s.subject_id = v.subject_id
            where v.from_seq <= :seq and (v.to_seq is null or v.to_seq > :seq)
            """;

    /** The same of a run that is not; what is known of the subject tells since when. */
    private static final String OF_RUN = """
            select
                v.local_id as id, v.check_id, v.account_id, v.region, v.resource, v.verdict, v.severity, v.reason,
                v.title, v.account_name, v.message, v.seen, v.evidence, v.owner, v.environment, v.exception,
                case
                    when s.standing = case when v.verdict in (0, 1) then 3 when v.verdict = 2 then 2 else 1 end
                        and s.since <= :seen
                    then s.since
                    else :seen
                end as first_seen,
                cast(:seen as bigint) as last_seen,
                cast(null as bigint) as fixed_at
            from finding_local v
            left join finding_subject s on s.check_id = v.check_id and s.account_id = v.account_id
                and s.region = v.region and s.resource = v.resource
            where v.run_no = :run
            """;

    /** Gaps that were fixed after one run and are no gaps in another, as they were last seen. */
    private static final String FIXED = """
            select
                s.check_id, s.account_id, s.region, s.resource, v.verdict, v.severity, v.reason, v.title,
                v.account_name, v.message, v.seen, v.evidence, v.owner, v.environment, v.exception, v.first_seen,
                coalesce(
                    (select max(run.started) from run where run.seq < coalesce(v.to_seq, :now + 1)),
                    v.first_seen
                ) as last_seen,
                x.fixed_at
            from finding_fix x
            join finding_version v on v.version_id = x.version_id
            join finding_subject s on s.subject_id = v.subject_id
            where x.seq > :before and x.seq <= :now
                -- The last time that it was fixed until then, and it was open at the time of the first run.
                and not exists (
                    select 1
                    from finding_fix later
                    join finding_version later_version on later_version.version_id = later.version_id
                    where later.seq > x.seq and later.seq <= :now and later_version.subject_id = v.subject_id
                )
                and not exists (
                    select 1 from finding_version again
                    where again.subject_id = v.subject_id and again.verdict in (0, 1)
                        and again.from_seq <= :now and (again.to_seq is null or again.to_seq > :now)
                )
                and (
                    v.first_seen <= (select run.started from run where run.seq = :before)
                    or exists (
                        select 1 from finding_version old
                        where old.subject_id = v.subject_id and old.verdict in (0, 1)
                            and old.from_seq <= :before and (old.to_seq is null or old.to_seq > :before)
                    )
                )
            order by v.severity, s.check_id, s.account_id, s.region, s.resource
            """;

    private static final String TREND = """
            select
                run.id, run.started, run.finished, run.status, run.scope, run.organization, run.accounts, run.findings,
                run.gaps, run.why, c.severity, c.verdict, c.findings as counted_findings,
                c.decisions as counted_decisions
            from run
            left join finding_count c on c.run_no = run.run_no
            where run.seq is not null and run.started >= :since
            order by run.seq, c.severity, c.verdict
            """;

    private final Database database;
    private final Numbers numbers;

    Findings(Database database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /** Where the findings of a run are: in the history if {@code seq} is there, else on their own. */
    private record Home(long run, @Nullable Long seq, long started) {

        String select() {
            return seq == null ? OF_RUN : OF_HISTORY;
        }

        Query bind(Query query) {
            return (seq == null ? query.bind("run", run) : query.bind("seq", seq)).bind("seen", started);
        }
    }

    private Home home(RunId run) {
        return database.read(handle -> handle.createQuery("select run_no, seq, started from run where id = :id")
                        .bind("id", run.toString())
                        .map((row, context) ->
                                new Home(row.getLong("run_no"), number(row, "seq"), row.getLong("started")))
                        .findOne())
                .orElseThrow(() -> new IllegalArgumentException("no such run: " + run));
    }

    /**
     * Adds what checks say about an account. Of two findings of one check about the same region and resource the later
     * counts.
     */
    public void record(RunId run, AccountId account, List<Finding> findings) {
        long number = numbers.of(run);
        for (int from = 0; from < findings.size(); from += BATCH) {
            List<Finding> some = findings.subList(from, Math.min(findings.size(), from + BATCH));
            database.change(handle -> {
                insert(handle, number, account, some);
            });
        }
    }

    private void insert(Handle handle, long run, AccountId account, List<Finding> findings) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            if (!finding.accountId().equals(account)) {
                throw new IllegalArgumentException(
                        "a finding of " + finding.accountId() + " among those of " + account);
            }
            rows.add(new @Nullable Object[] {
                run,
                finding.check().value(),
                account.value(),
                Objects.requireNonNullElse(finding.region(), ""),
                finding.resource(),
                print(finding),
                Codes.of(finding.verdict()),
                Codes.of(finding.severity()),
                finding.reason() == null ? null : finding.reason().word(),
                finding.title(),
                finding.accountName(),
                finding.message(),
                finding.seen(),
                finding.evidence(),
                finding.owner(),
                finding.environment(),
                finding.exception()
            });
        }
        database.sql().batch(handle.getConnection(), INSERT, rows);
    }

    /** Of all that may change without the finding becoming another one. */
    private static long print(Finding finding) {
        return Digests.print(Digests.of(
                finding.verdict().name(),
                finding.severity().name(),
                finding.reason() == null ? null : finding.reason().name(),
                finding.title(),
                finding.accountName(),
                finding.message(),
                finding.seen() == null ? null : finding.seen().toString(),
                finding.evidence(),
                finding.owner(),
                finding.environment(),
                finding.exception()));
    }

    /** Removes what an unfinished run recorded, for one that decides again. */
    public void clear(RunId run) {
        database.write(handle -> handle.createUpdate("delete from finding_local where run_no = :run"
                        + " and exists (select 1 from run where run.run_no = :run and status <> 'complete')")
                .bind("run", numbers.of(run))
                .execute());
    }

    /** The findings of a run with their history, by severity, check, account, region and resource. */
    public void forEach(RunId run, FindingFilter filter, Consumer<Finding> findings) {
        Home home = home(run);
        database.scan(handle -> {
            Query query = home.bind(handle.createQuery(
                    "select * from (" + home.select() + ") f where true" + condition(filter) + ORDER));
            bind(query, filter)
                    .setFetchSize(PAGE)
                    .map((row, context) -> finding(row))
                    .forEach(findings);
        });
    }

    /**
     * The next findings of a run in the order of {@link #forEach}, for those who ask piece by piece.
     *
     * @param after the last one of the piece before; null for the first piece
     */
    public List<Finding> page(RunId run, FindingFilter filter, @Nullable FindingPosition after, int most) {
        Home home = home(run);
        String beyond = after == null
                ? ""
                : " and (f.severity, f.check_id, f.account_id, f.region, f.resource)"
                        + " > (:after_severity, :after_check, :after_account, :after_region, :after_resource)";
        return database.read(handle -> {
            Query query = home.bind(handle.createQuery("select * from (" + home.select() + ") f where true"
                            + condition(filter) + beyond + ORDER + " limit :most"))
                    .bind("most", most);
            if (after != null) {
                query.bind("after_severity", Codes.of(after.severity()))
                        .bind("after_check", after.check().value())
                        .bind("after_account", after.account().value())
                        .bind("after_region", after.region())
                        .bind("after_resource", after.resource());
            }
            return bind(query, filter).map((row, context) -> finding(row)).list();
        });
    }

    private static String condition(FindingFilter filter) {
        StringBuilder condition = new StringBuilder();
        if (!filter.verdicts().isEmpty()) {
            condition.append(" and f.verdict in (<verdicts>)");
        }
        if (!filter.severities().isEmpty()) {
            condition.append(" and f.severity in (<severities>)");
        }
        if (!filter.checks().isEmpty()) {
            condition.append(" and f.check_id in (<checks>)");
        }
        if (!filter.accounts().isEmpty()) {
            condition.append(" and f.account_id in (<accounts>)");
        }
        if (filter.owner() != null) {
            condition.append(" and coalesce(f.owner, '') = :owner");
        }
        return condition.toString();
    }

    private static Query bind(Query query, FindingFilter filter) {
        if (!filter.verdicts().isEmpty()) {
            query.bindList("verdicts", filter.verdicts().stream().map(Codes::of).collect(Collectors.toList()));
        }
        if (!filter.severities().isEmpty()) {
            query.bindList(
                    "severities", filter.severities().stream().map(Codes::of).collect(Collectors.toList()));
        }
        if (!filter.checks().isEmpty()) {
            query.bindList(
                    "checks", filter.checks().stream().map(CheckId::value).collect(Collectors.toList()));
        }
        if (!filter.accounts().isEmpty()) {
            query.bindList(
                    "accounts", filter.accounts().stream().map(AccountId::value).collect(Collectors.toList()));
        }
        if (filter.owner() != null) {
            query.bind("owner", filter.owner());
        }
        return query;
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String region = row.getString("region");
        @Nullable String reason = row.getString("reason");
        return new Finding(
                new CheckId(row.getString("check_id")),
                row.getString("title"),
                Codes.severity(row.getInt("severity")),
                Codes.verdict(row.getInt("verdict")),
                reason == null ? null : Reason.of(reason),
                new AccountId(row.getString("account_id")),
                row.getString("account_name"),
                region.isEmpty() ? null : region,
                row.getString("resource"),
                row.getString("message"),
                number(row, "seen"),
                row.getString("evidence"),
                row.getString("owner"),
                row.getString("environment"),
                time(row, "first_seen"),
                time(row, "last_seen"),
                time(row, "fixed_at"),
                row.getString("exception"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        @Nullable Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** How many findings there are by severity, verdict and one thing more. */
    public List<FindingCount> counts(RunId run, FindingCount.By by) {
        String of = switch (by) {
            case RUN -> "''";
            case CHECK -> "f.check_id";
            case ACCOUNT -> "f.account_id";
            case OWNER -> "coalesce(f.owner, '')";
        };
        Home home = home(run);
        return database.read(handle -> home.bind(handle.createQuery("select " + of
                        + " as counted, f.severity, f.verdict, count(*) as count from (" + home.select()
                        + ") f group by 1, 2, 3 order by 1, 2, 3"))
                .map((row, context) -> new FindingCount(
                        row.getString("counted"),
                        Codes.severity(row.getInt("severity")),
                        Codes.verdict(row.getInt("verdict")),
                        row.getLong("count")))
                .list());
    }

    /** The verdict of every check on every account, by check and account. */
    public void decisions(RunId run, Consumer<Decision> decisions) {
        Home home = home(run);
        database.scan(handle -> {
            home.bind(handle.createQuery("""
                            select
                                f.check_id,
                                f.account_id,
                                min(f.severity) as severity,
                                min(f.verdict) as verdict,
                                max(f.account_name) as account_name,
                                max(f.owner) as owner,
                                count(*) as findings
                            from (
                            """
                            + home.select() + ") f group by f.check_id, f.account_id"
                            + " order by f.check_id, f.account_id"))
                    .setFetchSize(PAGE)
                    .map((row, context) -> new Decision(
                            new CheckId(row.getString("check_id")),
                            Codes.severity(row.getInt("severity")),
                            new AccountId(row.getString("account_id")),
                            row.getString("account_name"),
                            row.getString("owner"),
                            Codes.verdict(row.getInt("verdict")),
                            row.getLong("findings")))
                    .forEach(decisions);
        });
    }

    /**
     * What became of gaps between two complete runs of the whole organization. A fixed one comes as it was last seen, with
     * the time when it was fixed.
     */
    public void compare(RunId before, RunId now, BiConsumer<Movement, Finding> movements) {
        Home earlier = home(before);
        Home later = home(now);
        if (earlier.seq() == null || later.seq() == null) {
            throw new IllegalArgumentException("only complete runs of the whole organization can be compared");
        }
        forEach(now, FindingFilter.GAPS, finding -> {
            boolean isNew = Objects.requireNonNull(finding.firstSeen()).toEpochMilli() > earlier.started();
            movements.accept(isNew ? Movement.WORSE : Movement.STILL_OPEN, finding);
        });
        database.scan(handle -> {
            handle.createQuery(FIXED)
                    .bind("before", earlier.seq())
                    .bind("now", later.seq())
                    .setFetchSize(PAGE)
                    .map((row, context) -> finding(row))
                    .forEach(finding -> movements.accept(Movement.FIXED, finding));
        });
    }

    /** The complete runs of the whole organization that started since a time, oldest first. */
    public List<TrendPoint> trend(Instant since) {
        return database.read(handle -> {
            Map<Run, List<Counted>> byRun = new LinkedHashMap<>();
            handle.createQuery(TREND)
                    .bind("since", since.toEpochMilli())
                    .map((row, context) -> Map.entry(Runs.run(row, context), counted(row)))
                    .forEach(entry -> byRun.computeIfAbsent(entry.getKey(), run -> new ArrayList<>())
                            .add(entry.getValue()));
            List<TrendPoint> points = new ArrayList<>();
            byRun.forEach((run, counts) -> points.add(point(run, counts)));
            return points;
        });
    }

    private record Counted(@Nullable Long severity, long verdict, long findings, long decisions) {

        FindingCount of(long count) {
            return new FindingCount(
                    "",
                    Codes.severity(Math.toIntExact(Objects.requireNonNull(severity))),
                    Codes.verdict(Math.toIntExact(verdict)),
                    count);
        }
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                number(row, "severity"),
                row.getLong("verdict"),
                row.getLong("counted_findings"),
                row.getLong("counted_decisions"));
    }

    private static TrendPoint point(Run run, List<Counted> counts) {
        List<Counted> there =
                counts.stream().filter(count -> count.severity() != null).collect(Collectors.toList());
        return new TrendPoint(
                run,
                there.stream()
                        .filter(count -> count.findings() > 0)
                        .map(count -> count.of(count.findings()))
                        .collect(Collectors.toList()),
                there.stream()
                        .filter(count -> count.decisions() > 0)
                        .map(count -> count.of(count.decisions()))
                        .collect(Collectors.toList()));
    }
}
