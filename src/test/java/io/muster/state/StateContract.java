package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.RunId;
import io.muster.finding.Severity;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.inventory.TableDigest;
import io.muster.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the state promises over every database that it can live in. */
abstract class StateContract {

    static final Instant MONDAY = Instant.parse("2026-03-02T05:00:00Z");
    static final AccountId PAYMENTS = new AccountId("111111111111");
    static final AccountId SANDBOX = new AccountId("222222222222");
    static final QueryId INSTANCES = new QueryId("ec2_instances");
    static final QueryId TRAILS = new QueryId("cloudtrail_trails");

    State state;

    /** A database without anything in it. */
    abstract StateConfig emptyDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        state = State.open(emptyDatabase(), Clock.fixed(MONDAY, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        state.close();
    }

    static RunId runId(int number) {
        return new RunId(new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number));
    }

    /** The time of a run in a story in which there is one every day. */
    static Instant day(int number) {
        return MONDAY.plus(Duration.ofDays(number - 1));
    }

    /** The run of a day, started. */
    RunId start(int day) {
        return state.runs().start(runId(day), day(day)).id();
    }

    void complete(int day) {
        Run run = state.runs().complete(runId(day), day(day).plusSeconds(60));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // Runs

    @Test
    void a_run_that_started_is_running_and_is_not_the_latest_complete_one() {
        Run run = state.runs().start(runId(1), MONDAY);

        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(state.runs().latestComplete()).isEmpty();
        assertThat(state.runs().unfinished()).containsExactly(run);
        assertThat(state.runs().find(runId(1).shortForm())).contains(run);
        assertThat(state.runs().find(runId(1).toString())).contains(run);
        assertThat(state.runs().find("nonsense")).isEmpty();
    }

    @Test
    void complete_runs_are_found_by_their_order() {
        start(1);
        complete(1);
        start(2);
        complete(2);
        start(3);
        state.runs().abandon(runId(3), day(3), "interrupted");

        Run second = state.runs().find(runId(2)).orElseThrow();
        assertThat(state.runs().latestComplete()).contains(second);
        assertThat(state.runs().previous(second).orElseThrow().id()).isEqualTo(runId(1));
        assertThat(state.runs()
                        .completeBefore(day(2).minusMillis(1))
                        .orElseThrow()
                        .id())
                .isEqualTo(runId(1));
        assertThat(state.runs().completeBefore(day(1).minusMillis(1))).isEmpty();
        assertThat(state.runs().list(10)).extracting(Run::id).containsExactly(runId(3), runId(2), runId(1));
        assertThat(state.runs().find(runId(3)).orElseThrow().why()).isEqualTo("interrupted");
        assertThat(state.runs().unfinished()).isEmpty();
    }

    @Test
    void a_run_narrowed_to_an_account_never_stands_for_the_organization() {
        start(1);
        record(1, fail(PAYMENTS, "arn:a"));
        complete(1);
        state.runs().start(runId(2), day(2), "--account 222222222222");
        record(2, fail(SANDBOX, "arn:b"));
        complete(2);

        assertThat(state.runs().latestComplete().orElseThrow().id()).isEqualTo(runId(1));
        assertThat(findings(2)).extracting(Finding::resource).containsExactly("arn:b");
        start(3);
        record(3, fail(PAYMENTS, "arn:a"));
        complete(3);
        assertThat(findings(3).get(0).firstSeen()).isEqualTo(day(1));
    }

    @Test
    void a_clock_that_went_back_is_refused() {
        start(2);
        complete(2);

        assertThatThrownBy(() -> start(1))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The clock says 2026-03-02T05:00:00Z, but the last complete run started at"
                        + " 2026-03-03T05:00:00Z.")
                .hasMessageContaining("set the clock of this machine");
    }

