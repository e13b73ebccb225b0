package io.muster.collect;

import static io.muster.collect.SiemQuestions.MEMBERS;
import static io.muster.collect.SiemQuestions.SOURCES;
import static io.muster.collect.SiemQuestions.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.QuerySpec;
import io.muster.finding.Reason;
import io.muster.inventory.Slice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as an answer of OpenSearch; the answers are made by hand from its documentation. */
@Timeout(600)
final class OpenSearchQuestionsTest {

    private static final String SOUND = "\"timed_out\": false, \"_shards\": {\"total\": 5, \"successful\": 5,"
            + " \"skipped\": 0, \"failed\": 0}, \"hits\": {\"total\": {\"value\": 19, \"relation\": \"eq\"}}";
    private static final String EMPTY =
            "{" + SOUND.replace("19", "0") + ", \"aggregations\": {\"accounts\": {\"buckets\": []}}}";

    private final MemorySink sink = new MemorySink();

    private static String page(String after, String... members) {
        StringBuilder buckets = new StringBuilder();
        for (String member : members) {
            buckets.append(buckets.length() == 0 ? "" : ", ")
                    .append("{\"key\": {\"account\": \"" + member + "\"}, \"doc_count\": 7, \"newest\": {\"value\":"
                            + " 1.764E12, \"value_as_string\": \"2025-11-24T16:00:00.000Z\"}}");
        }
        return "{" + SOUND + ", \"aggregations\": {\"accounts\": {" + after + "\"buckets\": [" + buckets + "]}}}";
    }

    private static String after(String member) {
        return "\"after_key\": {\"account\": \"" + member + "\"}, ";
    }

    private Slice ask(Canned server) throws InterruptedException {
        return ask(server, MEMBERS);
    }

    private Slice ask(Canned server, QuerySpec query) throws InterruptedException {
        try (server) {
            return SiemQuestions.ask(
                    SiemQuestions.config(SiemQuestionsConfig.Type.OPENSEARCH, server.url(), Duration.ofMinutes(1)),
                    query,
                    sink);
        }
    }

    private void assertUnread(Slice slice, Reason reason, String text) {
        assertThat(slice.reason()).as(slice.message()).isEqualTo(reason);
        assertThat(slice.message()).contains(text).doesNotContain(TOKEN);
        assertThat(sink.has("111111111111", slice.source().value())).isFalse();
    }

    @Test
    void buckets_are_read_page_by_page() throws InterruptedException {
        Canned server = Canned.ok(
                page(after("333333333333"), "222222222222", "333333333333"),
                page(after("444444444444"), "444444444444"),
                page(""));

        Slice slice = ask(server);

        assertThat(slice.isRead()).as(slice.message()).isTrue();
        assertThat(sink.rows("111111111111", "siem_members"))
                .hasSize(3)
                .contains("{\"account_id\":\"111111111111\",\"member\":\"444444444444\",\"events\":7,"
                        + "\"newest\":\"2025-11-24T16:00:00Z\"}");
        List<String> asked = server.asked();
        assertThat(asked).hasSize(3);
        assertThat(asked.get(0))
                .startsWith("POST /index%3Daws/_search?allow_partial_search_results=false&allow_no_indices=false")
                .contains("\"timeout\":\"60s\"")
                .doesNotContain("\"after\"");
        assertThat(asked.get(1)).contains("\"after\":{\"account\":\"333333333333\"}");
        assertThat(asked.get(2)).contains("\"after\":{\"account\":\"444444444444\"}");
    }

    @Test
    void a_whole_answer_is_one_row_of_each_source() throws InterruptedException {
        Slice slice = ask(Canned.ok("{" + SOUND + ", \"aggregations\": {\"newest\": {\"value\": null}}}"), SOURCES);

        assertThat(slice.rows()).isEqualTo(2);
        assertThat(sink.rows("111111111111", "siem_sources"))
                .containsExactly(
                        "{\"account_id\":\"111111111111\",\"source\":\"sign-ins\",\"events\":19,\"newest\":null}",
                        "{\"account_id\":\"111111111111\",\"source\":\"vpn\",\"events\":19,\"newest\":null}");
    }

    @Test
    void nothing_found_is_an_answer() throws InterruptedException {
        assertThat(ask(Canned.ok(EMPTY)).isRead()).isTrue();
        assertThat(sink.rows("111111111111", "siem_members")).isEmpty();
    }

    @Test
    void events_without_the_field_are_not_nothing() throws InterruptedException {
        assertUnread(
                ask(Canned.ok(page(""))), Reason.SCHEMA_DRIFT, "found 19 events, and none with the field asked for");
    }

    @Test
    void partial_answers_are_no_answers() throws InterruptedException {
        assertUnread(
                ask(Canned.ok(EMPTY.replace("\"timed_out\": false", "\"timed_out\": true"))),
                Reason.TIMED_OUT,
                "did not complete the search");
        assertUnread(
                ask(Canned.ok(EMPTY.replace(
                        "\"failed\": 0", "\"failed\": 2, \"failures\": [{\"reason\": {\"reason\": \"node left\"}}]"))),
                Reason.NOT_COLLECTED,
                "2 of 5 shards failed: node left");
        assertUnread(
                ask(Canned.ok(EMPTY.replace("\"total\": 5", "\"total\": 0"))), Reason.SCHEMA_DRIFT, "has no index");
        assertUnread(
                ask(Canned.ok(EMPTY.replace("{\"timed_out\"", "{\"_clusters\": {\"skipped\": 1}, \"timed_out\""))),
                Reason.NOT_COLLECTED,
                "skipped another cluster");
        assertUnread(
                ask(Canned.ok(EMPTY.replace("{\"timed_out\"", "{\"terminated_early\": true, \"timed_out\""))),
                Reason.NOT_COLLECTED,
                "before it was complete");
        assertUnread(
                ask(Canned.ok(page("\"sum_other_doc_count\": 12, ", "222222222222"))),
                Reason.NOT_COLLECTED,
                "left out buckets");
        assertUnread(ask(Canned.ok("{}")), Reason.TIMED_OUT, "did not complete the search");
        assertUnread(ask(Canned.ok("{" + SOUND + "}")), Reason.SCHEMA_DRIFT, "without 'aggregations.accounts.buckets'");
    }

    @Test
    void a_second_page_that_fails_takes_the_first_with_it() throws InterruptedException {
        assertUnread(
                ask(Canned.of(
                        new Canned.Answer.Whole(200, page(after("222222222222"), "222222222222")),
                        new Canned.Answer.Whole(429, "{\"error\": {\"reason\": \"rejected execution\"}}"))),
                Reason.THROTTLED,
                "HTTP 429: rejected execution");
    }

    @Test
    void refusals_are_told_in_the_words_of_opensearch() throws InterruptedException {
        assertUnread(
                ask(Canned.of(new Canned.Answer.Whole(
                        404, "{\"error\": {\"root_cause\": [{\"reason\": \"no such index [cloudtrail]\"}]}}"))),
                Reason.SCHEMA_DRIFT,
                "HTTP 404: no such index [cloudtrail]");
        assertUnread(
                ask(Canned.of(new Canned.Answer.Whole(
                        403, "{\"error\": {\"reason\": \"no permissions for" + " [indices:data/read/search]\"}}"))),
                Reason.DENIED,
                "no permissions for");
        assertUnread(ask(Canned.of(new Canned.Answer.Half(EMPTY))), Reason.UNREACHABLE, "gave no answer");
        assertUnread(ask(Canned.ok(EMPTY.substring(0, 40))), Reason.NOT_COLLECTED, "only the beginning of it");
    }
}
