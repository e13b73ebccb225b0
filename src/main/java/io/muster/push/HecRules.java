package io.muster.push;

import io.muster.push.Answer.BadBatch;
import io.muster.push.Answer.BadEvent;
import io.muster.push.Answer.Stop;
import io.muster.push.Answer.TryLater;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What every refusal of an HTTP Event Collector means for a batch. Success is judged by the lane, which knows about ids. */
final class HecRules {

    private static final String CHECK_TOKEN = "check 'token' of the target and the token's settings in Splunk";
    private static final String CHECK_URL =
            "check 'url' of the target: host, port and scheme of the event collector, without"
                    + " a path unless it is behind one";

    private HecRules() {}

    /**
     * Judges an answer whose status is not 200.
     *
     * @param events how many events the batch has
     * @param channel the channel that it was sent on
     */
    static Answer refusal(HecReply reply, int events, String channel, @Nullable Duration retryAfter) {
        return switch (reply.status()) {
            case 400 -> badRequest(reply, events, channel);
            case 401, 403, 407 -> new Stop(number(reply), reply.described(), CHECK_TOKEN);
            case 404, 405, 410 -> new Stop(number(reply), reply.described(), CHECK_URL);
            case 413 -> new BadBatch(413, reply.described(), true);
            case 415 -> new Stop(415, reply.described(), "let the receiver, or what stands before it, accept gzip");
            case 429 -> new TryLater(number(reply), reply.described(), retryAfter, false);
            case 503 -> new TryLater(number(reply), reply.described(), retryAfter, !reply.isHec());
            default -> other(reply, retryAfter);
        };
    }

    private static Answer badRequest(HecReply reply, int events, String channel) {
        return switch (reply.code()) {
            case 5 -> new BadBatch(5, reply.described(), true);
            case 6, 12, 13, 15 -> badEvent(reply, events, channel);
            case 7 ->
                new Stop(
                        7,
                        reply.described(),
                        "allow the token to write to the target's 'index', or name another index");
            case 10, 28 ->
                new Stop(
                        reply.code(),
                        reply.described(),
                        "let the load balancer keep each sender on one indexer by its cookie, and pass on the header"
                                + " X-Splunk-Request-Channel");
            case 11 -> new TryLater(11, reply.described(), null, false);
            case 14 -> new Stop(14, reply.described(), SplunkConfig.ENABLE_ACK);
            case 16, 21, 22 -> new Stop(reply.code(), reply.described(), CHECK_TOKEN);
            default -> new BadBatch(number(reply), reply.described(), false);
        };
    }

    private static Answer badEvent(HecReply reply, int events, String channel) {
        boolean named = reply.number() >= 0 && reply.number() < events;
        if (!named) {
            return new BadBatch(reply.code(), reply.described(), true);
        }
        // Splunk Cloud refuses a body for its size by naming the first event of it.
        if (reply.code() == 6 && reply.number() == 0 && events > 1) {
            return new BadBatch(6, reply.described(), true);
        }
        boolean confirmable = reply.ackId() >= 0 && reply.number() > 0;
        return new BadEvent(
                reply.code(),
                reply.described(),
                reply.number(),
                confirmable ? channel : null,
                confirmable ? reply.ackId() : -1);
    }

    private static Answer other(HecReply reply, @Nullable Duration retryAfter) {
        if (reply.status() >= 300 && reply.status() < 400) {
            return new Stop(reply.status(), reply.described(), CHECK_URL);
        }
        return new TryLater(number(reply), reply.described(), retryAfter, true);
    }

    /** HEC's code where there is one, else the HTTP status. */
    private static int number(HecReply reply) {
        return reply.isHec() ? reply.code() : reply.status();
    }
}
