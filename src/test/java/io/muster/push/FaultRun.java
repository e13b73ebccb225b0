package io.muster.push;

import io.muster.demo.HecReceiver;
import io.muster.demo.HecReceiverFault;
import io.muster.demo.HecReceiverFaults;
import io.muster.demo.HecReceiverIndex.Indexed;
import io.muster.demo.HecReceiverOptions;
import io.muster.push.SplunkConfig.Acknowledgement;
import io.muster.settings.Secret;
import io.muster.state.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One delivery under faults that a seed decides: what the receiver does to requests, when senders are abandoned as by a kill,
 * whether there are two of them, whether the receiver dies.
 */
final class FaultRun {

    /** After these nothing was taken, and the sender knows it. */
    static final Set<HecReceiverFault> CLEAN = EnumSet.of(
            HecReceiverFault.NONE,
            HecReceiverFault.BUSY,
            HecReceiverFault.UNHEALTHY_QUEUES,
            HecReceiverFault.UNHEALTHY_ACK,
            HecReceiverFault.UNHEALTHY_BOTH,
            HecReceiverFault.SHUTTING_DOWN,
            HecReceiverFault.QUEUE_NEARLY_FULL,
            HecReceiverFault.ACK_NEARLY_FULL,
            HecReceiverFault.QUEUE_FULL,
            HecReceiverFault.ACK_FULL,
            HecReceiverFault.TOKEN_DISABLED,
            HecReceiverFault.TOKEN_UNKNOWN,
            HecReceiverFault.UNAUTHORIZED,
            HecReceiverFault.NOT_FOUND,
            HecReceiverFault.SLOW_READ);

    private static final HecReceiverFault[] KINDS = HecReceiverFault.values();

    /** What a run found wrong, and what it met. */
    record Outcome(List<String> wrong, long duplicates, long letters, long requests, int kills) {}

    private final long seed;
    private final Random random;
    private final Outbox outbox;
    private final Set<HecReceiverFault> faults;
    private final String target;
    private int kills;

    FaultRun(long seed, Outbox outbox) {
        this.seed = seed;
        this.random = new Random(seed);
        this.outbox = outbox;
        this.faults = faults();
        this.target = "splunk-" + seed;
    }

    /** The first seeds try one kind of fault each, the others several at once. */
    private Set<HecReceiverFault> faults() {
        if (seed < KINDS.length) {
            return EnumSet.of(KINDS[(int) seed]);
        }
        Set<HecReceiverFault> several = EnumSet.noneOf(HecReceiverFault.class);
        int wanted = 2 + random.nextInt(KINDS.length / 2);
        while (several.size() < wanted) {
            several.add(KINDS[random.nextInt(KINDS.length)]);
        }
        return several;
    }

    private boolean isCalm() {
        return CLEAN.containsAll(faults) && seed < KINDS.length;
    }

    Outcome run() throws InterruptedException {
        Frozen frozen = freeze(random.nextInt(3) == 0);
        HecReceiverOptions.Builder options = HecReceiverOptions.builder()
                .indexDelay(Duration.ofMillis(random.nextInt(25)))
                .hang(Duration.ofMillis(400))
                .sticky(random.nextInt(4) == 0)
                .cloud(random.nextBoolean())
                .maxBody(random.nextInt(4) == 0 ? 2_500 : 1_000_000);
        HecReceiverFaults plan = HecReceiverFaults.seeded(seed, 0.3, 12, faults);
        try (HecReceiver receiver = HecReceiver.start(options.build(), plan, Clock.systemUTC())) {
            deliver(receiver);
            List<String> wrong = judge(receiver, frozen);
            long duplicates = receiver.index().count() - receiver.index().distinct();
            return new Outcome(wrong, duplicates, frozen.bad().size(), receiver.requests(), kills);
        }
    }

    private Frozen freeze(boolean withBadEvents) {
        int rows = 40 + random.nextInt(80);
        Set<Integer> badRows = new LinkedHashSet<>();
        for (int i = 0; withBadEvents && i < rows; i++) {
            if (random.nextInt(25) == 0) {
                badRows.add(i);
            }
        }
        return Frozen.into(outbox, seed, target, EventFormat.hec("main", "muster", "muster"), rows, badRows);
    }

    private void deliver(HecReceiver receiver) throws InterruptedException {
        int wantedKills = isCalm() ? 0 : random.nextInt(3);
        boolean two = !isCalm() && random.nextInt(4) == 0;
        boolean crash = !isCalm() && random.nextInt(4) == 0;
        for (int i = 0; i < wantedKills; i++) {
            Drain drain = start(receiver);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
            if (crash) {
                receiver.crash();
                crash = false;
            }
            drain.stop();
            kills++;
        }
        try (Drain drain = start(receiver);
                Drain other = two ? start(receiver) : drain) {
            if (crash) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
                receiver.crash();
            }
            Instant end = Instant.now().plusSeconds(300);
            while (outbox.waiting(target) > 0 && Instant.now().isBefore(end)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            other.deliveries();
        }
    }

    private Drain start(HecReceiver receiver) {
        Duration patience = isCalm() ? Duration.ofMinutes(2) : Duration.ofMillis(300);
        SplunkConfig config = SplunkConfig.of(
                        target, receiver.url(), new Secret("00000000-0000-4000-8000-000000000001"), "main")
                .withSizes(1 + random.nextInt(4), 1_900_000)
                .withTimeouts(patience, patience)
                .withAcknowledgement(Acknowledgement.REQUIRED, Duration.ofMillis(5), patience);
        Targets targets = Targets.open(new TargetsConfig(List.of(config), 1L << 30), Clock.systemUTC());
        return Drain.start(
                outbox,
                targets,
                isCalm() ? Tempos.CALM : Tempos.SHORT,
                Clock.systemUTC(),
                new Random(random.nextLong()));
    }

    private List<String> judge(HecReceiver receiver, Frozen frozen) {
        List<String> wrong = new ArrayList<>();
        if (outbox.waiting(target) > 0) {
            wrong.add("not delivered in time: "
                    + outbox.status().stream()
                            .filter(each -> each.target().equals(target))
                            .findFirst());
        }
        Map<String, Indexed> indexed = new LinkedHashMap<>();
        receiver.index().events().forEach(event -> indexed.put(event.id(), event));
        Set<String> dead = frozen.deadLetters(outbox);
        Map<String, String> expected = frozen.events();
        Set<String> found = new LinkedHashSet<>(indexed.keySet());
        found.addAll(dead);
        Set<String> missing = new LinkedHashSet<>(expected.keySet());
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            wrong.add("lost " + missing.size() + " of " + expected.size());
        }
        if (!expected.keySet().containsAll(found)) {
            wrong.add("events that nobody sent");
        }
        if (!dead.equals(frozen.bad())) {
            wrong.add("dead letters " + dead.size() + " instead of "
                    + frozen.bad().size());
        }
        indexed.values().forEach(event -> {
            if (!event.sameBytes() || !event.event().equals(expected.get(event.id()))) {
                wrong.add("other bytes for " + event.id());
            }
        });
        List<String> order = new ArrayList<>(indexed.keySet());
        if (!order.isEmpty() && !order.get(order.size() - 1).equals(frozen.lastId())) {
            wrong.add("the manifest came before the end");
        }
        long duplicates = receiver.index().count() - receiver.index().distinct();
        if (isCalm() && duplicates > 0) {
            wrong.add(duplicates + " duplicates after refusals that took nothing");
        }
        return wrong;
    }

    @Override
    public String toString() {
        return "seed " + seed + " " + faults;
    }
}
