package io.muster.bench;

import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.lookup.Answer;
import io.muster.lookup.Lookup;
import io.muster.state.Asset;
import io.muster.state.AssetWriter;
import io.muster.state.State;
import io.muster.state.StateConfig;
import io.muster.state.TableWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Whose a key was at some time, one at a time and in batches, over two million assets that changed for 90 days. */
final class LookupBench implements Bench {

    private static final Instant FIRST = Instant.parse("2026-08-26T05:00:00Z");
    private static final QueryId SOURCE = new QueryId("ec2_instances");
    private static final int DAYS = 90;
    private static final int KEYS_OF_EACH = 4;
    private static final int BATCH = 1_000;
    private static final double LONGEST_MILLIS = 5;
    private static final double KEYS_PER_SECOND = 20_000;

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String measures() {
        return "lookups among 2,000,000 assets with 90 days of history, one at a time and in batches of 1,000";
    }

    @Override
    public String bar() {
        return "p99 at most 5 ms for one, at least 20,000 keys/s in batches";
    }

    @Override
    public void run(Rig rig) throws Exception {
        int accounts = rig.size(1_000, 5);
        int machines = rig.size(500, 10);
        int days = rig.size(DAYS, 3);
        Path file = rig.scratch().resolve("lookup.db");
        World world = new World(accounts, machines, days);
        try (State state = State.open(StateConfig.sqlite(file), Clock.systemUTC())) {
            long started = System.nanoTime();
            world.live(state, rig);
            rig.say(String.format("  %,d assets in %.0f s", world.written, (System.nanoTime() - started) / 1e9));
            Lookup lookup = new Lookup(state, Clock.systemUTC());
            Random random = new Random(Rig.SEED);
            try (Connection bare = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                single(rig, world, lookup, bare, random);
                batches(rig, world, lookup, bare, random);
            }
        }
    }

    private static void single(Rig rig, World world, Lookup lookup, Connection bare, Random random) throws Exception {
        int questions = rig.size(4_000, 50);
        List<Double> millis = new ArrayList<>();
        Rig.Pair pair = rig.compare(() -> questions / seconds(() -> bare(bare, world, random, questions)), () -> {
            millis.clear();
            int known = 0;
            long all = System.nanoTime();
            for (int i = 0; i < questions; i++) {
                String key = world.key(random);
                Instant at = world.time(random);
                long started = System.nanoTime();
                known += lookup.whose(key, at).isKnown() ? 1 : 0;
                millis.add((System.nanoTime() - started) / 1e6);
            }
            requireMostKnown(known, questions);
            return questions / ((System.nanoTime() - all) / 1e9);
        });
        Samples latency = new Samples(millis);
        double p99 = latency.quantile(0.99);
        rig.print("  single     p99 %.2f ms   bar 5 ms: %s", p99, rig.verdict(p99 <= LONGEST_MILLIS));
        rig.print(
                "             p50 %.3f ms, p99.9 %.2f ms, longest %.1f ms; %s/s by one thread",
                latency.median(),
                latency.quantile(0.999),
                latency.max(),
                pair.subject().text("%,.0f"));
        rig.print(
                "             ratio %s to the same keys by SQL alone, %s/s",
                pair.ratio().text("%.2f"), pair.reference().text("%,.0f"));
    }

    private static void batches(Rig rig, World world, Lookup lookup, Connection bare, Random random) throws Exception {
        int batches = rig.size(40, 2);
        int size = rig.size(BATCH, 20);
        Rig.Pair pair =
                rig.compare(() -> batches * size / seconds(() -> bare(bare, world, random, batches * size)), () -> {
                    int known = 0;
                    long started = System.nanoTime();
                    for (int i = 0; i < batches; i++) {
                        List<String> keys = new ArrayList<>();
                        for (int k = 0; k < size; k++) {
                            keys.add(world.key(random));
                        }
                        List<Answer> answers = lookup.whose(keys, world.time(random));
                        known += (int) answers.stream().filter(Answer::isKnown).count();
                    }
                    requireMostKnown(known, batches * size);
                    return batches * size / ((System.nanoTime() - started) / 1e9);
                });
        Samples rate = pair.subject();
        rig.print(
                "  batches    %s keys/s   bar 20,000: %s",
                rate.text("%,.0f"), rig.verdict(rate.median() >= KEYS_PER_SECOND));
        rig.print(
                "             ratio %s to the same keys by SQL alone, one by one",
                pair.ratio().text("%.2f"));
    }

