package io.muster.bench;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.push.BareSender;
import io.muster.push.Delivery;
import io.muster.push.Drain;
import io.muster.push.Publisher;
import io.muster.push.SplunkConfig;
import io.muster.push.Targets;
import io.muster.push.TargetsConfig;
import io.muster.settings.Secret;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A run's rows through the outbox to the receiver's acknowledgement, against the same encoder, compression and sender
 * without an outbox between them.
 */
final class DeliveryBench implements Bench {

    private static final int ACCOUNTS = 10;
    private static final int ROW_BYTES = 1_000;
    private static final double RATIO = 0.5;

    /** How long the receiver takes for each answer, and how many rows a second are wanted then. */
    private record Case(int latencyMillis, int bar) {}

    private static final List<Case> CASES = List.of(new Case(0, 50_000), new Case(20, 50_000), new Case(100, 40_000));

    private int targets;

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public String measures() {
        return "rows of 1 kB from the state through the outbox to acknowledged, against the same sender without an outbox";
    }

    @Override
    public String bar() {
        return "50,000 rows/s at 0 and 20 ms, 40,000 at 100 ms, on two cores; ratio at least 0.5";
    }

    @Override
    public void run(Rig rig) throws Exception {
        int rows = rig.size(300_000, 2_000);
        try (State state = State.open(StateConfig.sqlite(rig.scratch().resolve("delivery.db")), Clock.systemUTC())) {
            RunId run = new RunId(new UUID(Rig.SEED, 1));
            rig.say(String.format("  writing %,d rows of %,d bytes", rows, ROW_BYTES));
            fill(state, run, rows);
            for (Case each : CASES) {
                try (Receiver receiver = Receiver.start(Duration.ofMillis(each.latencyMillis()))) {
                    measure(rig, state, run, rows, receiver, each);
                }
            }
        }
    }

    private void measure(Rig rig, State state, RunId run, int rows, Receiver receiver, Case wanted) throws Exception {
        rig.say("  receiver latency " + wanted.latencyMillis() + " ms");
        List<Double> ownCpu = new ArrayList<>();
        List<Double> receiverCpu = new ArrayList<>();
        Rig.Pair pair = rig.compare(() -> bare(state, run, rows, receiver), () -> {
            Duration before = Machine.cpu();
            Duration receiverBefore = receiver.count().cpu();
            double rate = durable(state, run, rows, receiver);
            ownCpu.add(Machine.cpu().minus(before).toNanos() / 1e3 / rows);
            receiverCpu.add(receiver.count().cpu().minus(receiverBefore).toNanos() / 1e3 / rows);
            return rate;
        });
        Samples rate = pair.subject();
        Samples ratio = pair.ratio();
        rig.print(
                "  %3d ms     ratio %s   bar 0.50: %s",
                wanted.latencyMillis(), ratio.text("%.2f"), rig.verdict(ratio.median() >= RATIO));
        rig.print(
                "             subject    %s rows/s, outbox on disk, acknowledged   bar %,d: %s",
                rate.text("%,.0f"), wanted.bar(), rig.verdict(rate.median() >= wanted.bar()));
        rig.print(
                "             reference  %s rows/s, without an outbox",
                pair.reference().text("%,.0f"));
        rig.print(
                "             CPU        %.1f µs a row here, %.1f µs in the receiver's own process",
                new Samples(ownCpu).median(), new Samples(receiverCpu).median());
    }

    private static void fill(State state, RunId run, int rows) {
        state.runs().start(run, Instant.parse("2026-11-24T05:00:00Z"));
        Random random = new Random(Rig.SEED);
        int number = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            AccountId account = account(i);
            try (TableWriter writer = state.tables().write(run, account, new QueryId("ec2_instances"))) {
                for (int row = 0; row < rows / ACCOUNTS; row++) {
                    String id = String.format("i-%017x", random.nextLong() & 0xfffffffffffL);
                    writer.append(
                            row(account, id, number++, random),
                            ("[\"" + account + "\",\"" + id + "\"]").getBytes(StandardCharsets.UTF_8));
                }
                writer.commit();
            }
        }
        state.runs().complete(run, Instant.parse("2026-11-24T05:10:00Z"));
    }

    private static AccountId account(int number) {
        return new AccountId(String.format("%012d", 100_000_000_000L + number));
    }

    /** An instance as the inventory has it, with tags up to the wanted size. */
    private static byte[] row(AccountId account, String id, int number, Random random) {
        StringBuilder row = new StringBuilder(ROW_BYTES + 64);
        row.append("{\"account_id\":\"").append(account).append("\",\"region\":\"eu-west-1\",\"instance_id\":\"");
        row.append(id)
                .append("\",\"arn\":\"arn:aws:ec2:eu-west-1:")
                .append(account)
                .append(":instance/")
                .append(id);
        row.append("\",\"instance_type\":\"m6i.")
                .append(1 << random.nextInt(4))
                .append("xlarge\",\"private_ip_address\":\"10.");
        row.append(number >> 16 & 255)
                .append('.')
                .append(number >> 8 & 255)
                .append('.')
                .append(number & 255);
        row.append("\",\"launch_time\":\"2026-0")
                .append(1 + number % 9)
                .append("-11T09:12:44Z\",\"monitoring_state\":null");
        row.append(",\"vpc_id\":\"vpc-0")
                .append(Long.toHexString(random.nextLong() & 0xffffffffffL))
                .append("\",\"tags\":{");
        String comma = "";
        while (row.length() < ROW_BYTES - 40) {
            row.append(comma).append("\"tag-").append(row.length() % 89).append("\":\"");
            row.append(Long.toString(random.nextLong() >>> 12, 36)).append(" payments\"");
            comma = ",";
        }
        return row.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private SplunkConfig target(Receiver receiver) {
        return SplunkConfig.of("splunk-" + targets++, receiver.url(), new Secret(Receiver.TOKEN), null);
    }

    private double durable(State state, RunId run, int rows, Receiver receiver) throws Exception {
        Targets to = Targets.open(
                new TargetsConfig(List.of(target(receiver)), TargetsConfig.DEFAULT_OUTBOX_LIMIT), Clock.systemUTC());
        long before = receiver.count().events();
        long started = System.nanoTime();
        double seconds;
        try (Drain drain = Drain.start(state.outbox(), to, Clock.systemUTC())) {
            new Publisher(state, to).publish(run);
            List<Delivery> deliveries = drain.await(Duration.ofMinutes(5), progress -> {});
            seconds = (System.nanoTime() - started) / 1e9;
            if (!deliveries.stream().allMatch(Delivery::isDone)) {
                throw new IllegalStateException("not everything was acknowledged");
            }
        }
        requireRows(receiver, before, rows);
        return rows / seconds;
    }

    private double bare(State state, RunId run, int rows, Receiver receiver) throws Exception {
        long before = receiver.count().events();
        long started = System.nanoTime();
        new BareSender(state, target(receiver), Clock.systemUTC()).send(run);
        double seconds = (System.nanoTime() - started) / 1e9;
        requireRows(receiver, before, rows);
        return rows / seconds;
    }

    private static void requireRows(Receiver receiver, long before, int rows) throws Exception {
        long arrived = receiver.count().events() - before;
        if (arrived < rows) {
            throw new IllegalStateException("only " + arrived + " of " + rows + " rows arrived");
        }
    }
}
