package io.muster.collect;

import static io.muster.collect.SiemQuestions.MEMBERS;
import static io.muster.collect.SiemQuestions.SOURCES;
import static io.muster.collect.SiemQuestions.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.demo.SplunkEndpoint;
import io.muster.demo.SplunkEndpoint.Job;
import io.muster.finding.Reason;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Slice;
import io.muster.inventory.SliceStatus;
import io.muster.problem.Diagnosis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as an answer of Splunk, and what does not. */
@Timeout(600)
final class SplunkQuestionsTest {

    private static final String STARTED = "{\"sid\": \"1.2\"}";
    private static final String DONE = "{\"entry\": [{\"content\": {\"dispatchState\": \"DONE\", \"isDone\": true,"
            + " \"isFailed\": false, \"isFinalized\": false, \"resultCount\": 1, \"messages\": []}}]}";
    private static final String RESULTS =
            "{\"preview\": false, \"messages\": [], \"results\": [{\"member\": \"222222222222\", \"events\": \"1\"}]}";

    private final MemorySink sink = new MemorySink();

    private static SiemQuestionsConfig config(URI url) {
        return config(url, Duration.ofMinutes(1));
    }

    private static SiemQuestionsConfig config(URI url, Duration timeout) {
        return SiemQuestions.config(SiemQuestionsConfig.Type.SPLUNK, url, timeout);
    }

    private Slice ask(Job job) throws InterruptedException {
        try (SplunkEndpoint splunk = SplunkEndpoint.start(TOKEN, search -> Optional.of(job))) {
            return SiemQuestions.ask(config(splunk.url()), MEMBERS, sink);
        }
    }

    private Slice ask(Canned server) throws InterruptedException {
        try (server) {
            return SiemQuestions.ask(config(server.url()), MEMBERS, sink);
        }
    }

    private static Map<String, String> member(String id, String events) {
        return Map.of("member", id, "events", events, "newest", "1764000000.250000");
    }

    /** It could not be read for this reason, nothing was kept, and no secret is told. */
    private void assertUnread(Slice slice, Reason reason, String text) {
        assertThat(slice.reason()).as(slice.message()).isEqualTo(reason);
        assertThat(slice.message()).contains(text).doesNotContain(TOKEN);
        assertThat(sink.has("111111111111", slice.source().value())).isFalse();
        assertThat(sink.openWriters()).isZero();
    }

    @Test
    void rows_come_in_the_order_of_their_key_and_with_their_types() throws InterruptedException {
        Slice slice = ask(Job.done(List.of(member("333333333333", "7"), member("222222222222", "12.000000"))));

        assertThat(slice.isRead()).as(slice.message()).isTrue();
        assertThat(slice.confirmation()).isEqualTo(Confirmation.API);
        assertThat(sink.rows("111111111111", "siem_members"))
                .containsExactly(
                        "{\"account_id\":\"111111111111\",\"member\":\"222222222222\",\"events\":12,"
                                + "\"newest\":\"2025-11-24T16:00:00.250Z\"}",
                        "{\"account_id\":\"111111111111\",\"member\":\"333333333333\",\"events\":7,"
                                + "\"newest\":\"2025-11-24T16:00:00.250Z\"}");
    }

    @Test
    void the_search_is_the_question_about_the_configured_data() throws InterruptedException {
        List<String> searches = new ArrayList<>();
        try (SplunkEndpoint splunk = SplunkEndpoint.start(TOKEN, search -> {
            searches.add(search);
            return Optional.of(Job.done(List.of(Map.of("events", "3"))));
        })) {
            Slice slice = SiemQuestions.ask(config(splunk.url()), SOURCES, sink);

            assertThat(slice.rows()).isEqualTo(2);
        }
        assertThat(searches)
                .containsExactly("search (index=identity) | stats count", "search (index=network) | stats count");
        assertThat(sink.rows("111111111111", "siem_sources"))
                .first()
                .isEqualTo("{\"account_id\":\"111111111111\",\"source\":\"sign-ins\",\"events\":3,\"newest\":null}");
    }

