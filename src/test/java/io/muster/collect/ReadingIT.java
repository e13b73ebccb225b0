package io.muster.collect;

import static io.muster.collect.FakeSteampipe.DENIED;
import static io.muster.collect.FakeSteampipe.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.collect.FakeSteampipe.Shape;
import io.muster.collect.FakeSteampipe.Trip;
import io.muster.collect.SteampipeConfig.Confirm;
import io.muster.inventory.Account;
import io.muster.inventory.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of confirmed reading, over databases of every shape. */
final class ReadingIT {

    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final QuerySpec VPCS =
            Queries.regional("vpcs", "aws_vpc", "account_id text", "region text", "vpc_id text");
    private static final QuerySpec ROLES = Queries.global("roles", "aws_iam_role", "account_id text", "arn text");

    private final MemorySink sink = new MemorySink();

    @AfterEach
    void every_writer_is_closed() {
        assertThat(sink.openWriters()).isZero();
    }

    /** Two accounts with two regions, of which {@code eu-west-1} has VPCs, and a role each. */
    private static FakeSteampipe twoAccounts(Shape shape) {
        return new FakeSteampipe(shape)
                .table("aws_vpc", "account_id text, region text, vpc_id text")
                .table("aws_iam_role", "account_id text, arn text")
                .connection("aws_one", ONE, "eu-west-1", "us-east-1")
                .connection("aws_two", TWO, "eu-west-1", "us-east-1")
                .row("aws_vpc", "aws_one", ONE, "eu-west-1", "vpc-b")
                .row("aws_vpc", "aws_one", ONE, "eu-west-1", "vpc-a")
                .row("aws_vpc", "aws_two", TWO, "us-east-1", "vpc-c")
                .row("aws_iam_role", "aws_one", ONE, "arn:one")
                .row("aws_iam_role", "aws_two", TWO, "arn:two");
    }

    @ParameterizedTest
    @EnumSource(names = {"AGGREGATOR", "SCHEMAS", "PLAIN"})
    void each_account_gets_its_own_rows_in_the_order_of_their_key(Shape shape) throws InterruptedException {
        World world = World.read(twoAccounts(shape), Queries.pack(VPCS, ROLES), sink);

        assertThat(sink.rows(ONE, "vpcs"))
                .containsExactly(
                        "{\"account_id\":\"111111111111\",\"region\":\"eu-west-1\",\"vpc_id\":\"vpc-a\"}",
                        "{\"account_id\":\"111111111111\",\"region\":\"eu-west-1\",\"vpc_id\":\"vpc-b\"}");
        assertThat(sink.keys(ONE, "vpcs")).containsExactly("[\"vpc-a\"]", "[\"vpc-b\"]");
        assertThat(sink.rows(TWO, "vpcs"))
                .containsExactly("{\"account_id\":\"222222222222\",\"region\":\"us-east-1\",\"vpc_id\":\"vpc-c\"}");
        assertThat(sink.rows(TWO, "roles")).containsExactly("{\"account_id\":\"222222222222\",\"arn\":\"arn:two\"}");
        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-fast");
        assertThat(world.told(TWO, "roles")).containsExactly("1 rows");
    }

