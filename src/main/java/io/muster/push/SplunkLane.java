package io.muster.push;

import io.muster.push.Answer.Accepted;
import io.muster.push.Answer.BadEvent;
import io.muster.push.Answer.Delivered;
import io.muster.push.Answer.Proof;
import io.muster.push.Answer.Stop;
import io.muster.push.Answer.TryLater;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.state.OutboxBatch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * One channel to a collector, on which one request after the other goes, polls for acknowledgements among them.
 *
 * <p>That nothing else goes on the channel meanwhile is what makes its ids trustworthy: an id that comes twice proves that the
 * collector started again, and a request of unknown outcome can only have taken the id 0 of a collector that did. After such a
 * request the channel gets no more events; what waits on it is still asked for.
 */
final class SplunkLane implements Lane {

    private static final int MOST_IDS = 10_000;
    private static final int ASKED_AT_ONCE = 1_000;
    private static final int MOST_RESTARTS = 5;
    private static final int MOST_ODD_ANSWERS = 3;
    private static final Duration SHORTEST_IDLE_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final String PATH = "/services/collector/";

    private final SplunkConfig config;
    private final HttpClient client;
    private final Clock clock;
    private final URI events;
    private final URI acknowledgements;
    private final List<HecChannel> retired = new ArrayList<>();
    private final List<Long> lost = new ArrayList<>();
    private HecChannel channel = new HecChannel();
    private Instant polledAt;
    private Duration idlePoll;
    private boolean hasAcknowledged;
    private int restarts;
    private int oddAnswers;

    SplunkLane(SplunkConfig config, HttpClient client, Clock clock) {
        this.config = config;
        this.client = client;
        this.clock = clock;
        this.events = address(config.url(), "event");
        this.acknowledgements = address(config.url(), "ack");
        this.polledAt = clock.instant();
        this.idlePoll = firstIdlePoll();
    }

    private static URI address(URI url, String route) {
        String base = url.toString();
        int path = base.indexOf(PATH.substring(0, PATH.length() - 1));
        String front = path < 0 ? base : base.substring(0, path);
        return URI.create((front.endsWith("/") ? front.substring(0, front.length() - 1) : front) + PATH + route);
    }