    @Test
    void an_empty_answer_of_a_search_that_ended_is_an_answer() throws InterruptedException {
        Slice slice = ask(Job.done(List.of()));

        assertThat(slice.isRead()).isTrue();
        assertThat(sink.rows("111111111111", "siem_members")).isEmpty();
    }

    @Test
    void more_results_than_splunk_gives_unasked_come_in_full() throws InterruptedException {
        Slice slice = ask(Job.done(IntStream.range(0, 1234)
                .mapToObj(number -> member(Integer.toString(100_000_000 + number), "1"))
                .toList()));

        assertThat(slice.rows()).isEqualTo(1234);
    }

    @Test
    void what_splunk_says_by_the_way_does_no_harm() throws InterruptedException {
        assertThat(ask(Job.done(List.of(member("222222222222", "1"))).saying("INFO", "Your timerange was substituted"))
                        .isRead())
                .isTrue();
    }

    @Test
    void a_warning_makes_it_unknown() throws InterruptedException {
        assertUnread(
                ask(Job.done(List.of())
                        .saying("WARN", "Search results might be incomplete: peer idx3 ended prematurely")),
                Reason.NOT_COLLECTED,
                "did not answer in full: WARN Search results might be incomplete");
    }

    @Test
    void a_search_that_was_ended_early_timed_out() throws InterruptedException {
        Job early = new Job(List.of(member("222222222222", "1")), 1, "DONE", true, List.of());

        assertUnread(ask(early), Reason.TIMED_OUT, "ended the search before it was complete");
    }

    @Test
    void a_search_that_failed_says_why() throws InterruptedException {
        Job failed = new Job(List.of(), 0, "FAILED", false, List.of()).saying("FATAL", "Error in 'stats' command");

        assertUnread(ask(failed), Reason.NOT_COLLECTED, "FATAL Error in 'stats' command");
    }

    @Test
    void a_search_that_still_runs_is_no_answer() throws InterruptedException {
        assertUnread(ask(new Job(List.of(), 0, "RUNNING", false, List.of())), Reason.TIMED_OUT, "which is RUNNING");
    }

    @Test
    void fewer_results_than_there_are_count_for_nothing() throws InterruptedException {
        Job cut = new Job(List.of(member("222222222222", "1")), 60_000, "DONE", false, List.of());

        assertUnread(ask(cut), Reason.NOT_COLLECTED, "gave 1 of 60000 results");
    }

    @Test
    void two_rows_of_one_key_and_values_of_another_type_are_drift() throws InterruptedException {
        assertUnread(
                ask(Job.done(List.of(member("222222222222", "1"), member("222222222222", "2")))),
                Reason.SCHEMA_DRIFT,
                "two rows have the key");
        assertUnread(
                ask(Job.done(List.of(member("222222222222", "many")))),
                Reason.SCHEMA_DRIFT,
                "the column 'events' has a value that is no bigint");
        assertUnread(
                ask(Job.done(List.of(Map.of("member", "222222222222")))),
                Reason.SCHEMA_DRIFT,
                "the column 'events' is empty");
    }

    @Test
    void a_wrong_token_is_denied() throws InterruptedException {
        try (SplunkEndpoint splunk = SplunkEndpoint.start("another", search -> Optional.empty())) {
            assertUnread(
                    SiemQuestions.ask(config(splunk.url()), MEMBERS, sink),
                    Reason.DENIED,
                    "answered with HTTP 401: call not properly authenticated");
        }
    }

    @Test
    void refusals_have_reasons_and_never_show_the_token() throws InterruptedException {
        String text = "{\"messages\": [{\"type\": \"ERROR\", \"text\": \"no, " + TOKEN + " may not\"}]}";
        Map<Integer, Reason> reasons = Map.of(
                403, Reason.DENIED,
                400, Reason.SCHEMA_DRIFT,
                404, Reason.SCHEMA_DRIFT,
                429, Reason.THROTTLED,
                503, Reason.THROTTLED,
                500, Reason.UNREACHABLE,
                504, Reason.TIMED_OUT,
                302, Reason.NOT_COLLECTED);
        for (Map.Entry<Integer, Reason> each : reasons.entrySet()) {
            assertUnread(
                    ask(Canned.of(new Canned.Answer.Whole(each.getKey(), text))),
                    each.getValue(),
                    "answered with HTTP " + each.getKey() + ": no, … may not");
        }
    }

