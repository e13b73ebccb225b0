package io.muster.push;

import java.net.HttpCookie;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A channel of a collector: its cookies, and the ids that wait for their confirmation.
 *
 * <p>Ids count from 0 on each channel and start again at 0 when the collector was restarted or another one answers. An id
 * that comes a second time is the sign of that, and whatever waited for ids before will never be confirmed.
 */
final class HecChannel {

    private record Waiting(long batch, Instant since) {}

    private final String id;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Set<Long> seen = new HashSet<>();

    HecChannel() {
        this.id = UUID.randomUUID().toString();
    }

    /** A new channel to where this one led: with its cookies, without what waits on it. */
    HecChannel successor() {
        HecChannel next = new HecChannel();
        next.cookies.putAll(cookies);
        return next;
    }

    String id() {
        return id;
    }

    /** How many ids it has given. */
    int ids() {
        return seen.size();
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    int unconfirmed() {
        return waiting.size();
    }

    /** Notes an id that the collector gave; the answer is the batches that will not be confirmed any more. */
    List<Long> note(long ackId) {
        if (seen.add(ackId)) {
            return List.of();
        }
        seen.clear();
        seen.add(ackId);
        return giveUp();
    }

    void await(long ackId, long batch, Instant now) {
        waiting.put(ackId, new Waiting(batch, now));
    }

    /**
     * Notes that a request may have been taken without its id being known. If the collector was restarted meanwhile, that
     * request has the id 0, so a batch that waits for 0 cannot be told from it and is not waited for any more.
     */
    List<Long> doubt() {
        Waiting first = waiting.remove(0L);
        return first == null ? List.of() : List.of(first.batch());
    }

    List<Long> pendingIds() {
        return new ArrayList<>(waiting.keySet());
    }

    /** The batches of confirmed ids; they wait no longer. */
    List<Long> confirmed(Map<Long, Boolean> acknowledgements) {
        List<Long> batches = new ArrayList<>();
        acknowledgements.forEach((ackId, confirmed) -> {
            Waiting done = confirmed ? waiting.remove(ackId) : null;
            if (done != null) {
                batches.add(done.batch());
            }
        });
        return batches;
    }

    /** The batches that have waited since before a time; they wait no longer. */
    List<Long> waitingSinceBefore(Instant time) {
        List<Long> late = new ArrayList<>();
        waiting.values().removeIf(each -> {
            boolean isLate = each.since().isBefore(time);
            if (isLate) {
                late.add(each.batch());
            }
            return isLate;
        });
        return late;
    }

    /** The batches that wait; they wait no longer. */
    List<Long> giveUp() {
        List<Long> all = waiting.values().stream().map(Waiting::batch).collect(Collectors.toList());
        waiting.clear();
        return all;
    }

    /** The value of the {@code Cookie} header; empty when there is none. */
    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Keeps the cookies of an answer; whether there is one that was not there before. */
    boolean keepCookies(HttpHeaders headers) {
        boolean news = false;
        for (String header : headers.allValues("Set-Cookie")) {
            try {
                for (HttpCookie cookie : HttpCookie.parse(header)) {
                    if (cookie.getMaxAge() == 0) {
                        cookies.remove(cookie.getName());
                    } else {
                        news |= cookies.put(cookie.getName(), cookie.getValue()) == null;
                    }
                }
            } catch (IllegalArgumentException e) {
                // A cookie that is none keeps nobody on one indexer; going on without it is all that can be done.
            }
        }
        return news;
    }
}
