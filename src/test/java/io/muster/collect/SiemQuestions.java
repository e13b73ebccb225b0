package io.muster.collect;

import io.muster.catalog.Column;
import io.muster.catalog.ColumnType;
import io.muster.catalog.Cost;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.catalog.SiemSpec;
import io.muster.finding.AccountId;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.Problem.Place;
import io.muster.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Two small questions, and asking them. */
final class SiemQuestions {

    static final String TOKEN = "0f1e2d3c-search-token";
    static final AccountId MANAGEMENT = new AccountId("111111111111");

    private static final SiemSpec.OpenSearch BUCKETS = new SiemSpec.OpenSearch(
            "{\"size\": 0, \"aggs\": {\"accounts\": {\"composite\": {\"size\": 2, \"sources\": []}}}}",
            "aggregations.accounts.buckets",
            Map.of("member", "key.account", "events", "doc_count", "newest", "newest.value_as_string"));

    private static final SiemSpec.OpenSearch WHOLE = new SiemSpec.OpenSearch(
            "{\"size\": 0}",
            null,
            Map.of("events", "hits.total.value", "newest", "aggregations.newest.value_as_string"));

    /** One row for each member. */
    static final QuerySpec MEMBERS = query(
            "siem_members",
            "member",
            new SiemSpec("cloudtrail", "search ({data}) earliest=-24h | stats count by member", BUCKETS));

    /** One row for each source. */
    static final QuerySpec SOURCES =
            query("siem_sources", "source", new SiemSpec(SiemSpec.SOURCES, "search ({data}) | stats count", WHOLE));

    private SiemQuestions() {}

    private static QuerySpec query(String id, String key, SiemSpec question) {
        return new QuerySpec(
                new QueryId(id),
                id,
                id,
                List.of(),
                List.of(key),
                List.of(
                        new Column("account_id", ColumnType.TEXT, true),
                        new Column(key, ColumnType.TEXT, false),
                        new Column("events", ColumnType.BIGINT, false),
                        new Column("newest", ColumnType.TIMESTAMPTZ, true)),
                Scope.ORGANIZATION,
                false,
                List.of(),
                null,
                null,
                false,
                null,
                null,
                null,
                question,
                null,
                Cost.LIST,
                new Place("here", 1));
    }

    static SiemQuestionsConfig config(SiemQuestionsConfig.Type type, URI url, Duration timeout) {
        return new SiemQuestionsConfig(
                type,
                url,
                new Secret(TOKEN),
                null,
                null,
                null,
                Duration.ofSeconds(5),
                timeout,
                Map.of("cloudtrail", "index=aws"),
                Map.of("vpn", "index=network", "sign-ins", "index=identity"));
    }

    static Slice ask(SiemQuestionsConfig config, QuerySpec query, TableSink sink) throws InterruptedException {
        return new SiemSource(config, MANAGEMENT).read(query, sink).get(0);
    }
}