    @Test
    void each_of_the_three_requests_can_fail() throws InterruptedException {
        Canned.Answer refusal = new Canned.Answer.Whole(500, "<html>oops</html>");
        Canned.Answer started = new Canned.Answer.Whole(201, STARTED);
        Canned.Answer done = new Canned.Answer.Whole(200, DONE);
        assertThat(ask(Canned.ok(STARTED, DONE, RESULTS)).isRead()).isTrue();

        for (Canned server :
                List.of(Canned.of(refusal), Canned.of(started, refusal), Canned.of(started, done, refusal))) {
            assertThat(ask(server).reason()).isEqualTo(Reason.UNREACHABLE);
        }
    }

    @Test
    void what_older_versions_write_otherwise_is_understood() throws InterruptedException {
        String older = DONE.replace("true", "\"1\"").replace("false", "\"0\"").replace(": 1,", ": \"1\",");

        assertUnread(
                ask(Canned.ok(STARTED, older.replace("[]", "{\"warn\": [\"lost a peer\"]}"), RESULTS)),
                Reason.NOT_COLLECTED,
                "did not answer in full: warn lost a peer");
        assertUnread(
                ask(Canned.ok(STARTED, DONE.replace(": 1,", ": null,"), RESULTS)),
                Reason.NOT_COLLECTED,
                "does not say how many results");
        assertThat(ask(Canned.ok(STARTED, older.replace("[]", "{\"info\": [\"by the way\"]}"), RESULTS))
                        .isRead())
                .isTrue();
    }

    @Test
    void an_answer_that_breaks_off_is_no_answer() throws InterruptedException {
        assertUnread(
                ask(Canned.of(
                        new Canned.Answer.Whole(201, STARTED),
                        new Canned.Answer.Whole(200, DONE),
                        new Canned.Answer.Half(RESULTS))),
                Reason.UNREACHABLE,
                "gave no answer");
        assertUnread(
                ask(Canned.ok(STARTED, DONE, RESULTS.substring(0, 60))),
                Reason.NOT_COLLECTED,
                "no JSON, or only the beginning of it");
    }

    @Test
    void answers_of_something_else_are_no_answers() throws InterruptedException {
        assertUnread(ask(Canned.ok("<html>sign in</html>")), Reason.NOT_COLLECTED, "no JSON");
        assertUnread(ask(Canned.ok("{}")), Reason.NOT_COLLECTED, "started no search");
        assertUnread(ask(Canned.ok(STARTED, "{}")), Reason.TIMED_OUT, "which is unknown");
        assertUnread(ask(Canned.ok(STARTED, DONE, "{}")), Reason.NOT_COLLECTED, "holds no final results");
        assertUnread(
                ask(Canned.ok(STARTED, DONE, RESULTS.replace("false", "true"))),
                Reason.NOT_COLLECTED,
                "holds no final results");
    }

    @Test
    void silence_ends_in_a_bounded_time() throws InterruptedException {
        for (Canned.Answer silence : List.of(new Canned.Answer.Silence(), new Canned.Answer.HeadOnly())) {
            try (Canned server = Canned.of(silence)) {
                SiemHttp http = new SiemHttp(config(server.url(), Duration.ofMillis(200)), Duration.ofMillis(200));
                try {
                    http.get("/");
                    throw new AssertionError("there was an answer");
                } catch (SiemSearch.NoAnswer e) {
                    assertThat(e.failure().reason()).isEqualTo(Reason.TIMED_OUT);
                }
            }
        }
    }

    @Test
    void where_nobody_listens_it_is_unreachable() throws InterruptedException {
        URI url;
        try (Canned server = Canned.ok("{}")) {
            url = server.url();
        }
        assertUnread(SiemQuestions.ask(config(url), MEMBERS, sink), Reason.UNREACHABLE, "gave no answer");
    }