    @Override
    public Answer send(OutboxBatch batch, byte[] packed) throws InterruptedException {
        if (channel.ids() >= MOST_IDS) {
            retire();
        }
        try {
            HttpResponse<byte[]> response = post(events, channel, packed, true);
            boolean newCookie = channel.keepCookies(response.headers());
            if (newCookie && isAboutTheChannel(response)) {
                response = post(events, channel, packed, true);
                channel.keepCookies(response.headers());
            }
            return judge(batch, response);
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** A balancer that keeps senders apart by a cookie gives it with the first refusal. */
    private boolean isAboutTheChannel(HttpResponse<byte[]> response) {
        HecReply reply = reply(response);
        return reply.status() == 400 && (reply.code() == 10 || reply.code() == 28);
    }

    private HecReply reply(HttpResponse<byte[]> response) {
        return HecReply.of(response.statusCode(), response.body()).without(config.token());
    }

    private Answer judge(OutboxBatch batch, HttpResponse<byte[]> response) throws InterruptedException {
        HecReply reply = reply(response);
        if (reply.status() == 200) {
            return success(batch, reply);
        }
        Answer answer = HecRules.refusal(reply, batch.events(), channel.id(), retryAfter(response));
        if (answer instanceof TryLater later && (later.ambiguous() || later.code() == 11)) {
            doubt();
        }
        if (answer instanceof BadEvent bad && bad.channel() != null) {
            note(bad.ackId());
        }
        return answer;
    }

    private Answer success(OutboxBatch batch, HecReply reply) throws InterruptedException {
        boolean known = reply.code() == 0 || reply.code() == 24 || reply.code() == 25;
        if (!known) {
            return odd(reply);
        }
        boolean slowDown = reply.code() != 0;
        if (config.acknowledgement() == Acknowledgement.OFF) {
            oddAnswers = 0;
            return new Delivered(Proof.ACCEPTED, slowDown);
        }
        if (reply.ackId() < 0) {
            return withoutId(reply, slowDown);
        }
        oddAnswers = 0;
        hasAcknowledged = true;
        note(reply.ackId());
        if (restarts >= MOST_RESTARTS) {
            restarts = 0;
            return new Stop(
                    reply.code(),
                    "The ids of one channel repeat: it is answered by several indexers in turn.",
                    "let the load balancer keep each sender on one indexer by its cookie");
        }
        await(batch.id(), channel.id(), reply.ackId());
        return new Accepted(channel.id(), reply.ackId(), slowDown);
    }

    private Answer withoutId(HecReply reply, boolean slowDown) throws InterruptedException {
        if (config.acknowledgement() == Acknowledgement.PREFERRED && !hasAcknowledged) {
            return new Delivered(Proof.ACCEPTED, slowDown);
        }
        if (!hasAcknowledged && isAcknowledgementDisabled()) {
            return new Stop(14, "The token does not acknowledge what it indexed.", SplunkConfig.ENABLE_ACK);
        }
        return odd(reply);
    }

    private boolean isAcknowledgementDisabled() throws InterruptedException {
        try {
            HttpResponse<byte[]> response = ask(channel, List.of(0L));
            return reply(response).code() == 14;
        } catch (IOException e) {
            return false;
        }
    }

    /** A success that cannot be relied on. */
    private Answer odd(HecReply reply) {
        doubt();
        oddAnswers++;
        if (oddAnswers < MOST_ODD_ANSWERS) {
            return new TryLater(reply.status(), "not an answer of a collector: " + reply.described(), null, true);
        }
        return new Stop(
                reply.status(),
                "The answers are not those of an event collector that acknowledges: " + reply.described(),
                "check 'url' of the target, and what stands between it and Muster");
    }

    private Answer failed(IOException e) {
        String text = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return new TryLater(0, "no connection (" + text + ")", null, false);
        }
        if (e instanceof SSLPeerUnverifiedException || isAboutCertificates(e)) {
            return new Stop(
                    0,
                    "The certificate of " + config.url().getHost() + " is not trusted (" + text + ").",
                    "name the authority's certificate in 'tls-ca', or renew the collector's");
        }
        if (e instanceof SSLHandshakeException) {
            return new TryLater(0, "no connection (" + text + ")", null, false);
        }
        doubt();
        return new TryLater(0, text, null, true);
    }

    private static boolean isAboutCertificates(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
        String header = response.headers().firstValue("Retry-After").orElse("").strip();
        if (!header.matches("[0-9]{1,6}")) {
            return null;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(header));
        return wanted.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wanted;
    }

    private void note(long ackId) {
        List<Long> repeated = channel.note(ackId);
        if (!repeated.isEmpty()) {
            restarts++;
            lost.addAll(repeated);
        }
    }

    /** Nobody knows whether the last request was taken. */
    private void doubt() {
        lost.addAll(channel.doubt());
        retire();
    }

    private void retire() {
        if (channel.isWaiting()) {
            retired.add(channel);
        }
        channel = channel.successor();
    }

    @Override
    public void await(long batch, String channelId, long ackId) {
        Instant now = clock.instant();
        polledAt = isWaiting() ? polledAt : now;
        idlePoll = firstIdlePoll();
        channels().stream().filter(each -> each.id().equals(channelId)).forEach(each -> each.await(ackId, batch, now));
    }

    private Duration firstIdlePoll() {
        Duration eighth = config.ackPoll().dividedBy(8);
        Duration least = config.ackPoll().compareTo(SHORTEST_IDLE_POLL) < 0 ? config.ackPoll() : SHORTEST_IDLE_POLL;
        return eighth.compareTo(least) < 0 ? least : eighth;
    }

    private boolean isWaiting() {
        return channels().stream().anyMatch(HecChannel::isWaiting);
    }

    private List<HecChannel> channels() {
        List<HecChannel> all = new ArrayList<>(retired);
        all.add(channel);
        return all;
    }

    @Override
    public int unconfirmed() {
        return lost.size()
                + channels().stream().mapToInt(HecChannel::unconfirmed).sum();
    }

    @Override
    public @Nullable Instant nextConfirmation(boolean idle) {
        if (!lost.isEmpty()) {
            return clock.instant();
        }
        return isWaiting() ? polledAt.plus(idle ? idlePoll : config.ackPoll()) : null;
    }

    @Override
    public Confirmations confirm() throws InterruptedException {
        List<Long> confirmed = new ArrayList<>();
        Stop stop = null;
        Instant tooOld = clock.instant().minus(config.ackTimeout());
        for (HecChannel each : channels()) {
            if (stop == null) {
                stop = poll(each, confirmed);
            }
            lost.addAll(each.waitingSinceBefore(tooOld));
        }
        retired.removeIf(each -> !each.isWaiting());
        polledAt = clock.instant();
        if (confirmed.isEmpty()) {
            Duration doubled = idlePoll.multipliedBy(2);
            idlePoll = doubled.compareTo(config.ackPoll()) > 0 ? config.ackPoll() : doubled;
        } else {
            idlePoll = firstIdlePoll();
            restarts = 0;
        }
        Confirmations confirmations = new Confirmations(confirmed, lost, stop);
        lost.clear();
        return confirmations;
    }

    private @Nullable Stop poll(HecChannel polled, List<Long> confirmed) throws InterruptedException {
        List<Long> ids = polled.pendingIds();
        for (int from = 0; from < ids.size(); from += ASKED_AT_ONCE) {
            try {
                HttpResponse<byte[]> response =
                        ask(polled, ids.subList(from, Math.min(ids.size(), from + ASKED_AT_ONCE)));
                polled.keepCookies(response.headers());
                if (response.statusCode() != 200) {
                    return unanswered(polled, reply(response));
                }
                confirmed.addAll(polled.confirmed(HecReply.acknowledgements(response.body())));
            } catch (IOException e) {
                // Whatever it was, the ids that were not confirmed are asked for again, and sent again in the end.
                return null;
            }
        }
        return null;
    }

    private @Nullable Stop unanswered(HecChannel polled, HecReply reply) {
        if (reply.status() == 400 && reply.code() == 11) {
            lost.addAll(polled.giveUp());
            return null;
        }
        Answer answer = HecRules.refusal(reply, 0, polled.id(), null);
        return answer instanceof Stop stop ? stop : null;
    }

    private HttpResponse<byte[]> ask(HecChannel polled, List<Long> ids) throws IOException, InterruptedException {
        String body = ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{\"acks\":[", "]}"));
        return post(acknowledgements, polled, body.getBytes(StandardCharsets.UTF_8), false);
    }

    private HttpResponse<byte[]> post(URI address, HecChannel on, byte[] body, boolean gzip)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(config.timeout())
                .header("Authorization", "Splunk " + config.token().reveal())
                .header("User-Agent", "muster")
                .header("Content-Type", "application/json")
                .header("X-Splunk-Request-Channel", on.id())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        String cookies = on.cookieHeader();
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return await(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** The client's own timeout ends with the headers; an answer that stops in its middle must end too. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(config.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("the answer did not end");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }
}
