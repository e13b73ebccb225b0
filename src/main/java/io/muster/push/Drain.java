package io.muster.push;

import io.muster.problem.ProblemException;
import io.muster.state.Outbox;
import io.muster.state.OutboxSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, as long as it is open: what is frozen while it runs is sent at once, what was left by a dead
 * process is taken over. Several drains, in several processes, may work on one outbox.
 */
public final class Drain implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Outbox outbox;
    private final OutboxSender sender;
    private final Tempo tempo;
    private final Clock clock;
    private final List<Sending> sendings = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread housekeeper;

    private Drain(Outbox outbox, Targets targets, Tempo tempo, Clock clock, Random random) {
        this.outbox = outbox;
        this.tempo = tempo;
        this.clock = clock;
        this.sender = outbox.enlist(tempo.patience());
        for (Target target : targets.list()) {
            Pace pace = new Pace(tempo, new Random(random.nextLong()));
            Sending sending = new Sending(outbox, sender, target, tempo, pace, clock);
            sendings.add(sending);
            for (int lane = 0; lane < target.lanes(); lane++) {
                threads.add(thread("push-" + target.name() + "-" + lane, sending::run));
            }
        }
        this.housekeeper = thread("push-housekeeper", this::keepHouse);
    }

    /** Starts to send to all targets. */
    public static Drain start(Outbox outbox, Targets targets, Clock clock) {
        return start(outbox, targets, Tempo.STANDARD, clock, new Random());
    }

    static Drain start(Outbox outbox, Targets targets, Tempo tempo, Clock clock, Random random) {
        Drain drain = new Drain(outbox, targets, tempo, clock, random);
        outbox.recover();
        drain.sendings.forEach(Sending::look);
        drain.housekeeper.start();
        drain.threads.forEach(Thread::start);
        return drain;
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void keepHouse() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(tempo.beat().toNanos());
                lookAfter();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure must not end it: who no longer says that it lives counts as dead. */
    private void lookAfter() throws InterruptedException {
        try {
            outbox.beat(sender);
            outbox.recover();
            sendings.forEach(Sending::look);
        } catch (ProblemException e) {
            log.warn("The outbox could not be looked after; the next try is in {}: {}", tempo.beat(), e.getMessage());
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            log.error("Looking after the outbox met a bug; the next try is in {}", tempo.beat(), e);
        }
    }

    /**
     * Waits until everything that is in the outbox has arrived. Ends earlier when nothing arrived anywhere for so long, or when
     * whatever is left is for parked targets.
     *
     * @param patience how long nothing may arrive
     * @param progress is told now and then how far it is
     */
    public List<Delivery> await(Duration patience, Consumer<List<Delivery>> progress) throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        long arrived = 0;
        while (true) {
            List<Delivery> deliveries = deliveries();
            progress.accept(deliveries);
            long now = deliveries.stream().mapToLong(Delivery::batches).sum();
            if (now > arrived) {
                arrived = now;
                end = clock.instant().plus(patience);
            }
            boolean over = deliveries.stream().allMatch(each -> each.isDone() || each.parked());
            if (over || !clock.instant().isBefore(end)) {
                return deliveries;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** How far it came with each target, in the order of the configuration. */
    public List<Delivery> deliveries() {
        return sendings.stream().map(Sending::delivery).collect(Collectors.toList());
    }

    /**
     * Stops. What was sent has a moment to be confirmed, then everything that is held is given back; what was not confirmed is
     * sent again by the next one.
     */
    @Override
    public void close() {
        sendings.forEach(Sending::end);
        boolean interrupted = Thread.interrupted();
        Instant end = clock.instant().plus(interrupted ? Duration.ZERO : tempo.grace());
        try {
            join(end);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        stop();
        try {
            outbox.leave(sender);
        } catch (ProblemException e) {
            log.warn("What was held could not be given back; others take it over soon: {}", e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Instant end) throws InterruptedException {
        for (Thread thread : threads) {
            long millis = Duration.between(clock.instant(), end).toMillis();
            if (millis <= 0) {
                return;
            }
            thread.join(millis);
        }
    }

    /** Ends the threads wherever they are, as a kill would, and leaves what they hold. */
    void stop() {
        housekeeper.interrupt();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            joinUninterruptibly(thread);
        }
        joinUninterruptibly(housekeeper);
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        try {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