    @Test
    void through_a_standalone_fdw_rows_are_read_twice_and_stay_unproven() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.STANDALONE);

        World world = World.read(steampipe, Queries.pack(VPCS, ROLES), sink);

        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 unproven", "us-east-1: 0 empty-fast");
        assertThat(world.told(TWO, "roles")).containsExactly("1 unproven");
        assertThat(world.warnings())
                .anySatisfy(warning -> assertThat(warning.text()).contains("standalone FDW"));
    }

    @Test
    void the_cache_is_off_in_every_session() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR);

        World.read(steampipe, Queries.pack(ROLES), sink);

        assertThat(steampipe.number("select count(*) from base.cache where command = 'off'"))
                .isPositive();
        assertThat(steampipe.number("select count(*) from base.cache where command <> 'off'"))
                .isZero();
    }

    @Test
    void a_table_that_has_no_view_is_not_read_from_just_any_account() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR)
                .execute("create schema aws_one; create view aws_one.aws_other as select 'x'::text as arn;"
                        + " alter role postgres set search_path to public, aws_one");
        QuerySpec careless = Queries.saying(ROLES, "select arn, arn as account_id from aws_other");
        try {
            World world = World.read(steampipe, Queries.pack(careless), sink);

            assertThat(world.told(TWO, "roles")).containsExactly("unreadable schema-drift");
        } finally {
            steampipe.execute("alter role postgres reset search_path");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AGGREGATOR", "SCHEMAS", "PLAIN", "STANDALONE"})
    void a_denied_region_costs_neither_the_other_regions_nor_the_other_accounts(Shape shape)
            throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(shape).trip("aws_vpc", "aws_one", "us-east-1", Trip.FAILS, DENIED);

        World world = World.read(steampipe, Queries.pack(VPCS), sink);

        String rows = shape == Shape.STANDALONE ? "unproven" : "rows";
        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 " + rows, "us-east-1: unreadable denied");
        assertThat(sink.rows(ONE, "vpcs")).hasSize(2);
        assertThat(world.told(TWO, "vpcs")).containsExactly("eu-west-1: 0 empty-fast", "us-east-1: 1 " + rows);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGGREGATOR", "SCHEMAS", "PLAIN", "STANDALONE"})
    void a_lost_error_of_a_region_is_found(Shape shape) throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(shape).trip("aws_vpc", "aws_one", "us-east-1", Trip.LOSES, DENIED);

        World world = World.read(steampipe, Queries.pack(VPCS), sink);

        assertThat(world.told(ONE, "vpcs")).contains("us-east-1: unreadable denied");
        assertThat(sink.rows(ONE, "vpcs")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"AGGREGATOR", "SCHEMAS", "PLAIN", "STANDALONE"})
    void a_lost_error_of_a_table_without_regions_is_found(Shape shape) throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(shape)
                .execute("delete from base.aws_iam_role where sp_connection_name = 'aws_one'")
                .trip("aws_iam_role", "aws_one", null, Trip.LOSES, DENIED);

        World world = World.read(steampipe, Queries.pack(ROLES), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable denied");
        assertThat(world.message(ONE, "roles"))
                .contains("UnauthorizedOperation")
                .doesNotContain("RequestID");
        assertThat(sink.has(ONE, "roles")).isFalse();
        assertThat(sink.rows(TWO, "roles")).hasSize(1);
    }

    @Test
    void what_a_critical_check_reads_is_asked_again_region_by_region() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS)
                .execute("delete from base.aws_iam_role")
                .connection("aws_three", "333333333333", "eu-west-1", "us-east-1");

        World world = World.read(steampipe, Queries.packWithCritical("vpcs", VPCS, ROLES), sink);

        assertThat(world.told("333333333333", "vpcs"))
                .containsExactly("eu-west-1: 0 empty-exact", "us-east-1: 0 empty-exact");
        assertThat(world.told("333333333333", "roles")).containsExactly("0 empty-twice");
        assertThat(sink.rows("333333333333", "vpcs")).isEmpty();
        assertThat(sink.rows("333333333333", "roles")).isEmpty();
    }

    @Test
    void an_empty_table_that_a_critical_check_reads_must_be_empty_three_times() throws InterruptedException {
        FakeSteampipe steampipe = new FakeSteampipe(Shape.SCHEMAS)
                .table("aws_iam_role", "account_id text, arn text")
                .connection("aws_one", ONE)
                .trip("aws_iam_role", "aws_one", null, Trip.FAILS_ONCE, "unused")
                .execute("update base.trip set kind = 'THIRD'")
                .execute("""
                        create or replace function base.spring(wire int) returns boolean language plpgsql volatile as $$
                        begin
                            if nextval('base.calls_' || wire) < 3 then
                                return false;
                            end if;
                            raise exception using errcode = 'HV000', message = 'api error AccessDenied: third time';
                        end $$
                        """);

        World world = World.read(steampipe, Queries.packWithCritical("roles", ROLES), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable denied");
    }

    @Test
    void confirmation_can_be_configured() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS);
        Pack pack = Queries.packWithCritical("vpcs", VPCS);

        assertThat(World.read(steampipe.config(Duration.ofSeconds(20), Confirm.FAST), pack, sink)
                        .told(ONE, "vpcs"))
                .containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-fast");
        assertThat(World.read(steampipe.config(Duration.ofSeconds(20), Confirm.EXACT), Queries.pack(VPCS), sink)
                        .told(ONE, "vpcs"))
                .containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-exact");
        assertThat(World.read(steampipe.config(Duration.ofSeconds(20), Confirm.NONE), pack, sink)
                        .told(ONE, "vpcs"))
                .containsExactly("eu-west-1: 2 believed", "us-east-1: 0 believed");
    }

    @Test
    void rows_that_the_first_answer_lost_are_read_after_all() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS).execute("""
                create sequence base.first;
                create or replace view aws_one.aws_vpc as
                    select account_id, region, vpc_id, sp_connection_name from base.aws_vpc
                    where sp_connection_name = 'aws_one'
                        and (region <> 'us-east-1' or nextval('base.first') > 1);
                insert into base.aws_vpc values ('111111111111', 'us-east-1', 'vpc-0', 'aws_one', null);
                """);

        World world = World.read(steampipe, Queries.pack(VPCS), sink);

        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 rows", "us-east-1: 1 rows");
        assertThat(sink.keys(ONE, "vpcs")).containsExactly("[\"vpc-0\"]", "[\"vpc-a\"]", "[\"vpc-b\"]");
    }

    @Test
    void rows_from_a_region_that_is_not_enabled_are_kept() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR).row("aws_vpc", "aws_one", ONE, "me-south-1", "vpc-z");

        World world = World.read(steampipe, Queries.pack(VPCS), sink);

        assertThat(world.told(ONE, "vpcs"))
                .containsExactly("eu-west-1: 2 rows", "me-south-1: 1 rows", "us-east-1: 0 empty-fast");
        assertThat(sink.keys(ONE, "vpcs")).contains("[\"vpc-z\"]");
    }

    @Test
    void firewall_tables_are_asked_for_what_belongs_to_no_region() throws InterruptedException {
        QuerySpec acls = Queries.regional("acls", "aws_wafv2_web_acl", "account_id text", "region text", "id text");
        FakeSteampipe steampipe = new FakeSteampipe(Shape.AGGREGATOR)
                .table("aws_wafv2_web_acl", "account_id text, region text, id text")
                .connection("aws_one", ONE, "eu-west-1", "us-east-1")
                .row("aws_wafv2_web_acl", "aws_one", ONE, "global", "acl-1")
                .trip("aws_wafv2_web_acl", "aws_one", "us-east-1", Trip.FAILS, DENIED);

        World world = World.read(steampipe, Queries.pack(acls), sink);

        assertThat(world.told(ONE, "acls"))
                .containsExactly("eu-west-1: 0 empty-exact", "global: 1 rows", "us-east-1: unreadable denied");
        assertThat(sink.keys(ONE, "acls")).containsExactly("[\"acl-1\"]");
    }

    @Test
    void a_service_without_an_endpoint_in_a_region_is_not_empty_there() throws InterruptedException {
        QuerySpec coverage =
                Queries.regional("coverage", "aws_inspector2_coverage", "account_id text", "region text", "id text");
        FakeSteampipe steampipe = new FakeSteampipe(Shape.SCHEMAS)
                .table("aws_inspector2_coverage", "account_id text, region text, id text")
                .connection("aws_one", ONE, "ap-east-2", "us-east-1");

        World world = World.read(steampipe, Queries.pack(coverage), sink);

        assertThat(world.told(ONE, "coverage"))
                .containsExactly("ap-east-2: unreadable region-not-covered", "us-east-1: 0 empty-fast");
    }

    // Sudden loss

    @Test
    void a_sudden_loss_of_rows_counts_when_it_came_twice() throws InterruptedException {
        World world = World.read(
                twoAccounts(Shape.SCHEMAS),
                Queries.pack(VPCS),
                sink.previously("vpcs", 5).previously("roles", 1));

        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 same-twice", "us-east-1: 0 empty-fast");
        assertThat(world.told(TWO, "vpcs")).containsExactly("eu-west-1: 0 empty-fast", "us-east-1: 1 same-twice");
    }

    @Test
    void half_of_the_rows_is_no_sudden_loss() throws InterruptedException {
        World world = World.read(twoAccounts(Shape.SCHEMAS), Queries.pack(ROLES), sink.previously("roles", 2));

        assertThat(world.told(ONE, "roles")).containsExactly("1 rows");
    }

    @Test
    void two_equal_answers_of_three_decide() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS).execute("""
                create sequence base.turn;
                create or replace view aws_one.aws_iam_role as
                    with turn as materialized (select nextval('base.turn') as number)
                    select '111111111111'::text as account_id, 'arn:' || n as arn, 'aws_one'::text as sp_connection_name
                    from turn, generate_series(1, case when number = 1 then 2 else 3 end) n
                """);

        World world = World.read(steampipe, Queries.pack(ROLES), sink.previously("roles", 100));

        assertThat(world.told(ONE, "roles")).containsExactly("3 same-twice");
        assertThat(sink.rows(ONE, "roles")).hasSize(3);
    }

    @Test
    void answers_that_never_agree_are_unknown() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS).execute("""
                create sequence base.turn;
                create or replace view aws_one.aws_iam_role as
                    with turn as materialized (select nextval('base.turn') as number)
                    select '111111111111'::text as account_id, 'arn:' || n as arn, 'aws_one'::text as sp_connection_name
                    from turn, generate_series(1, number) n
                """);

        World world = World.read(steampipe, Queries.pack(ROLES), sink.previously("roles", 100));

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable not-collected");
        assertThat(world.message(ONE, "roles")).isEqualTo("three readings do not agree: 1, 2 and 3 rows");
        assertThat(sink.has(ONE, "roles")).isFalse();
    }

    // Asking again

    @Test
    void what_is_throttled_once_is_asked_again() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR)
                .trip("aws_iam_role", "aws_one", null, Trip.FAILS_ONCE, THROTTLED)
                .trip("aws_vpc", "aws_one", "us-east-1", Trip.FAILS_ONCE, THROTTLED);

        World world = World.read(steampipe, Queries.pack(ROLES, VPCS), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("1 rows");
        assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-fast");
    }

    @Test
    void what_is_denied_is_not_asked_again() throws InterruptedException {
        FakeSteampipe steampipe =
                twoAccounts(Shape.SCHEMAS).trip("aws_iam_role", "aws_one", null, Trip.FAILS_ONCE, DENIED);

        World world = World.read(steampipe, Queries.pack(ROLES), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable denied");
        assertThat(steampipe.calls(1)).isEqualTo(1);
    }

    @Test
    void what_stays_throttled_is_given_up_soon() throws InterruptedException {
        FakeSteampipe steampipe =
                twoAccounts(Shape.SCHEMAS).trip("aws_iam_role", "aws_one", null, Trip.FAILS, THROTTLED);

        World world = World.read(steampipe, Queries.pack(ROLES), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable throttled");
    }

    @Test
    void a_schema_that_is_made_anew_between_two_tables_is_found_again() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR);
        try (Collector collector = World.collector(steampipe.config(), Queries.pack(VPCS))) {
            World.read(collector, sink);
            steampipe.refresh("aws");

            World again = World.read(collector, sink);

            assertThat(again.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-fast");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AGGREGATOR", "SCHEMAS", "PLAIN"})
    void sessions_that_the_server_ended_while_nobody_used_them_cost_no_table(Shape shape) throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(shape);
        try (Collector collector = World.collector(steampipe.config(), Queries.pack(VPCS, ROLES))) {
            Universe universe = collector.universe(sink);
            List<Slice> slices = new ArrayList<>();
            for (Account account : universe.organization().accounts()) {
                steampipe.endSessions();
                slices.addAll(collector.collect(account, sink));
            }
            World world = new World(universe.organization(), slices, universe.warnings());

            assertThat(world.told(ONE, "vpcs")).containsExactly("eu-west-1: 2 rows", "us-east-1: 0 empty-fast");
            assertThat(world.told(ONE, "roles")).containsExactly("1 rows");
            assertThat(world.told(TWO, "vpcs")).containsExactly("eu-west-1: 0 empty-fast", "us-east-1: 1 rows");
            assertThat(world.told(TWO, "roles")).containsExactly("1 rows");
        }
    }

    // What the header promises

    private World readRoles(String view, String... columns) throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS)
                .execute("drop view aws_one.aws_iam_role; create view aws_one.aws_iam_role as " + view);
        return World.read(steampipe, Queries.pack(Queries.global("roles", "aws_iam_role", columns)), sink);
    }

    @Test
    void a_missing_column_is_drift() throws InterruptedException {
        World world = readRoles("select 'x'::text as arn", "account_id text", "arn text");

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable schema-drift");
        assertThat(world.message(ONE, "roles")).contains("column \"account_id\" does not exist");
        assertThat(world.told(TWO, "roles")).containsExactly("1 rows");
    }

    @Test
    void a_missing_table_is_drift() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.AGGREGATOR);

        World world =
                World.read(steampipe, Queries.pack(Queries.global("other", "aws_other", "arn text"), ROLES), sink);

        assertThat(world.told(ONE, "other")).containsExactly("unreadable schema-drift");
        assertThat(world.told(ONE, "roles")).containsExactly("1 rows");
    }

    @Test
    void a_column_of_another_type_is_drift() throws InterruptedException {
        World world = readRoles("select 'x'::text as arn, 5 as account_id", "account_id jsonb", "arn text");

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable schema-drift");
        assertThat(world.message(ONE, "roles")).isEqualTo("the column 'account_id' is of type int4, not jsonb");
    }

    @Test
    void an_empty_value_where_the_header_promises_one_is_drift_and_names_the_row() throws InterruptedException {
        World world = readRoles(
                "select 'arn:x'::text as arn, null::text as account_id", "account_id text not null", "arn text");

        assertThat(world.told(ONE, "roles")).containsExactly("unreadable schema-drift");
        assertThat(world.message(ONE, "roles")).isEqualTo("the column 'account_id' is empty in the row arn=arn:x");
    }

    @Test
    void a_column_that_nobody_declared_is_left_out() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS);
        QuerySpec wide = Queries.saying(ROLES, "select 7 as seven, * from aws_iam_role order by arn");

        World.read(steampipe, Queries.pack(wide), sink);

        assertThat(sink.rows(ONE, "roles")).containsExactly("{\"account_id\":\"111111111111\",\"arn\":\"arn:one\"}");
    }

    @Test
    void rows_with_the_same_key_are_kept_and_remarked() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS).row("aws_iam_role", "aws_one", ONE, "arn:one");

        World world = World.read(steampipe, Queries.pack(ROLES), sink);

        assertThat(world.told(ONE, "roles")).containsExactly("2 rows");
        assertThat(world.message(ONE, "roles")).isEqualTo("1 row has the key of the row before, first: [\"arn:one\"]");
    }

    @Test
    void a_query_that_writes_changes_nothing() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.PLAIN);
        QuerySpec writing = Queries.saying(
                ROLES, "with gone as (delete from base.aws_iam_role returning account_id, arn) select * from gone");

        World.read(steampipe, Queries.pack(writing), sink);

        assertThat(steampipe.number("select count(*) from base.aws_iam_role")).isEqualTo(2);
    }

    @Test
    void many_large_rows_fit_into_little_memory() throws InterruptedException {
        FakeSteampipe steampipe = twoAccounts(Shape.SCHEMAS).execute("""
                create or replace view aws_one.aws_iam_role as
                    select '111111111111'::text as account_id,
                        case when n % 300 = 0 then repeat('"', 2500000) else n::text end as arn,
                        'aws_one'::text as sp_connection_name
                    from generate_series(1, 900) n
                """);
        long[] bytes = new long[1];
        TableSink counting = new CountingSink(bytes);

        World world = World.read(steampipe, Queries.pack(ROLES), counting);

        assertThat(world.slices().stream()
                        .filter(Slice::isRead)
                        .mapToLong(Slice::rows)
                        .sum())
                .isGreaterThan(900);
        assertThat(bytes[0]).isGreaterThan(15_000_000);
    }
}
