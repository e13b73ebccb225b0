package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.ApiSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CallsTest {

    private static final AccountId SHOP = new AccountId("111111111111");
    private static final Calls.EarlierRows NO_RUN = (account, query) -> OptionalLong.empty();
    private static final Calls.EarlierRows TWENTY = (account, query) -> OptionalLong.of(20);

    private final Pack pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());

    @Test
    void a_list_takes_a_call_for_each_region_whatever_it_holds() {
        assertThat(Calls.of(query("vpc_flow_logs"), SHOP, 17, TWENTY)).isEqualTo(new Calls(17, 0, 0));
        assertThat(Calls.of(query("s3_buckets"), SHOP, 17, NO_RUN).all()).isPositive();
    }

    @Test
    void a_call_for_each_row_counts_the_rows_of_the_last_run() {
        assertThat(Calls.of(query("cloudtrail_trails"), SHOP, 17, TWENTY)).isEqualTo(new Calls(37, 0, 0));
        assertThat(Calls.of(query("s3_bucket_lifecycle"), SHOP, 17, TWENTY)).isEqualTo(new Calls(0, 21, 0));
    }

    @Test
    void rows_that_no_run_has_counted_are_said_to_be_missing() {
        assertThat(Calls.of(query("s3_bucket_lifecycle"), SHOP, 17, NO_RUN)).isEqualTo(new Calls(0, 1, 1));
    }

    @Test
    void an_operation_for_each_row_of_another_query_counts_those_rows() {
        QuerySpec query = Queries.api(
                "guardduty_parts",
                Scope.ACCOUNT,
                true,
                new ApiSpec(
                        "guardduty",
                        "ListParts",
                        Map.of(),
                        null,
                        Map.of(),
                        new ApiSpec.ForEach(new QueryId("guardduty_detectors"), Map.of(), Map.of()),
                        List.of()),
                "id",
                "account_id text",
                "region text",
                "id text");

        assertThat(Calls.of(
                        query,
                        SHOP,
                        17,
                        (account, parent) -> parent.value().equals("guardduty_detectors")
                                ? OptionalLong.of(3)
                                : OptionalLong.empty()))
                .isEqualTo(new Calls(3, 0, 0));
    }

    @Test
    void what_is_no_call_of_aws_costs_none() {
        assertThat(pack.queries().stream().filter(query -> !query.isSql() && !query.isApi()))
                .isNotEmpty()
                .allSatisfy(
                        query -> assertThat(Calls.of(query, SHOP, 17, NO_RUN)).isEqualTo(Calls.NONE));
    }

    @Test
    void calls_are_added_up_and_shared_among_regions() {
        Calls calls = new Calls(17, 2, 1).plus(new Calls(1, 3, 0));

        assertThat(calls).isEqualTo(new Calls(18, 5, 1));
        assertThat(calls.all()).isEqualTo(23);
        assertThat(calls.perRegion(17)).isEqualTo(2);
        assertThat(calls.perRegion(0)).isZero();
    }

    private QuerySpec query(String id) {
        return pack.query(new QueryId(id)).orElseThrow();
    }
}