    @Test
    void a_run_is_taken_up_again_unless_another_one_became_complete() {
        start(1);
        state.runs().abandon(runId(1), day(1), "interrupted");
        assertThat(state.runs().resume(runId(1)).status()).isEqualTo(RunStatus.RUNNING);

        start(2);
        complete(2);

        assertThatThrownBy(() -> state.runs().resume(runId(1)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another one became complete since it started");
        assertThatThrownBy(() -> complete(1)).isInstanceOf(ProblemException.class);
        assertThat(state.runs().latestComplete().orElseThrow().id()).isEqualTo(runId(2));
    }

    @Test
    void the_universe_of_a_run_is_kept_as_it_was() {
        start(1);
        Organization organization = new Organization(
                "o-abc",
                PAYMENTS,
                List.of(account(PAYMENTS, "Payments \"EU\", <b>", "ann@example.com"), account(SANDBOX, "", null)));

        state.runs().universe(runId(1), organization);

        assertThat(state.runs().universe(runId(1))).contains(organization);
        assertThat(state.runs().find(runId(1)).orElseThrow().organization()).isEqualTo("o-abc");
        assertThat(state.runs().find(runId(1)).orElseThrow().accounts()).isEqualTo(2);
    }

    static Account account(AccountId id, String name, @Nullable String owner) {
        return new Account(
                id,
                name,
                "root@example.com",
                AccountState.ACTIVE,
                "aws",
                false,
                List.of("eu-west-1", "us-east-1"),
                Map.of("owner", "ann"),
                owner,
                "prod",
                null,
                "aws_payments");
    }

    // Tables

    /** Writes rows as {@code key=value} texts. */
    TableDigest write(int day, AccountId account, QueryId query, List<String> rows) {
        try (TableWriter writer = state.tables().write(runId(day), account, query)) {
            for (String row : rows) {
                String key = row.substring(0, row.indexOf('='));
                writer.append(bytes("{\"row\":\"" + row + "\"}"), bytes("[\"" + key + "\"]"));
            }
            return writer.commit();
        }
    }

    String read(int day, AccountId account, QueryId query) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        state.tables().read(runId(day), account, query, all::writeBytes);
        return all.toString(StandardCharsets.UTF_8);
    }

    void manifest(int day, Slice... slices) {
        state.manifest().add(runId(day), List.of(slices));
    }

    static Slice whole(AccountId account, QueryId query, @Nullable String region) {
        return Slice.read(account, query, region, 1, Duration.ofMillis(5), "00", Confirmation.ROWS);
    }

    static Slice denied(AccountId account, QueryId query, @Nullable String region) {
        return Slice.unreadable(account, query, region, Reason.DENIED, "not authorized", Duration.ofMillis(5));
    }

    @Test
    void a_table_is_read_as_it_was_written() {
        start(1);

        TableDigest digest = write(1, PAYMENTS, INSTANCES, List.of("a=1", "b=2"));

        assertThat(read(1, PAYMENTS, INSTANCES)).isEqualTo("{\"row\":\"a=1\"}\n{\"row\":\"b=2\"}\n");
        assertThat(digest.rows()).isEqualTo(2);
        assertThat(digest.sha256())
                .as("what sha256sum says of the file")
                .isEqualTo(sha256("{\"row\":\"a=1\"}\n{\"row\":\"b=2\"}\n"));
        TableInfo info = state.tables().info(runId(1), PAYMENTS, INSTANCES).orElseThrow();
        assertThat(info).isEqualTo(new TableInfo(PAYMENTS, INSTANCES, 2, 28, digest.sha256(), true));
        assertThat(state.tables().info(runId(1), SANDBOX, INSTANCES)).isEmpty();
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes(text)));
    }

    @Test
    void a_table_without_rows_is_there_and_is_not_the_same_as_no_table() {
        start(1);
        write(1, PAYMENTS, INSTANCES, List.of());

        assertThat(read(1, PAYMENTS, INSTANCES)).isEmpty();
        assertThat(state.tables()
                        .info(runId(1), PAYMENTS, INSTANCES)
                        .orElseThrow()
                        .rows())
                .isZero();
        assertThat(state.tables().info(runId(1), PAYMENTS, TRAILS)).isEmpty();
    }

    @Test
    void a_writer_that_is_closed_without_a_commit_leaves_nothing() {
        start(1);
        try (TableWriter writer = state.tables().write(runId(1), PAYMENTS, INSTANCES)) {
            for (String row : large(20_000)) {
                writer.append(bytes(row), bytes("[1]"));
            }
        }

        assertThat(state.tables().info(runId(1), PAYMENTS, INSTANCES)).isEmpty();
    }

    static List<String> large(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"" + "x".repeat(50) + "\"}")
                .collect(Collectors.toList());
    }

    @Test
    void a_large_table_is_cut_and_comes_back_whole_and_in_order() {
        start(1);
        List<String> rows = numbered(40_000, 0);

        write(1, PAYMENTS, INSTANCES, rows);

        List<Integer> sizes = new ArrayList<>();
        state.tables().read(runId(1), PAYMENTS, INSTANCES, chunk -> {
            sizes.add(chunk.length);
            assertThat(chunk[chunk.length - 1]).isEqualTo((byte) '\n');
        });
        assertThat(sizes).hasSizeGreaterThan(3);
        assertThat(read(1, PAYMENTS, INSTANCES))
                .isEqualTo(
                        rows.stream().map(row -> "{\"row\":\"" + row + "\"}\n").collect(Collectors.joining()));
    }

    static List<String> numbered(int rows, int value) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "key" + (1_000_000 + i) + "=" + value + "-" + "x".repeat(40))
                .collect(Collectors.toList());
    }

    @Test
    void a_row_of_many_megabytes_is_no_exception() {
        start(1);
        String row = "{\"text\":\"" + "y".repeat(5_000_000) + "\"}";

        try (TableWriter writer = state.tables().write(runId(1), PAYMENTS, INSTANCES)) {
            writer.append(bytes("{}"), bytes("[1]"));
            writer.append(bytes(row), bytes("[2]"));
            writer.append(bytes("{}"), bytes("[3]"));
            assertThat(writer.commit().rows()).isEqualTo(3);
        }

        assertThat(read(1, PAYMENTS, INSTANCES)).isEqualTo("{}\n" + row + "\n{}\n");
    }

    @Test
    void tables_of_a_query_come_account_by_account() {
        start(1);
        write(1, SANDBOX, INSTANCES, List.of("s=1"));
        write(1, PAYMENTS, INSTANCES, List.of("p=1"));
        write(1, PAYMENTS, TRAILS, List.of("t=1"));

        List<String> seen = new ArrayList<>();
        state.tables()
                .forEach(
                        runId(1),
                        INSTANCES,
                        (account, chunk) ->
                                seen.add(account + " " + new String(chunk, StandardCharsets.UTF_8).strip()));

        assertThat(seen).containsExactly("111111111111 {\"row\":\"p=1\"}", "222222222222 {\"row\":\"s=1\"}");
        List<QueryId> queries = new ArrayList<>();
        state.tables().forEachTable(runId(1), table -> queries.add(table.query()));
        assertThat(queries).containsExactly(TRAILS, INSTANCES, INSTANCES);
    }

    @Test
    void the_previous_rows_are_those_of_the_last_complete_run_that_has_the_table() {
        assertThat(state.tables().previousRows(PAYMENTS, INSTANCES)).isEmpty();
        start(1);
        write(1, PAYMENTS, INSTANCES, List.of("a=1", "b=1"));
        assertThat(state.tables().previousRows(PAYMENTS, INSTANCES)).isEmpty();
        complete(1);
        start(2);
        complete(2);
        start(3);
        write(3, PAYMENTS, INSTANCES, List.of());

        assertThat(state.tables().previousRows(PAYMENTS, INSTANCES)).hasValue(2);
    }

    @Test
    void changes_are_what_appeared_changed_and_disappeared() {
        start(1);
        write(1, PAYMENTS, INSTANCES, List.of("a=1", "b=1", "c=1"));
        complete(1);
        start(2);
        write(2, PAYMENTS, INSTANCES, List.of("b=1", "c=2", "d=1"));

        assertThat(changes(1, 2)).containsExactlyInAnyOrder("+d=1", "c=1->c=2", "-a=1");
    }

    @Test
    void nothing_is_said_to_disappear_from_a_table_that_was_not_read_completely() {
        start(1);
        write(1, PAYMENTS, INSTANCES, List.of("a=1", "b=1"));
        complete(1);
        start(2);
        write(2, PAYMENTS, INSTANCES, List.of("b=2", "c=1"));
        manifest(2, whole(PAYMENTS, INSTANCES, "us-east-1"), denied(PAYMENTS, INSTANCES, "eu-west-1"));
        assertThat(changes(1, 2)).containsExactly("b=1->b=2");
        complete(2);
        start(3);
        write(3, PAYMENTS, INSTANCES, List.of("c=1"));

        assertThat(changes(2, 3))
                .as("compared with the last reading that was complete")
                .containsExactlyInAnyOrder("-a=1", "-b=1", "+c=1");
    }

    @Test
    void a_table_that_was_never_read_before_has_no_changes() {
        start(1);
        complete(1);
        start(2);
        write(2, PAYMENTS, INSTANCES, List.of("a=1"));

        assertThat(changes(1, 2)).isEmpty();
        assertThat(changes(1, 2, TRAILS)).isEmpty();
    }

    @Test
    void changes_of_a_large_table_are_found_among_shared_chunks() {
        start(1);
        List<String> rows = numbered(40_000, 0);
        write(1, PAYMENTS, INSTANCES, rows);
        complete(1);
        start(2);
        List<String> later = new ArrayList<>(rows);
        later.set(20_000, rows.get(20_000).replace("=0-", "=1-"));
        String gone = later.remove(30_000);
        later.add(0, "key0=new");
        write(2, PAYMENTS, INSTANCES, later);

        assertThat(changes(1, 2))
                .containsExactlyInAnyOrder("+key0=new", rows.get(20_000) + "->" + later.get(20_001), "-" + gone);
        assertThat(stored("chunk")).as("most chunks are shared").isLessThanOrEqualTo(chunksOf(1) + 3);
    }

    long chunksOf(int day) {
        List<byte[]> chunks = new ArrayList<>();
        state.tables().read(runId(day), PAYMENTS, INSTANCES, chunks::add);
        return chunks.size();
    }

    /** How many rows a table of the database has. */
    abstract long stored(String table);

    @Test
    void an_unchanged_table_is_stored_once() {
        for (int day = 1; day <= 3; day++) {
            start(day);
            write(day, PAYMENTS, INSTANCES, List.of("a=1", "b=1"));
            write(day, SANDBOX, INSTANCES, List.of("a=1", "b=1"));
            complete(day);
        }

        assertThat(stored("content")).isEqualTo(1);
        assertThat(stored("chunk")).isEqualTo(1);
    }

    List<String> changes(int before, int now) {
        return changes(before, now, INSTANCES);
    }

    List<String> changes(int before, int now, QueryId query) {
        List<String> seen = new ArrayList<>();
        state.tables().changes(runId(before), runId(now), PAYMENTS, query, new RowChanges() {
            @Override
            public void appeared(byte[] key, byte[] row) {
                seen.add("+" + text(key, row));
            }

            @Override
            public void changed(byte[] key, byte[] earlier, byte[] row) {
                seen.add(text(key, earlier) + "->" + text(key, row));
            }

            @Override
            public void disappeared(byte[] key, byte[] earlier) {
                seen.add("-" + text(key, earlier));
            }
        });
        return seen;
    }

    static String text(byte[] key, byte[] row) {
        String text = new String(row, StandardCharsets.UTF_8);
        String value = text.substring("{\"row\":\"".length(), text.length() - 2);
        String name = new String(key, StandardCharsets.UTF_8);
        assertThat(name).isEqualTo("[\"" + value.substring(0, value.indexOf('=')) + "\"]");
        return value;
    }

    // Manifest

    @Test
    void the_manifest_says_what_was_read_and_what_was_not() {
        start(1);
        Slice read = whole(PAYMENTS, INSTANCES, "us-east-1");
        Slice denied = denied(PAYMENTS, INSTANCES, "eu-west-1");
        Slice unproven = Slice.read(SANDBOX, TRAILS, null, 3, Duration.ofNanos(7), null, Confirmation.UNPROVEN);
        Slice notAsked = Slice.notAsked(SANDBOX, INSTANCES, Reason.UNREACHABLE, "no connection: \"x\"");
        manifest(1, read, denied, unproven, notAsked);

        List<Slice> all = new ArrayList<>();
        state.manifest().forEach(runId(1), all::add);

        assertThat(all).containsExactly(denied, read, unproven, notAsked);
        assertThat(state.manifest().of(runId(1), PAYMENTS)).containsExactly(denied, read);
        assertThat(state.manifest().coverage(runId(1)))
                .isEqualTo(new Coverage(2, 1, 1, 1, Map.of(Reason.DENIED, 1L, Reason.UNREACHABLE, 1L), 2, 0));
    }

    @Test
    void a_later_reading_of_a_source_replaces_what_the_manifest_said_of_it() {
        start(1);
        manifest(1, denied(PAYMENTS, INSTANCES, "us-east-1"), whole(PAYMENTS, TRAILS, null));
        manifest(1, whole(PAYMENTS, INSTANCES, "us-east-1"));
        write(1, PAYMENTS, INSTANCES, List.of("a=1"));

        assertThat(state.manifest().of(runId(1), PAYMENTS))
                .extracting(Slice::isRead)
                .containsExactly(true, true);
        assertThat(state.tables()
                        .info(runId(1), PAYMENTS, INSTANCES)
                        .orElseThrow()
                        .whole())
                .isTrue();
    }

    // Findings

    static Finding finding(
            AccountId account,
            String check,
            Verdict verdict,
            @Nullable String region,
            String resource,
            String message) {
        return new Finding(
                new CheckId(check),
                "Title of " + check,
                Severity.HIGH,
                verdict,
                verdict == Verdict.UNKNOWN ? Reason.DENIED : null,
                account,
                "name of " + account,
                region,
                resource,
                message,
                verdict == Verdict.PASS ? 7L : null,
                "{\"a\":1}",
                account.equals(PAYMENTS) ? "ann" : null,
                "prod",
                null,
                null,
                null,
                null);
    }

    static Finding fail(AccountId account, String resource) {
        return finding(account, "log_validation", Verdict.FAIL, null, resource, "does not sign its log files");
    }

    static Finding pass(AccountId account) {
        return finding(account, "log_validation", Verdict.PASS, null, account.value(), "trails sign their log files");
    }

    static Finding unknown(AccountId account) {
        return finding(account, "log_validation", Verdict.UNKNOWN, null, account.value(), "cannot be judged: denied");
    }

    void record(int day, Finding... findings) {
        Arrays.stream(findings)
                .collect(Collectors.groupingBy(Finding::accountId))
                .forEach((account, some) -> state.findings().record(runId(day), account, some));
    }

    void ran(int day, Finding... findings) {
        start(day);
        record(day, findings);
        complete(day);
    }

    List<Finding> findings(int day) {
        return findings(day, FindingFilter.ALL);
    }

    List<Finding> findings(int day, FindingFilter filter) {
        List<Finding> all = new ArrayList<>();
        state.findings().forEach(runId(day), filter, all::add);
        return all;
    }

    List<String> compare(int before, int now) {
        List<String> movements = new ArrayList<>();
        state.findings()
                .compare(
                        runId(before),
                        runId(now),
                        (movement, finding) -> movements.add(movement + " " + finding.resource()));
        return movements;
    }

    @Test
    void a_finding_comes_back_with_all_that_it_said() {
        Finding gap = finding(PAYMENTS, "log_validation", Verdict.FAIL, "us-east-1", "arn:a", "it's \"bad\"\n<b>");
        ran(1, gap, pass(SANDBOX));

        assertThat(findings(1))
                .containsExactly(
                        gap.withHistory(day(1), day(1), null), pass(SANDBOX).withHistory(day(1), day(1), null));
        Run run = state.runs().find(runId(1)).orElseThrow();
        assertThat(run.findings()).isEqualTo(2);
        assertThat(run.gaps()).isEqualTo(1);
    }

    @Test
    void a_gap_is_first_seen_when_it_opened_even_if_what_it_says_changes() {
        ran(1, fail(PAYMENTS, "arn:a"));
        ran(2, finding(PAYMENTS, "log_validation", Verdict.FAIL, null, "arn:a", "still does not"));
        ran(3, finding(PAYMENTS, "log_validation", Verdict.UNKNOWN, null, "arn:a", "denied"));

        assertThat(findings(3)).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(finding.firstSeen()).isEqualTo(day(1));
            assertThat(finding.lastSeen()).isEqualTo(day(3));
        });
        assertThat(findings(2)).extracting(Finding::message).containsExactly("still does not");
        assertThat(findings(1)).extracting(Finding::message).containsExactly("does not sign its log files");
        assertThat(findings(1)).extracting(Finding::lastSeen).containsExactly(day(1));
    }

    @Test
    void a_gap_that_is_no_longer_reported_is_fixed_and_opens_anew_when_it_returns() {
        ran(1, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"));
        ran(2, fail(PAYMENTS, "arn:b"), pass(PAYMENTS));
        ran(3, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"));

        assertThat(compare(1, 2)).containsExactly("STILL_OPEN arn:b", "FIXED arn:a");
        assertThat(compare(2, 3)).containsExactly("WORSE arn:a", "STILL_OPEN arn:b");
        assertThat(compare(1, 3)).containsExactly("WORSE arn:a", "STILL_OPEN arn:b");
        assertThat(findings(3)).extracting(Finding::firstSeen).containsExactly(day(3), day(1));
        List<Finding> fixed = new ArrayList<>();
        state.findings().compare(runId(1), runId(2), (movement, finding) -> {
            if (movement == Movement.FIXED) {
                fixed.add(finding);
            }
        });
        assertThat(fixed).singleElement().satisfies(finding -> {
            assertThat(finding.firstSeen()).isEqualTo(day(1));
            assertThat(finding.lastSeen()).isEqualTo(day(1));
            assertThat(finding.fixedAt()).isEqualTo(day(2));
            assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        });
    }

    @Test
    void a_gap_of_the_account_that_became_good_says_when_it_was_fixed() {
        ran(1, unknown(PAYMENTS));
        ran(2, pass(PAYMENTS));
        ran(3, pass(PAYMENTS));

        assertThat(findings(3)).singleElement().satisfies(finding -> {
            assertThat(finding.firstSeen()).isEqualTo(day(2));
            assertThat(finding.lastSeen()).isEqualTo(day(3));
            assertThat(finding.fixedAt()).isEqualTo(day(2));
        });
        assertThat(compare(1, 3)).containsExactly("FIXED " + PAYMENTS);
    }

    @Test
    void a_gap_is_not_fixed_while_nobody_can_judge() {
        ran(1, fail(PAYMENTS, "arn:a"));
        ran(2, unknown(PAYMENTS));
        assertThat(compare(1, 2)).containsExactly("WORSE " + PAYMENTS);
        ran(3);
        ran(4, fail(PAYMENTS, "arn:a"));

        assertThat(compare(2, 4)).containsExactly("STILL_OPEN arn:a", "FIXED " + PAYMENTS);
        assertThat(findings(4).get(0).firstSeen()).isEqualTo(day(1));
    }

    @Test
    void a_gap_of_a_region_is_judged_by_what_was_read_of_that_region() {
        Finding east = finding(PAYMENTS, "log_validation", Verdict.FAIL, "us-east-1", "arn:e", "bad");
        Finding west = finding(PAYMENTS, "log_validation", Verdict.FAIL, "eu-west-1", "arn:w", "bad");
        ran(1, east, west);
        ran(2, finding(PAYMENTS, "log_validation", Verdict.UNKNOWN, "us-east-1", PAYMENTS.value(), "denied"));

        assertThat(compare(1, 2)).containsExactly("WORSE " + PAYMENTS, "FIXED arn:w");
        ran(3, pass(PAYMENTS));
        assertThat(compare(2, 3)).containsExactlyInAnyOrder("FIXED " + PAYMENTS, "FIXED arn:e");
    }

    @Test
    void an_accepted_failure_is_neither_fixed_nor_open_and_is_worse_when_it_expires() {
        Finding gap = fail(PAYMENTS, "arn:a");
        ran(1, gap);
        ran(2, gap.accepted("ann, SEC-1, 2026-04-01"));
        ran(3, gap.withException("expired"));

        assertThat(compare(1, 2)).isEmpty();
        assertThat(findings(2)).singleElement().satisfies(finding -> {
            assertThat(finding.firstSeen()).isEqualTo(day(2));
            assertThat(finding.exception()).isEqualTo("ann, SEC-1, 2026-04-01");
            assertThat(finding.fixedAt()).isNull();
        });
        assertThat(compare(2, 3)).containsExactly("WORSE arn:a");
    }

    @Test
    void findings_of_a_run_that_is_not_complete_are_its_own() {
        ran(1, fail(PAYMENTS, "arn:a"));
        start(2);
        record(2, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"));
        state.runs().abandon(runId(2), day(2), "interrupted");

        assertThat(findings(2)).extracting(Finding::firstSeen).containsExactly(day(1), day(2));
        assertThat(findings(1)).hasSize(1);
        state.findings().clear(runId(2));
        assertThat(findings(2)).isEmpty();
        state.findings().clear(runId(1));
        assertThat(findings(1)).hasSize(1);
        assertThatThrownBy(() -> compare(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findings_are_filtered_and_counted() {
        Finding other = finding(SANDBOX, "root_mfa", Verdict.UNKNOWN, null, SANDBOX.value(), "denied");
        ran(1, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"), pass(PAYMENTS), other);

        assertThat(findings(1, FindingFilter.GAPS)).hasSize(3);
        assertThat(findings(1, FindingFilter.ALL.withChecks(Set.of(new CheckId("root_mfa")))))
                .hasSize(1);
        assertThat(findings(1, FindingFilter.ALL.withAccounts(Set.of(SANDBOX)))).hasSize(1);
        assertThat(findings(1, FindingFilter.GAPS.withOwner("ann"))).hasSize(2);
        assertThat(findings(1, FindingFilter.ALL.withOwner(""))).hasSize(1);
        assertThat(findings(1, FindingFilter.ALL.withSeverities(Set.of(Severity.LOW))))
                .isEmpty();
        assertThat(state.findings().counts(runId(1), FindingCount.By.RUN))
                .containsExactly(
                        new FindingCount("", Severity.HIGH, Verdict.FAIL, 2),
                        new FindingCount("", Severity.HIGH, Verdict.UNKNOWN, 1),
                        new FindingCount("", Severity.HIGH, Verdict.PASS, 1));
        assertThat(state.findings().counts(runId(1), FindingCount.By.OWNER))
                .contains(new FindingCount("ann", Severity.HIGH, Verdict.FAIL, 2));
        assertThat(state.findings().counts(runId(1), FindingCount.By.CHECK))
                .contains(new FindingCount("root_mfa", Severity.HIGH, Verdict.UNKNOWN, 1));
        assertThat(state.findings().counts(runId(1), FindingCount.By.ACCOUNT))
                .contains(new FindingCount(PAYMENTS.value(), Severity.HIGH, Verdict.PASS, 1));
    }

    @Test
    void findings_are_handed_out_piece_by_piece_in_their_order() {
        Finding regional = finding(PAYMENTS, "log_validation", Verdict.FAIL, "us-east-1", "arn:a", "bad");
        Finding other = finding(SANDBOX, "a_check", Verdict.UNKNOWN, null, SANDBOX.value(), "denied");
        ran(1, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"), regional, pass(PAYMENTS), pass(SANDBOX), other);

        assertThat(pieces(FindingFilter.ALL)).hasSize(6).isEqualTo(findings(1));
        assertThat(pieces(FindingFilter.GAPS.withOwner("ann")))
                .isEqualTo(findings(1, FindingFilter.GAPS.withOwner("ann")));
        assertThat(state.findings()
                        .page(
                                runId(1),
                                FindingFilter.ALL,
                                FindingPosition.of(findings(1).get(5)),
                                10))
                .isEmpty();
    }

    private List<Finding> pieces(FindingFilter filter) {
        List<Finding> all = new ArrayList<>();
        List<Finding> piece = state.findings().page(runId(1), filter, null, 2);
        while (!piece.isEmpty()) {
            all.addAll(piece);
            piece = state.findings().page(runId(1), filter, FindingPosition.of(all.get(all.size() - 1)), 2);
        }
        return all;
    }

    @Test
    void the_verdict_of_a_check_on_an_account_is_the_worst_of_its_findings() {
        ran(1, fail(PAYMENTS, "arn:a"), pass(PAYMENTS), pass(SANDBOX));

        List<Decision> decisions = new ArrayList<>();
        state.findings().decisions(runId(1), decisions::add);

        assertThat(decisions).extracting(Decision::verdict).containsExactly(Verdict.FAIL, Verdict.PASS);
        assertThat(decisions).extracting(Decision::findings).containsExactly(2L, 1L);
    }

    @Test
    void a_trend_has_each_complete_run_with_its_counts() {
        ran(1, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"), pass(SANDBOX));
        ran(2);
        ran(3, pass(PAYMENTS), pass(SANDBOX));

        List<TrendPoint> trend = state.findings().trend(day(1));

        assertThat(trend).extracting(point -> point.run().id()).containsExactly(runId(1), runId(2), runId(3));
        assertThat(trend.get(0).findings())
                .containsExactly(
                        new FindingCount("", Severity.HIGH, Verdict.FAIL, 2),
                        new FindingCount("", Severity.HIGH, Verdict.PASS, 1));
        assertThat(trend.get(0).decisions())
                .containsExactly(
                        new FindingCount("", Severity.HIGH, Verdict.FAIL, 1),
                        new FindingCount("", Severity.HIGH, Verdict.PASS, 1));
        assertThat(trend.get(1).findings()).isEmpty();
        assertThat(state.findings().trend(day(3))).hasSize(1);
    }

    // Assets

    static Asset ip(String key, String instance, @Nullable String owner, @Nullable String region) {
        return new Asset(
                "ip",
                key,
                PAYMENTS,
                "payments",
                region,
                "AWS::EC2::Instance",
                "arn:aws:ec2:us-east-1:111111111111:instance/" + instance,
                instance,
                owner,
                "prod",
                "pii",
                null,
                null,
                INSTANCES.value(),
                null);
    }

    void assets(int day, Asset... assets) {
        try (AssetWriter writer = state.assets().write(runId(day), PAYMENTS, INSTANCES)) {
            for (Asset asset : assets) {
                writer.append(asset);
            }
            writer.commit();
        }
    }

    /** A day on which the table was read, with these assets. */
    void seen(int day, Asset... assets) {
        start(day);
        write(day, PAYMENTS, INSTANCES, List.of("assets=" + assets.length));
        assets(day, assets);
        complete(day);
    }

    List<String> owners(String key, Instant at) {
        return state.assets().find(key, at).stream().map(Asset::name).collect(Collectors.toList());
    }

    @Test
    void an_asset_is_valid_from_the_run_that_saw_it_first_to_the_run_that_missed_it() {
        seen(1, ip("10.0.0.1", "i-a", "ann", "us-east-1"));
        seen(2, ip("10.0.0.1", "i-a", "ann", "us-east-1"));
        seen(3, ip("10.0.0.1", "i-b", "bob", "us-east-1"));
        seen(4);

        assertThat(owners("10.0.0.1", day(1).minusMillis(1))).isEmpty();
        assertThat(owners("10.0.0.1", day(1))).containsExactly("i-a");
        assertThat(owners("10.0.0.1", day(3).minusMillis(1))).containsExactly("i-a");
        assertThat(owners("10.0.0.1", day(3))).containsExactly("i-b");
        assertThat(owners("10.0.0.1", day(4))).isEmpty();
        List<Asset> history = state.assets().history("10.0.0.1");
        assertThat(history).extracting(Asset::name).containsExactly("i-b", "i-a");
        assertThat(history).extracting(Asset::validTo).containsExactly(day(4), day(3));
        assertThat(history).extracting(Asset::observedAt).containsExactly(day(3), day(2));
        assertThat(stored("asset"))
                .as("an unchanged asset is not written again")
                .isEqualTo(2);
    }

    @Test
    void an_asset_comes_back_with_all_that_is_known_of_it() {
        seen(1, ip("10.0.0.1", "i-a", "ann", null));
        seen(2, ip("10.0.0.1", "i-a", "ann", null));

        Asset asset = state.assets().find("10.0.0.1", day(2)).get(0);

        assertThat(asset)
                .isEqualTo(new Asset(
                        "ip",
                        "10.0.0.1",
                        PAYMENTS,
                        "payments",
                        null,
                        "AWS::EC2::Instance",
                        "arn:aws:ec2:us-east-1:111111111111:instance/i-a",
                        "i-a",
                        "ann",
                        "prod",
                        "pii",
                        day(1),
                        null,
                        INSTANCES.value(),
                        day(2)));
    }

    @Test
    void a_new_owner_starts_a_new_interval() {
        seen(1, ip("10.0.0.1", "i-a", "ann", null));
        seen(2, ip("10.0.0.1", "i-a", "bob", null));

        assertThat(state.assets().find("10.0.0.1", day(1)))
                .extracting(Asset::owner)
                .containsExactly("ann");
        assertThat(state.assets().find("10.0.0.1", day(2)))
                .extracting(Asset::owner)
                .containsExactly("bob");
    }

    @Test
    void an_asset_does_not_end_because_its_table_could_not_be_read() {
        seen(1, ip("10.0.0.1", "i-a", "ann", "us-east-1"), ip("10.0.0.2", "i-b", "ann", "eu-west-1"));
        start(2);
        manifest(2, denied(PAYMENTS, INSTANCES, null));
        complete(2);
        assertThat(owners("10.0.0.1", day(2))).containsExactly("i-a");
        assertThat(state.assets().find("10.0.0.1", day(2)).get(0).observedAt()).isEqualTo(day(1));

        start(3);
        write(3, PAYMENTS, INSTANCES, List.of());
        assets(3);
        manifest(3, whole(PAYMENTS, INSTANCES, "us-east-1"), denied(PAYMENTS, INSTANCES, "eu-west-1"));
        complete(3);

        assertThat(owners("10.0.0.1", day(3))).isEmpty();
        assertThat(owners("10.0.0.2", day(3))).containsExactly("i-b");
        assertThat(state.assets().find("10.0.0.2", day(3)).get(0).observedAt()).isEqualTo(day(1));
        seen(4, ip("10.0.0.2", "i-b", "ann", "eu-west-1"));
        assertThat(state.assets().find("10.0.0.2", day(4)).get(0).observedAt()).isEqualTo(day(4));
        assertThat(state.assets().find("10.0.0.2", day(4)).get(0).validFrom()).isEqualTo(day(1));
    }

    @Test
    void assets_of_a_run_that_is_not_complete_change_nothing() {
        seen(1, ip("10.0.0.1", "i-a", "ann", null));
        start(2);
        write(2, PAYMENTS, INSTANCES, List.of("x=1"));
        assets(2, ip("10.0.0.9", "i-z", "eve", null));
        state.runs().abandon(runId(2), day(2), "interrupted");

        assertThat(owners("10.0.0.9", day(2))).isEmpty();
        assertThat(owners("10.0.0.1", day(2))).containsExactly("i-a");
    }

    @Test
    void what_a_writer_had_before_it_was_closed_without_a_commit_does_not_count() {
        start(1);
        write(1, PAYMENTS, INSTANCES, List.of("x=1"));
        try (AssetWriter writer = state.assets().write(runId(1), PAYMENTS, INSTANCES)) {
            for (int i = 0; i < 2_500; i++) {
                writer.append(ip("10.1." + i / 250 + "." + i % 250, "i-" + i, "ann", null));
            }
        }
        complete(1);

        assertThat(stored("asset")).isZero();
    }

    @Test
    void the_same_asset_twice_is_one_and_a_key_of_two_assets_shows_both() {
        seen(
                1,
                ip("10.0.0.1", "i-a", "ann", null),
                ip(" 10.0.0.1 ", "i-a", "ann", null),
                ip("10.0.0.1", "i-b", "bob", null));

        assertThat(owners("10.0.0.1", day(1))).containsExactlyInAnyOrder("i-a", "i-b");
    }

    @Test
    void many_keys_are_found_at_once() {
        seen(
                1,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> ip("10.2." + i / 200 + "." + i % 200, "i-" + i, "ann", null))
                        .toArray(Asset[]::new));

        Map<String, List<Asset>> found = state.assets()
                .find(
                        IntStream.range(0, 1_300)
                                .mapToObj(i -> "10.2." + i / 200 + "." + i % 200)
                                .collect(Collectors.toList()),
                        day(1));

        assertThat(found).hasSize(1_200);
        assertThat(found.get("10.2.3.4")).extracting(Asset::name).containsExactly("i-604");
    }

    @Test
    void an_account_is_an_asset_of_itself() {
        start(1);
        state.runs().universe(runId(1), new Organization("o-1", PAYMENTS, List.of(account(PAYMENTS, "pay", "ann"))));
        complete(1);
        start(2);
        state.runs().universe(runId(2), new Organization("o-1", PAYMENTS, List.of(account(PAYMENTS, "pay", "bob"))));
        complete(2);
        start(3);
        state.runs().universe(runId(3), new Organization("o-1", PAYMENTS, List.of()));
        complete(3);

        assertThat(state.assets().find("111111111111", day(1)))
                .extracting(Asset::owner)
                .containsExactly("ann");
        assertThat(state.assets().find("111111111111", day(3))).singleElement().satisfies(asset -> {
            assertThat(asset.owner()).isEqualTo("bob");
            assertThat(asset.observedAt()).isEqualTo(day(2));
            assertThat(asset.type()).isEqualTo("AWS::Organizations::Account");
        });
    }

    // Retention

    @Test
    void old_runs_are_forgotten_with_all_that_only_they_need() {
        seen(1, ip("10.0.0.1", "i-a", "ann", null));
        start(2);
        write(2, PAYMENTS, INSTANCES, List.of("shared=1"));
        write(2, SANDBOX, INSTANCES, numbered(10_000, 2));
        manifest(2, whole(SANDBOX, INSTANCES, null), denied(PAYMENTS, TRAILS, null));
        assets(2);
        record(2, fail(PAYMENTS, "arn:a"), fail(PAYMENTS, "arn:b"));
        complete(2);
        ran(3, fail(PAYMENTS, "arn:b"));
        start(4);
        write(4, PAYMENTS, INSTANCES, List.of("shared=1"));
        record(4, fail(PAYMENTS, "arn:b"));
        complete(4);
        start(5);
        write(5, PAYMENTS, INSTANCES, numbered(20, 5));

        Pruned pruned = state.prune(day(4));

        assertThat(pruned.runs()).isEqualTo(3);
        assertThat(pruned.chunks()).isGreaterThanOrEqualTo(2);
        assertThat(state.runs().list(10)).extracting(Run::id).containsExactly(runId(5), runId(4));
        assertThat(read(4, PAYMENTS, INSTANCES)).isEqualTo("{\"row\":\"shared=1\"}\n");
        assertThat(read(5, PAYMENTS, INSTANCES)).contains("key1000019=5");
        assertThat(stored("chunk")).isEqualTo(2);
        assertThat(stored("chunk_keys")).isEqualTo(2);
        assertThat(stored("content")).isEqualTo(2);
        assertThat(findings(4)).extracting(Finding::firstSeen).containsExactly(day(2));
        assertThat(stored("finding_version")).isEqualTo(1);
        assertThat(stored("finding_subject")).isEqualTo(1);
        assertThat(owners("10.0.0.1", day(1))).isEmpty();
        record(5, fail(PAYMENTS, "arn:b"));
        complete(5);
        assertThat(compare(4, 5)).containsExactly("STILL_OPEN arn:b");
    }

    @Test
    void the_newest_complete_run_is_never_forgotten() {
        ran(1, fail(PAYMENTS, "arn:a"));

        assertThat(state.prune(day(100)).runs()).isZero();
        assertThat(findings(1)).hasSize(1);
    }

    // Records

    @Test
    void the_newest_of_each_key_counts_and_nothing_replaces_what_is_known_by_what_is_not() {
        state.records()
                .note(
                        "drill",
                        List.of(entry(PAYMENTS, "a", true, "{\"v\":1}"), entry(PAYMENTS, "b", false, "{\"v\":2}")));
        state.records()
                .note(
                        "drill",
                        List.of(
                                entry(PAYMENTS, "a", false, "{\"v\":3}"),
                                entry(PAYMENTS, "b", true, "{\"v\":4}"),
                                entry(SANDBOX, "a", true, "{\"v\":5}")));

        assertThat(records("drill", PAYMENTS)).containsExactly("{\"v\":1}", "{\"v\":4}");
        assertThat(records("drill", SANDBOX)).containsExactly("{\"v\":5}");
        assertThat(records("contacts", PAYMENTS)).isEmpty();

        state.records().replace("drill", List.of(PAYMENTS), List.of(entry(PAYMENTS, "c", true, "{\"v\":6}")));
        assertThat(records("drill", PAYMENTS)).containsExactly("{\"v\":6}");
        assertThat(records("drill", SANDBOX)).hasSize(1);
    }

    @Test
    void records_are_forgotten_with_the_runs_of_their_time() {
        state.records().note("drill", List.of(entry(PAYMENTS, "a", true, "{}")));

        state.prune(MONDAY);
        assertThat(records("drill", PAYMENTS)).hasSize(1);
        state.prune(MONDAY.plusMillis(1));
        assertThat(records("drill", PAYMENTS)).isEmpty();
    }

    private static Records.Entry entry(AccountId account, String key, boolean certain, String json) {
        return new Records.Entry(account, key, MONDAY, certain, json);
    }

    private List<String> records(String kind, AccountId account) {
        return state.records().of(kind, account).stream()
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList();
    }

    // Leases

    @Test
    void a_lease_is_held_by_one_and_free_again_after_it() {
        Lease lease = state.lease("audit");
        lease.confirm();

        assertThatThrownBy(() -> state.lease("audit"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'audit' has been held by process "
                        + ProcessHandle.current().pid());
        lease.close();
        state.lease("audit").close();
        assertThatThrownBy(lease::confirm).isInstanceOf(ProblemException.class);
    }
}
