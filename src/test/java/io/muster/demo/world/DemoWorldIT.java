package io.muster.demo.world;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.catalog.Column;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.QuerySpec;
import io.muster.demo.DemoDatabase;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

final class DemoWorldIT {

    private static final Path CACHE = Path.of(System.getProperty("java.io.tmpdir"), "muster-test-postgresql");
    private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
    private static final DemoWorld.Shape SHAPE = DemoWorld.Shape.standard(12, NOW);
    private static final DemoWorld WORLD = DemoWorld.of(SHAPE);

    @TempDir
    private static Path folder;

    private static DemoDatabase database;
    private static Pack pack;

    @BeforeAll
    static void make_the_world() throws SQLException {
        Problems problems = new Problems();
        pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), problems);
        assertThat(problems.errors()).isEmpty();
        database = DemoDatabase.start(folder, CACHE);
        WORLD.fill(database.owner());
    }

    @AfterAll
    static void end_the_world() {
        database.close();
    }

    @Test
    void the_same_shape_gives_the_same_rows() throws SQLException {
        assertThat(digests(SHAPE)).isEqualTo(digests(SHAPE)).isNotEqualTo(digests(SHAPE.withSeed(7)));
    }

    private static Map<String, String> digests(DemoWorld.Shape shape) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        try (DemoDatabase other = DemoDatabase.start(folder, CACHE);
                Connection owner = other.owner().getConnection()) {
            DemoWorld.of(shape).fill(other.owner());
            for (SteampipeTables.Table table : SteampipeTables.load().all()) {
                digests.put(
                        table.name(),
                        text(
                                owner,
                                "select md5(coalesce(string_agg(t::text, ';' order by t::text), '')) from demo."
                                        + table.name() + " t"));
            }
        }
        return digests;
    }

    @Test
    void a_refused_region_spoils_only_scans_that_ask_it() throws SQLException {
        DemoAccount account = troubled(Trouble.FLOW_LOGS_DENIED_IN_A_REGION);
        String refused = Trouble.region(account);
        String others = "select count(*) from aws.aws_vpc_flow_log where region <> '" + refused + "'";
        try (Connection reader = database.reader().getConnection()) {
            assertThat(text(reader, others + " and sp_connection_name = '" + account.connection() + "'"))
                    .isNotNull();
            assertRefused(reader, all("aws_vpc_flow_log", account))
                    .hasMessageContaining(
                            "rpc error: code = Unknown desc = " + account.connection()
                                    + ": operation error EC2: DescribeFlowLogs, https response error StatusCode: 403, RequestID: ")
                    .hasMessageContaining("api error UnauthorizedOperation");
            assertRefused(reader, all("aws_vpc_flow_log", account) + " and region = '" + refused + "'");
            assertRefused(reader, "select count(*) from aws.aws_vpc_flow_log");
            text(reader, all("aws_vpc_flow_log", WORLD.accounts().get(1)));
        }
    }

    @Test
    void a_lost_region_is_missing_every_second_time_and_an_error_in_between() throws SQLException {
        DemoAccount account = troubled(Trouble.RECORDERS_LOSE_A_REGION);
        String scan = "select string_agg(distinct region, ',') from aws.aws_config_configuration_recorder"
                + " where sp_connection_name = '" + account.connection() + "'";
        try (Connection reader = database.reader().getConnection()) {
            for (int i = 0; i < 2; i++) {
                assertThat(text(reader, scan)).doesNotContain(Trouble.region(account));
                assertRefused(reader, scan + " and region = '" + Trouble.region(account) + "'")
                        .hasMessageContaining("AccessDeniedException");
            }
        }
    }

    @Test
    void lost_calls_for_each_row_leave_nothing_every_second_time() throws SQLException {
        DemoAccount account = troubled(Trouble.ACCESS_KEYS_LOSE_ALL_ROWS);
        try (Connection reader = database.reader().getConnection();
                Connection owner = database.owner().getConnection()) {
            assertThat(text(
                            owner,
                            "select count(*) > 0 from demo.aws_iam_access_key where sp_connection_name = '"
                                    + account.connection() + "' and access_key_id is not null"))
                    .isEqualTo("t");
            for (int i = 0; i < 2; i++) {
                assertThat(text(reader, all("aws_iam_access_key", account))).isEqualTo("0");
                assertRefused(reader, all("aws_iam_access_key", account)).hasMessageContaining("ListAccessKeys");
            }
        }
    }

    @Test
    void a_throttled_region_recovers() throws SQLException {
        DemoAccount account = troubled(Trouble.INSTANCES_THROTTLED_ONCE);
        try (Connection reader = database.reader().getConnection()) {
            assertRefused(reader, all("aws_ec2_instance", account))
                    .hasMessageContaining("exceeded maximum number of attempts, 9");
            assertThat(Integer.parseInt(text(reader, all("aws_ec2_instance", account))))
                    .isPositive();
        }
    }

    @Test
    void a_hanging_region_ends_with_the_statement_that_asks_it() throws SQLException {
        DemoAccount account = troubled(Trouble.SNAPSHOTS_HANG_IN_A_REGION);
        try (Connection reader = database.reader().getConnection()) {
            text(reader, all("aws_ebs_snapshot", account) + " and region <> '" + Trouble.region(account) + "'");
            run(reader, "set statement_timeout = '300ms'");

            assertThatThrownBy(() -> text(reader, all("aws_ebs_snapshot", account)))
                    .isInstanceOfSatisfying(
                            PSQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void refused_tags_spoil_only_queries_that_select_them() throws SQLException {
        DemoAccount account = troubled(Trouble.BUCKET_TAGS_DENIED);
        String where = " from aws.aws_s3_bucket where sp_connection_name = '" + account.connection() + "'";
        try (Connection reader = database.reader().getConnection()) {
            assertThat(text(reader, "select string_agg(name, ',')" + where)).isNotEmpty();
            assertRefused(reader, "select string_agg(tags::text, ',')" + where)
                    .hasMessageContaining("requires hydrate data from getBucketTagging");
        }
    }

    @Test
    void every_table_of_every_query_meets_its_tripwire() throws SQLException {
        DemoAccount dead = troubled(Trouble.CREDENTIALS_ARE_DEAD);
        DemoAccount alive = WORLD.accounts().get(0);
        List<String> blind = new ArrayList<>();
        for (QuerySpec query : pack.queries()) {
            for (String table : query.tables()) {
                try (Connection reader = database.reader().getConnection()) {
                    for (String other : query.tables()) {
                        pin(reader, other, other.equals(table) ? dead : alive);
                    }
                    run(reader, sql(query));
                    blind.add(query.id() + " " + table);
                } catch (PSQLException e) {
                    assertThat(e.getSQLState())
                            .as("%s: %s", query.id(), e.getMessage())
                            .isEqualTo("HV000");
                }
            }
        }
        assertThat(blind).isEmpty();
    }

    @Test
    void every_query_finds_what_its_header_promises() throws SQLException {
        Map<String, String> broken = new TreeMap<>();
        for (DemoAccount account : List.of(
                WORLD.accounts().get(0),
                WORLD.accounts().get(1),
                WORLD.accounts().get(3))) {
            for (QuerySpec query : pack.queries()) {
                if (!query.isSql()) {
                    continue;
                }
                try (Connection reader = database.reader().getConnection()) {
                    for (String table : query.tables()) {
                        pin(reader, table, account);
                    }
                    requirePromises(reader, query, broken);
                } catch (PSQLException e) {
                    boolean isPlanted =
                            e.getSQLState().equals("HV000") && (account.isTroubled() || !account.isManagement());
                    if (!isPlanted) {
                        broken.put(query.id() + " " + account, e.getMessage());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void requirePromises(Connection reader, QuerySpec query, Map<String, String> broken)
            throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery(sql(query))) {
            List<String> keys = new ArrayList<>();
            while (rows.next()) {
                for (Column column : query.columns()) {
                    if (rows.getString(column.name()) == null && !column.nullable()) {
                        broken.put(query.id() + " " + column.name(), "null");
                    }
                }
                StringBuilder key = new StringBuilder();
                for (String column : query.key()) {
                    key.append(rows.getString(column)).append('|');
                }
                keys.add(key.toString());
            }
            if (!keys.isEmpty()) {
                assertThat(keys)
                        .as("keys of %s", query.id())
                        .doesNotHaveDuplicates()
                        .doesNotContain("null|");
            }
        }
    }

    @Test
    void a_schema_for_each_connection_shows_only_that_connection() throws SQLException {
        for (Layout layout : List.of(Layout.SCHEMA_PER_CONNECTION, Layout.STANDALONE)) {
            try (DemoDatabase other = DemoDatabase.start(folder, CACHE)) {
                DemoWorld.of(SHAPE.withLayout(layout)).fill(other.owner());
                try (Connection reader = other.reader().getConnection()) {
                    assertThat(text(reader, "select account_id from aws_security.aws_account"))
                            .isEqualTo("222222222222");
                    assertThat(text(reader, "select to_regclass('steampipe_internal.steampipe_connection') is null"))
                            .isEqualTo(layout == Layout.STANDALONE ? "t" : "f");
                }
            }
        }
    }

    private static String sql(QuerySpec query) {
        return requireNonNull(query.sql(), () -> query.id() + " is no SQL");
    }

    private static DemoAccount troubled(Trouble trouble) {
        return WORLD.accounts().stream()
                .filter(account -> account.has(trouble))
                .findFirst()
                .orElseThrow();
    }

    private static String all(String table, DemoAccount account) {
        return "select count(*) from aws." + table + " where sp_connection_name = '" + account.connection() + "'";
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Connection reader, String sql) {
        return assertThatThrownBy(() -> text(reader, sql))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("HV000"));
    }

    private static void pin(Connection reader, String table, DemoAccount account) throws SQLException {
        run(
                reader,
                "create temp view " + table + " as select * from aws." + table + " where sp_connection_name = '"
                        + account.connection() + "'");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
