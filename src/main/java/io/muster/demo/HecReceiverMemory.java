package io.muster.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a HEC receiver holds in memory: accepted events that are not indexed yet, and the ids that confirm them, counted from
 * 0 per channel, true once. Safe for use by several threads.
 */
final class HecReceiverMemory {

    /** What becomes of accepted events. */
    enum Fate {
        INDEXED,
        INDEXED_WITHOUT_ACK,
        LOST
    }

    private static final class Channel {
        private final Map<Long, Boolean> acks = new HashMap<>();
        private long nextId;
        private Instant lastUsed;

        private Channel(Instant now) {
            lastUsed = now;
        }
    }

    private static final class Waiting {
        private final byte[] body;
        private final List<HecReceiverBody.Event> events;
        private final Instant due;
        private final Fate fate;
        private final @Nullable Channel channel;
        private final long ackId;

        private Waiting(
                byte[] body,
                List<HecReceiverBody.Event> events,
                Instant due,
                Fate fate,
                @Nullable Channel channel,
                long ackId) {
            this.body = body;
            this.events = events;
            this.due = due;
            this.fate = fate;
            this.channel = channel;
            this.ackId = ackId;
        }
    }

    private final HecReceiverIndex index;
    private final Duration indexDelay;
    private final Duration idleTimeout;
    private final Clock clock;
    private final Map<String, Channel> channels = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long waitingBytes;

    HecReceiverMemory(HecReceiverIndex index, Duration indexDelay, Duration idleTimeout, Clock clock) {
        this.index = index;
        this.indexDelay = indexDelay;
        this.idleTimeout = idleTimeout;
        this.clock = clock;
    }

    /** Takes events; the answer is their id on the channel, or -1 when there is no channel. */
    synchronized long accept(byte[] body, List<HecReceiverBody.Event> events, @Nullable String channelName, Fate fate) {
        settle();
        Instant now = clock.instant();
        Channel channel = null;
        long ackId = -1;
        if (channelName != null) {
            channel = channels.computeIfAbsent(channelName, name -> new Channel(now));
            channel.lastUsed = now;
            ackId = channel.nextId++;
            channel.acks.put(ackId, false);
        }
        waiting.add(new Waiting(body, events, now.plus(indexDelay), fate, channel, ackId));
        waitingBytes += body.length;
        return ackId;
    }

    /** Which ids are confirmed; a confirmed id is forgotten, an unknown one is false. */
    synchronized Map<Long, Boolean> acknowledged(String channelName, List<Long> ids) {
        settle();
        Map<Long, Boolean> answer = new LinkedHashMap<>();
        Channel channel = channels.get(channelName);
        if (channel != null) {
            channel.lastUsed = clock.instant();
        }
        for (long id : ids) {
            boolean confirmed = channel != null && channel.acks.getOrDefault(id, false);
            if (channel != null && confirmed) {
                channel.acks.remove(id);
            }
            answer.merge(id, confirmed, Boolean::logicalOr);
        }
        return answer;
    }

    /** Indexes what is due and forgets idle channels. */
    synchronized void settle() {
        Instant now = clock.instant();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next.due.isAfter(now)) {
                continue;
            }
            each.remove();
            waitingBytes -= next.body.length;
            finish(next);
        }
        channels.values().removeIf(channel -> channel.lastUsed.plus(idleTimeout).isBefore(now));
    }

    private void finish(Waiting next) {
        if (next.fate == Fate.LOST) {
            return;
        }
        index.add(next.body, next.events);
        if (next.channel != null && next.fate == Fate.INDEXED) {
            next.channel.acks.replace(next.ackId, true);
        }
    }

    /** Indexes everything that waits, due or not. */
    synchronized void flush() {
        waiting.forEach(this::finish);
        waiting.clear();
        waitingBytes = 0;
    }

    /** Loses everything that is not indexed, and all ids. */
    synchronized void crash() {
        settle();
        waiting.clear();
        waitingBytes = 0;
        channels.clear();
    }

    /** Forgets a channel; what waits is indexed all the same. */
    synchronized void forget(String channelName) {
        channels.remove(channelName);
    }

    /** Forgets all channels; what waits is indexed all the same. */
    synchronized void forgetAll() {
        channels.clear();
    }

    synchronized int pendingAcks(String channelName) {
        Channel channel = channels.get(channelName);
        return channel == null ? 0 : channel.acks.size();
    }

    synchronized long waitingBytes() {
        settle();
        return waitingBytes;
    }
}
