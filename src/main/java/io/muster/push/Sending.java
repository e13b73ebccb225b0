package io.muster.push;

import io.muster.problem.ProblemException;
import io.muster.push.Answer.Accepted;
import io.muster.push.Answer.BadBatch;
import io.muster.push.Answer.BadEvent;
import io.muster.push.Answer.Delivered;
import io.muster.push.Answer.Stop;
import io.muster.push.Answer.TryLater;
import io.muster.push.Lane.Confirmations;
import io.muster.state.Outbox;
import io.muster.state.OutboxBatch;
import io.muster.state.OutboxDraft;
import io.muster.state.OutboxPart;
import io.muster.state.OutboxRefusal;
import io.muster.state.OutboxSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the batches of one target: several lanes, each a thread, that take from the outbox and write back what came of it. */
final class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    private static final int MOST_UNCONFIRMED = 2_000;

    private final Outbox outbox;
    private final OutboxSender sender;
    private final Target target;
    private final Tempo tempo;
    private final Pace pace;
    private final Clock clock;
    private final Deque<OutboxBatch> claimed = new ArrayDeque<>();
    private final Map<Long, Integer> unconfirmed = new ConcurrentHashMap<>();
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();
    private final Object parking = new Object();
    private final ReadWriteLock counting = new ReentrantReadWriteLock();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong letters = new AtomicLong();
    private volatile boolean hasTaken;
    private volatile boolean parkedInOutbox;
    private volatile boolean ending;

    Sending(Outbox outbox, OutboxSender sender, Target target, Tempo tempo, Pace pace, Clock clock) {
        this.outbox = outbox;
        this.sender = sender;
        this.target = target;
        this.tempo = tempo;
        this.pace = pace;
        this.clock = clock;
    }

    Target target() {
        return target;
    }

    /** How far it came; what the outbox no longer has is counted. */
    Delivery delivery() {
        Lock lock = counting.writeLock();
        lock.lock();
        try {
            long waiting = outbox.waiting(target.name());
            return new Delivery(target.name(), batches.get(), events.get(), letters.get(), waiting, pace.isParked());
        } finally {
            lock.unlock();
        }
    }

    /** Looks what others did to the target: somebody may want it to be tried at once. */
    void look() {
        synchronized (parking) {
            boolean parked = outbox.isParked(target.name());
            if (parkedInOutbox && !parked) {
                pace.resume();
            }
            parkedInOutbox = parked;
        }
    }

    /** Claims nothing more; lanes end when what they sent is confirmed. */
    void end() {
        ending = true;
    }

    /** What one thread does until the end or an interrupt. */
    void run() {
        Lane lane = target.open();
        try {
            while (!ending || lane.unconfirmed() > 0 || !untold.isEmpty()) {
                if (!step(lane)) {
                    TimeUnit.NANOSECONDS.sleep(waitOf(lane).toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step(Lane lane) throws InterruptedException {
        try {
            tellUntold();
            boolean settled = settle(lane, false);
            return attempt(lane) || settled || settle(lane, true);
        } catch (ProblemException e) {
            pace.leave();
            log.warn(
                    "Sending to '{}' was interrupted; it goes on in {}: {}",
                    target.name(),
                    tempo.trouble(),
                    e.getMessage());
        } catch (RuntimeException e) {
            pace.leave();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            log.error("Sending to '{}' met a bug; it goes on in {}", target.name(), tempo.trouble(), e);
        }
        TimeUnit.NANOSECONDS.sleep(tempo.trouble().toNanos());
        return true;
    }

    /**
     * Tells the outbox what became of a batch. When the database fails, that is told later: a batch of which this living sender
     * says nothing more would be sent by nobody.
     */
    private void tell(Runnable news) {
        untold.add(news);
        tellUntold();
    }

    private void tellUntold() {
        for (Runnable news = untold.poll(); news != null; news = untold.poll()) {
            try {
                news.run();
            } catch (RuntimeException e) {
                untold.add(news);
                throw e;
            }
        }
    }

    private void giveBack(long batch, Duration wait, OutboxRefusal refusal) {
        tell(() -> outbox.giveBack(sender, batch, wait, refusal));
    }

    private Duration waitOf(Lane lane) {
        Instant next = lane.nextConfirmation(true);
        Duration idle = tempo.idle();
        if (next == null) {
            return idle;
        }
        Duration until = Duration.between(clock.instant(), next);
        if (until.isNegative()) {
            return Duration.ZERO;
        }
        return until.compareTo(idle) < 0 ? until : idle;
    }

    private boolean settle(Lane lane, boolean idle) throws InterruptedException {
        Instant next = lane.nextConfirmation(idle);
        if (next == null || next.isAfter(clock.instant())) {
            return false;
        }
        int resumedBefore = pace.resumptions();
        Confirmations confirmations = lane.confirm();
        long count = confirmed(confirmations.confirmed());
        untold.add(() -> arrived(confirmations.confirmed(), Answer.Proof.INDEXED, count));
        for (long lost : confirmations.lost()) {
            unconfirmed.remove(lost);
            untold.add(() -> outbox.giveBack(sender, lost, Duration.ZERO, new OutboxRefusal(0, "was not confirmed")));
        }
        tellUntold();
        if (!confirmations.lost().isEmpty()) {
            log.warn(
                    "{} batches for '{}' were accepted and not confirmed; they are sent again",
                    confirmations.lost().size(),
                    target.name());
        }
        if (confirmations.stop() != null) {
            park(confirmations.stop(), resumedBefore);
        }
        return true;
    }

    private long confirmed(List<Long> ids) {
        return ids.stream().mapToLong(id -> unconfirmed.getOrDefault(id, 0)).sum();
    }

    private void arrived(List<Long> ids, Answer.Proof proof, long count) {
        Lock lock = counting.readLock();
        lock.lock();
        try {
            outbox.acked(ids, proof.word());
            batches.addAndGet(ids.size());
            events.addAndGet(count);
        } finally {
            lock.unlock();
        }
        ids.forEach(unconfirmed::remove);
    }

    private boolean attempt(Lane lane) throws InterruptedException {
        if (ending || lane.unconfirmed() >= MOST_UNCONFIRMED || !pace.enter(clock.instant())) {
            return false;
        }
        OutboxBatch batch = next();
        if (batch == null) {
            pace.leave();
            return false;
        }
        Optional<byte[]> packed;
        Answer answer;
        int resumedBefore = pace.resumptions();
        try {
            packed = payload(batch);
            if (packed.isEmpty()) {
                pace.leave();
                return true;
            }
            answer = lane.send(batch, packed.get());
        } catch (RuntimeException e) {
            untold.add(() -> outbox.giveBack(
                    sender,
                    batch.id(),
                    tempo.trouble(),
                    new OutboxRefusal(0, "sending it met a " + e.getClass().getSimpleName())));
            throw e;
        }
        handle(lane, batch, packed.get(), answer, resumedBefore);
        return true;
    }

    private @Nullable OutboxBatch next() {
        synchronized (claimed) {
            if (claimed.isEmpty()) {
                claimed.addAll(outbox.claim(sender, target.name(), target.lanes()));
            }
            return claimed.poll();
        }
    }

    /** Empty when there is nothing to send: another sender delivered the batch, or its bytes are damaged. */
    private Optional<byte[]> payload(OutboxBatch batch) {
        try {
            return outbox.payload(batch);
        } catch (ProblemException e) {
            log.error("Batch {} for '{}' stays where it is: {}", batch.id(), target.name(), e.getMessage());
            giveBack(batch.id(), tempo.longestProbe(), new OutboxRefusal(0, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void handle(Lane lane, OutboxBatch batch, byte[] packed, Answer answer, int resumedBefore) {
        if (answer instanceof Delivered delivered) {
            hasTaken = true;
            tell(() -> arrived(List.of(batch.id()), delivered.proof(), batch.events()));
            taken(delivered.slowDown());
        } else if (answer instanceof Accepted accepted) {
            hasTaken = true;
            unconfirmed.put(batch.id(), batch.events());
            tell(() -> outbox.sent(sender, batch, accepted.channel(), accepted.ackId()));
            taken(accepted.slowDown());
        } else if (answer instanceof TryLater later) {
            tryLater(batch, later);
        } else if (answer instanceof BadEvent bad) {
            takeOut(lane, batch, packed, bad);
        } else if (answer instanceof BadBatch bad) {
            takeApart(batch, packed, bad, resumedBefore);
        } else if (answer instanceof Stop stop) {
            refused(batch, stop, resumedBefore);
        }
    }

    private void refused(OutboxBatch batch, Stop stop, int resumedBefore) {
        try {
            park(stop, resumedBefore);
        } finally {
            giveBack(batch.id(), Duration.ZERO, new OutboxRefusal(stop.code(), stop.why()));
        }
    }

    private void taken(boolean slowDown) {
        boolean wasParked = pace.taken(clock.instant(), slowDown);
        if (!wasParked && !parkedInOutbox) {
            return;
        }
        synchronized (parking) {
            parkedInOutbox = false;
            try {
                outbox.unpark(target.name());
            } catch (RuntimeException e) {
                // What became of the batch matters more; this is told with the next step.
                untold.add(() -> outbox.unpark(target.name()));
            }
        }
        log.info("'{}' takes batches again", target.name());
    }

    private void tryLater(OutboxBatch batch, TryLater later) {
        Duration wait = pace.refused(clock.instant(), later.after());
        log.warn(
                "'{}' did not take batch {} (attempt {}): {}; the next attempt is in {} ms",
                target.name(),
                batch.id(),
                batch.attempt(),
                later.text(),
                wait.toMillis());
        giveBack(batch.id(), wait, new OutboxRefusal(later.code(), later.text()));
    }

    /** What stands before the bad event was taken, if an id will prove it; what stands behind it was not. */
    private void takeOut(Lane lane, OutboxBatch batch, byte[] packed, BadEvent bad) {
        taken(false);
        Lines lines = new Lines(Gzip.unpack(packed));
        List<OutboxPart> parts = new ArrayList<>();
        String channel = bad.channel();
        if (bad.number() > 0) {
            OutboxDraft prefix = draft(batch, lines, 0, bad.number());
            parts.add(channel == null ? OutboxPart.toSend(prefix) : new OutboxPart(prefix, channel, bad.ackId()));
        }
        if (bad.number() + 1 < lines.count()) {
            parts.add(OutboxPart.toSend(draft(batch, lines, bad.number() + 1, lines.count())));
        }
        OutboxRefusal refusal = new OutboxRefusal(bad.code(), bad.text());
        List<Long> ids = replace(batch, parts, List.of(lines.event(bad.number())), refusal);
        if (channel != null && !ids.isEmpty()) {
            unconfirmed.put(ids.get(0), bad.number());
            lane.await(ids.get(0), channel, bad.ackId());
        }
        log.warn(
                "'{}' refused event {} of batch {}: {}; it is a dead letter, the others go on",
                target.name(),
                bad.number(),
                batch.id(),
                bad.text());
    }

    private List<Long> replace(OutboxBatch batch, List<OutboxPart> parts, List<byte[]> dead, OutboxRefusal refusal) {
        Lock lock = counting.readLock();
        lock.lock();
        try {
            List<Long> ids = outbox.takeApart(sender, batch, parts, dead, refusal);
            letters.addAndGet(dead.size());
            return ids;
        } catch (RuntimeException e) {
            untold.add(() -> outbox.giveBack(sender, batch.id(), Duration.ZERO, refusal));
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody says which event is bad, so that halves are tried, down to one event. */
    private void takeApart(OutboxBatch batch, byte[] packed, BadBatch bad, int resumedBefore) {
        if (!bad.certain() && !hasTaken) {
            Stop stop = new Stop(
                    bad.code(), bad.text(), "check that 'url' of the target is the address of an event collector");
            refused(batch, stop, resumedBefore);
            return;
        }
        taken(false);
        Lines lines = new Lines(Gzip.unpack(packed));
        OutboxRefusal refusal = new OutboxRefusal(bad.code(), bad.text());
        if (lines.count() == 1) {
            replace(batch, List.of(), List.of(lines.event(0)), refusal);
            log.warn("'{}' refused an event: {}; it is a dead letter", target.name(), bad.text());
            return;
        }
        int middle = lines.count() / 2;
        List<OutboxPart> halves = List.of(
                OutboxPart.toSend(draft(batch, lines, 0, middle)),
                OutboxPart.toSend(draft(batch, lines, middle, lines.count())));
        replace(batch, halves, List.of(), refusal);
        log.info("'{}' refused batch {}: {}; it is sent in two halves", target.name(), batch.id(), bad.text());
    }

    private static OutboxDraft draft(OutboxBatch batch, Lines lines, int from, int to) {
        byte[] bytes = lines.range(from, to);
        boolean last = batch.last() && to == lines.count();
        return new OutboxDraft(batch.kind(), last, to - from, bytes.length, Gzip.pack(bytes, 0, bytes.length));
    }

    private void park(Stop stop, int resumedBefore) {
        OutboxRefusal refusal = new OutboxRefusal(stop.code(), stop.why());
        synchronized (parking) {
            if (!pace.park(clock.instant(), resumedBefore)) {
                outbox.stillParked(target.name(), refusal, stop.fix());
                return;
            }
            outbox.park(target.name(), refusal, stop.fix());
            parkedInOutbox = true;
        }
        log.error(
                "'{}' takes nothing, its events are kept: {}. Try: {}",
                target.name(),
                stop.why().replaceFirst("\\.$", ""),
                stop.fix());
    }
}
