package io.muster.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.push.Answer.BadBatch;
import io.muster.push.Answer.BadEvent;
import io.muster.push.Answer.Stop;
import io.muster.push.Answer.TryLater;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HecRulesTest {

    /** Status, code in a HEC answer (empty for another answer), what happens to the batch. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    400,  5, bad batch
                    400,  6, bad event
                    400,  7, stop
                    400, 10, stop
                    400, 11, again
                    400, 12, bad event
                    400, 13, bad event
                    400, 14, stop
                    400, 15, bad event
                    400, 16, stop
                    400, 21, stop
                    400, 22, stop
                    400, 28, stop
                    400,   , maybe bad batch
                    401,  2, stop
                    401,  3, stop
                    403,  1, stop
                    403,  4, stop
                    403,   , stop
                    404,   , stop
                    404, 404, stop
                    405,   , stop
                    407,   , stop
                    408,   , again or twice
                    413,   , bad batch
                    415,   , stop
                    429, 26, again
                    429, 27, again
                    429,   , again
                    500,  8, again or twice
                    500,   , again or twice
                    502,   , again or twice
                    503,  9, again
                    503, 18, again
                    503, 19, again
                    503, 20, again
                    503, 23, again
                    503,   , again or twice
                    504,   , again or twice
                    302,   , stop
                    418,   , again or twice
                    """)
    void each_refusal_has_its_consequence(int status, Integer code, String consequence) {
        String body = code == null
                ? "<html><head><title>x</title></head><body>Sorry</body></html>"
                : "{\"text\":\"Words\",\"code\":" + code + ",\"invalid-event-number\":3}";

        Answer answer = HecRules.refusal(reply(status, body), 10, "channel", null);

        assertThat(describe(answer)).isEqualTo(consequence);
    }

    private static String describe(Answer answer) {
        if (answer instanceof TryLater later) {
            return later.ambiguous() ? "again or twice" : "again";
        }
        if (answer instanceof BadBatch bad) {
            return bad.certain() ? "bad batch" : "maybe bad batch";
        }
        return answer instanceof Stop ? "stop" : answer instanceof BadEvent ? "bad event" : "?";
    }

    @Test
    void a_prefix_counts_as_taken_only_where_an_id_will_prove_it() {
        String refused = "{\"text\":\"x\",\"code\":12,\"invalid-event-number\":3";

        assertThat(HecRules.refusal(reply(400, refused + ",\"ackId\":7}"), 10, "channel", null))
                .isEqualTo(new BadEvent(12, "HTTP 400, code 12: x", 3, "channel", 7));
        assertThat(HecRules.refusal(reply(400, refused + "}"), 10, "channel", null))
                .isEqualTo(new BadEvent(12, "HTTP 400, code 12: x", 3, null, -1));
    }

    @Test
    void a_number_beyond_the_batch_names_nobody() {
        String refused = "{\"text\":\"x\",\"code\":12,\"invalid-event-number\":10}";

        assertThat(HecRules.refusal(reply(400, refused), 10, "channel", null)).isInstanceOf(BadBatch.class);
    }

    @Test
    void splunk_clouds_answer_to_a_large_body_is_about_its_size_unless_there_is_one_event() {
        String refused = "{\"text\":\"Invalid data format\",\"code\":6,\"invalid-event-number\":0}";

        assertThat(HecRules.refusal(reply(400, refused), 10, "channel", null)).isInstanceOf(BadBatch.class);
        assertThat(HecRules.refusal(reply(400, refused), 1, "channel", null)).isInstanceOf(BadEvent.class);
    }

    @Test
    void the_wait_that_was_asked_for_is_handed_on() {
        Answer answer =
                HecRules.refusal(reply(429, "{\"text\":\"x\",\"code\":26}"), 10, "channel", Duration.ofSeconds(7));

        assertThat(answer).isEqualTo(new TryLater(26, "HTTP 429, code 26: x", Duration.ofSeconds(7), false));
    }

    @Test
    void an_answer_that_is_no_json_is_shown_as_text_in_one_line() {
        String page = "<html><head><title>502</title></head>\n<body><h1>Bad\nGateway</h1></body></html>";

        assertThat(reply(502, page).described()).isEqualTo("HTTP 502: Bad Gateway");
        assertThat(reply(502, "").described()).isEqualTo("HTTP 502");
        assertThat(reply(200, "[]").isHec()).isFalse();
        assertThat(reply(500, "x".repeat(1_000)).described()).hasSizeLessThan(250);
    }

    @Test
    void acknowledgements_that_cannot_be_read_confirm_nothing() {
        assertThat(HecReply.acknowledgements(bytes("{\"acks\":{\"0\":true,\"1\":false}}")))
                .containsEntry(0L, true)
                .containsEntry(1L, false);
        for (String odd :
                new String[] {"", "OK", "{}", "[]", "{\"acks\":[0]}", "{\"acks\":{\"x\":true}}", "{\"acks\":"}) {
            assertThat(HecReply.acknowledgements(bytes(odd))).as(odd).isEmpty();
        }
    }

    private static HecReply reply(int status, String body) {
        return HecReply.of(status, bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