    @Test
    void where_one_question_got_no_answer_at_all_the_others_do_not_wait_for_one() throws InterruptedException {
        URI url;
        try (Canned server = Canned.ok("{}")) {
            url = server.url();
        }
        SiemSource dead = new SiemSource(config(url), SiemQuestions.MANAGEMENT);
        dead.read(MEMBERS, sink);
        Slice second = dead.read(SOURCES, sink).get(0);
        assertThat(second.status()).isEqualTo(SliceStatus.NOT_ASKED);
        assertUnread(second, Reason.UNREACHABLE, "not asked, since an earlier question got no answer");

        try (Canned server = Canned.of(new Canned.Answer.Whole(400, "{}"))) {
            SiemSource alive = new SiemSource(config(server.url()), SiemQuestions.MANAGEMENT);
            alive.read(MEMBERS, sink);
            alive.read(SOURCES, sink);

            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void one_question_whose_answer_breaks_off_costs_no_other_and_a_second_one_in_a_row_does()
            throws InterruptedException {
        Canned.Answer half = new Canned.Answer.Half(RESULTS);
        try (Canned server = Canned.of(half, new Canned.Answer.Whole(400, "{}"), half)) {
            SiemSource source = new SiemSource(config(server.url()), SiemQuestions.MANAGEMENT);

            assertUnread(source.read(MEMBERS, sink).get(0), Reason.UNREACHABLE, "gave no answer");
            assertUnread(source.read(MEMBERS, sink).get(0), Reason.SCHEMA_DRIFT, "HTTP 400");
            assertUnread(source.read(MEMBERS, sink).get(0), Reason.UNREACHABLE, "gave no answer");
            assertUnread(source.read(MEMBERS, sink).get(0), Reason.UNREACHABLE, "gave no answer");
            assertThat(source.read(MEMBERS, sink).get(0).status()).isEqualTo(SliceStatus.NOT_ASKED);
        }
    }

    @Test
    void without_configuration_nobody_is_asked_and_the_key_is_named() throws InterruptedException {
        Slice slice = SiemQuestions.ask(SiemQuestionsConfig.NONE, MEMBERS, sink);

        assertThat(slice.status()).isEqualTo(SliceStatus.NOT_ASKED);
        assertUnread(slice, Reason.NOT_COLLECTED, "'siem-questions' is not configured");
    }

    @Test
    void the_doctor_names_questions_whose_data_nobody_named() throws InterruptedException {
        try (Canned server = Canned.ok("{}")) {
            SiemQuestionsConfig bare = new SiemQuestionsConfig(
                    SiemQuestionsConfig.Type.SPLUNK,
                    server.url(),
                    null,
                    null,
                    null,
                    null,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    Map.of(),
                    Map.of());

            List<Diagnosis> found = new SiemCheckup(bare, Queries.pack(MEMBERS, SOURCES)).examine();

            assertThat(found)
                    .extracting(Diagnosis::message)
                    .containsExactly("Not asked: siem_members.", "Not asked: siem_sources.");
            assertThat(found.get(0).fix()).startsWith("'siem-questions.data.cloudtrail' is not configured");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void the_doctor_says_what_can_be_searched_and_what_finds_nothing() throws InterruptedException {
        try (SplunkEndpoint splunk = SplunkEndpoint.start(
                TOKEN,
                search -> Optional.of(
                        Job.done(List.of(Map.of("events", search.contains("index=network") ? "0" : "5")))))) {
            List<Diagnosis> found = new SiemCheckup(config(splunk.url()), Queries.pack(MEMBERS, SOURCES)).examine();

            assertThat(found).extracting(diagnosis -> diagnosis.level().word()).containsExactly("ok", "warning");
            assertThat(found.get(0).message())
                    .startsWith("Splunk at 127.0.0.1:")
                    .endsWith("may be searched for data.cloudtrail, sources.sign-ins.");
            assertThat(found.get(1).message()).contains("'siem-questions.sources.vpn' finds no event");
        }
        try (SplunkEndpoint splunk = SplunkEndpoint.start("another", search -> Optional.empty())) {
            List<Diagnosis> found = new SiemCheckup(config(splunk.url()), Queries.pack(MEMBERS, SOURCES)).examine();

            assertThat(found)
                    .singleElement()
                    .extracting(diagnosis -> diagnosis.level().word())
                    .isEqualTo("broken");
            assertThat(found.toString()).contains("HTTP 401").doesNotContain(TOKEN);
        }
    }
}