    private static void requireMostKnown(int known, int asked) {
        if (known < asked / 2) {
            throw new IllegalStateException("only " + known + " of " + asked + " keys were known");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    /** The least that a lookup can be: one prepared statement by key and time. */
    private static void bare(Connection connection, World world, Random random, int questions) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(
                "select a.arn, a.name, l.account_id, l.owner from asset a join asset_label l on l.label_id = a.label_id"
                        + " where a.asset_key = ? and a.valid_from <= ? and (a.valid_to is null or a.valid_to > ?)")) {
            for (int i = 0; i < questions; i++) {
                long at = world.time(random).toEpochMilli();
                statement.setString(1, world.key(random));
                statement.setLong(2, at);
                statement.setLong(3, at);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
            }
        }
    }

    /** An organization whose machines come, go and take over each other's addresses. */
    private static final class World {

        private final int accounts;
        private final int machines;
        private final int days;
        private long written;

        World(int accounts, int machines, int days) {
            this.accounts = accounts;
            this.machines = machines;
            this.days = days;
        }

        /** A run a day; the first sees everything, each later one a ninetieth of the accounts with half of it changed. */
        void live(State state, Rig rig) {
            int changing = Math.max(1, (accounts + DAYS - 1) / DAYS);
            for (int day = 0; day < days; day++) {
                RunId run = new RunId(new UUID(Rig.SEED, day));
                Instant time = FIRST.plus(Duration.ofDays(day));
                state.runs().start(run, time);
                if (day == 0) {
                    state.runs().universe(run, organization());
                }
                int from = day == 0 ? 0 : (day - 1) * changing;
                int to = day == 0 ? accounts : from + changing;
                for (int account = from; account < to; account++) {
                    write(state, run, account % accounts, day == 0 ? 0 : day);
                }
                state.runs().complete(run, time.plusSeconds(300));
                if (day % 10 == 0) {
                    rig.say(String.format("  day %d of %d, %,d assets seen", day + 1, days, written));
                }
            }
        }

        private Organization organization() {
            List<Account> all = new ArrayList<>();
            for (int number = 0; number < accounts; number++) {
                all.add(new Account(
                        id(number),
                        "account-" + number,
                        "",
                        AccountState.ACTIVE,
                        "aws",
                        number == 0,
                        List.of("eu-west-1"),
                        Map.of(),
                        "team-" + number % 40,
                        "prod",
                        null,
                        "aws_" + number));
            }
            return new Organization("o-bench", id(0), all);
        }

        private void write(State state, RunId run, int account, int generation) {
            AccountId id = id(account);
            try (TableWriter table = state.tables().write(run, id, SOURCE)) {
                table.append("{}".getBytes(StandardCharsets.UTF_8), "[]".getBytes(StandardCharsets.UTF_8));
                table.commit();
            }
            try (AssetWriter writer = state.assets().write(run, id, SOURCE)) {
                for (int machine = 0; machine < machines; machine++) {
                    boolean moved = generation > 0 && machine % 2 == 0;
                    int owner = moved ? machines + machine : machine;
                    String arn = arn(account, owner);
                    writer.append(asset(id, "instance-id", instance(account, owner), arn));
                    writer.append(asset(id, "arn", arn, arn));
                    writer.append(asset(id, "ip", address(10, account, machine), arn));
                    writer.append(asset(
                            id, "eni-id", "eni-0" + instance(account, machine).substring(2), arn));
                    written += KEYS_OF_EACH;
                }
                writer.commit();
            }
        }

        private Asset asset(AccountId account, String kind, String key, String arn) {
            return new Asset(
                    kind,
                    key,
                    account,
                    "account-" + account,
                    "eu-west-1",
                    "AWS::EC2::Instance",
                    arn,
                    "web-" + key.hashCode() % 1000,
                    "team",
                    "prod",
                    null,
                    null,
                    null,
                    SOURCE.value(),
                    null);
        }

        private static AccountId id(int number) {
            return new AccountId(String.format("%012d", 100_000_000_000L + number * 7919L));
        }

        private static String instance(int account, int machine) {
            return String.format("i-%017x", account * 1_000_003L + machine * 7_919_317L);
        }

        private static String arn(int account, int machine) {
            return "arn:aws:ec2:eu-west-1:" + id(account) + ":instance/" + instance(account, machine);
        }

        private static String address(int network, int account, int machine) {
            int number = account * 512 + machine;
            return network + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        }

        /** Keys as responders meet them, spread over everything, one in twenty unknown. */
        String key(Random random) {
            int account = random.nextInt(accounts);
            int machine = random.nextInt(machines) | 1;
            return switch (random.nextInt(20)) {
                case 0 -> "198.51.100." + random.nextInt(256);
                case 1, 2, 3, 4 -> arn(account, machine);
                case 5, 6, 7, 8, 9 -> instance(account, machine);
                case 10, 11 -> "eni-0" + instance(account, machine).substring(2);
                default -> address(10, account, random.nextInt(machines));
            };
        }

        Instant time(Random random) {
            return FIRST.plusSeconds(60 + (long) random.nextInt(days * 24 * 3600));
        }
    }
}
