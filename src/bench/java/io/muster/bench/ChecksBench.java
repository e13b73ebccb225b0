package io.muster.bench;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.check.Attestations;
import io.muster.check.Basis;
import io.muster.check.CheckTimer;
import io.muster.check.Exceptions;
import io.muster.check.Expectations;
import io.muster.check.OpaBinary;
import io.muster.check.OpaConfig;
import io.muster.collect.AwsConfig;
import io.muster.collect.Collector;
import io.muster.collect.OwnFacts;
import io.muster.collect.SiemQuestionsConfig;
import io.muster.collect.SteampipeConfig;
import io.muster.collect.Universe;
import io.muster.demo.world.Layout;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each check costs OPA, and whether one costs more than its rows: every check alone, its tables grown together. */
final class ChecksBench implements Bench {

    private static final int SLOWEST = 10;
    private static final int GROWTH = 4;

    /** Growth of the time by the growth of the rows, as an exponent; 1 is linear, 2 is quadratic. */
    private static final double STEEP = 1.35;

    /** How often a check that seems steep is measured again: whatever else the machine does makes only longer. */
    private static final int DOUBTS = 3;

    private static final Duration WORTH_A_WORD = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A check at two sizes. */
    private record Growth(CheckSpec check, Duration before, Duration after, boolean ended, long rows) {

        double exponent() {
            return Math.log((double) after.toNanos() / Math.max(1, before.toNanos())) / Math.log(GROWTH);
        }

        /** The shorter time of two measurements, for each size. */
        Growth or(Growth other) {
            return new Growth(
                    check,
                    before.compareTo(other.before) < 0 ? before : other.before,
                    after.compareTo(other.after) < 0 ? after : other.after,
                    ended || other.ended,
                    rows);
        }

        boolean isSteep() {
            return !ended || (after.compareTo(WORTH_A_WORD) > 0 && exponent() > STEEP);
        }
    }

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public String measures() {
        return "what each check costs OPA for an account of 2,000 rows, and how it grows to 20,000 rows a table";
    }

    @Override
    public String bar() {
        return "no check grows faster than its rows";
    }

    @Override
    public void run(Rig rig) throws Exception {
        Pack pack = Stage.pack(rig);
        RowPool pool = new RowPool();
        Organization organization;
        Settings settings;
        try (Stage stage = Stage.set(rig, rig.size(12, 3), rig.size(2_000, 300), Layout.AGGREGATOR)) {
            settings = stage.settings();
            rig.say("  reading it");
            organization = read(rig, stage, pack, pool);
        }
        OpaConfig config = OpaConfig.standard();
        Basis basis = new Basis(
                Expectations.from(settings),
                Exceptions.none(),
                Attestations.none(),
                Instant.parse("2026-11-24T05:00:00Z"));
        try (CheckTimer timer =
                CheckTimer.start(config, new OpaBinary(config, System.getenv()), pack, basis, rig::say)) {
            slowest(rig, pack, pool, organization, timer);
            growth(rig, pack, pool, organization, timer);
        }
    }

    private static Organization read(Rig rig, Stage stage, Pack pack, RowPool pool) throws Exception {
        Settings settings = stage.settings();
        SteampipeConfig steampipe = SteampipeConfig.from(settings);
        AwsConfig aws = AwsConfig.from(settings);
        Expectations expectations = Expectations.from(settings);
        try (Collector collector = Collector.open(
                steampipe,
                aws,
                SiemQuestionsConfig.NONE,
                pack,
                OwnFacts.NONE,
                expectations.tagKeys(),
                Clock.systemUTC(),
                () -> 0.5)) {
            Universe universe = collector.universe(pool);
            collector.collectOrganization(universe.organization(), pool);
            List<Account> accounts = universe.organization().accounts();
            for (Account account : accounts.subList(0, Math.min(accounts.size(), rig.size(6, 3)))) {
                collector.collect(account, pool);
            }
            return universe.organization();
        }
    }

    private static Account subject(Organization organization) {
        return organization.accounts().stream()
                .filter(account -> account.connection() != null && !account.management())
                .findFirst()
                .orElse(organization.accounts().get(0));
    }

    private static void slowest(Rig rig, Pack pack, RowPool pool, Organization organization, CheckTimer timer)
            throws Exception {
        rig.say("  each check alone, with the rows of one account");
        Map<String, Samples> millis = new TreeMap<>();
        double sum = 0;
        for (CheckSpec check : pack.checks()) {
            List<Double> times = new ArrayList<>();
            for (int run = 0; run < rig.size(rig.runs(), 1); run++) {
                Optional<Duration> time = timer.decide(check, subject(organization), organization, pool, LONGEST);
                times.add(time.orElse(LONGEST).toNanos() / 1e6);
            }
            Samples samples = new Samples(times);
            millis.put(check.id().value(), samples);
            sum += samples.median();
        }
        rig.print("  all %d     %.0f ms for one account, each check asked alone", millis.size(), sum);
        millis.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Samples> entry) ->
                                entry.getValue().median())
                        .reversed())
                .limit(SLOWEST)
                .forEach(entry ->
                        rig.print("  slowest    %s ms  %s", entry.getValue().text("%.1f"), entry.getKey()));
    }

    private static void growth(Rig rig, Pack pack, RowPool pool, Organization organization, CheckTimer timer)
            throws Exception {
        int large = rig.size(20_000, 80);
        List<Growth> steep = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        int number = 0;
        for (CheckSpec check : pack.checks()) {
            Growth growth;
            try {
                growth = grow(check, pack, pool, organization, timer, large);
                for (int i = 0; i < DOUBTS && growth.ended() && growth.isSteep(); i++) {
                    growth = growth.or(grow(check, pack, pool, organization, timer, large));
                }
            } catch (IOException e) {
                rig.print("  error      %s", String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
                continue;
            }
            if (growth.rows() == 0) {
                empty.add(check.id().value());
            }
            if (growth.isSteep()) {
                steep.add(growth);
            }
            number++;
            if (number % 20 == 0) {
                rig.say("  " + number + " of " + pack.checks().size() + " checks grown");
            }
        }
        rig.print(
                "  steep      %d of %d checks grow faster than their rows, %,d to %,d rows a table   bar 0: %s",
                steep.size(), pack.checks().size(), large / GROWTH, large, rig.verdict(steep.isEmpty()));
        for (Growth growth : steep) {
            rig.print(
                    "             %s: %,d ms to %s ms, exponent %.1f",
                    growth.check().id(),
                    growth.before().toMillis(),
                    growth.ended()
                            ? String.format("%,d", growth.after().toMillis())
                            : "more than " + LONGEST.toMillis(),
                    growth.exponent());
            for (QueryId table : growth.check().inventory()) {
                Growth alone = growOne(growth.check(), table, pack, pool, organization, timer, large);
                rig.print(
                        "               only %s grown: %,d ms to %,d ms, exponent %.1f",
                        table, alone.before().toMillis(), alone.after().toMillis(), alone.exponent());
            }
        }
        if (!empty.isEmpty()) {
            rig.print("  not grown  %d checks, for want of rows: %s", empty.size(), String.join(", ", empty));
        }
    }

    private static Growth grow(
            CheckSpec check, Pack pack, RowPool pool, Organization organization, CheckTimer timer, int large)
            throws Exception {
        return measure(
                check, organization, timer, wanted(check, pack, large / GROWTH), wanted(check, pack, large), pool);
    }

    private static Growth growOne(
            CheckSpec check,
            QueryId table,
            Pack pack,
            RowPool pool,
            Organization organization,
            CheckTimer timer,
            int large)
            throws Exception {
        Map<QueryId, Integer> before = wanted(check, pack, large / GROWTH);
        before.keySet().retainAll(List.of(table));
        Map<QueryId, Integer> after = wanted(check, pack, large);
        after.keySet().retainAll(List.of(table));
        return measure(check, organization, timer, before, after, pool);
    }

    /** Tables of the organization have a row an account, and no organization has 20,000. */
    private static Map<QueryId, Integer> wanted(CheckSpec check, Pack pack, int rows) {
        Map<QueryId, Integer> wanted = new TreeMap<>();
        for (QueryId id : check.inventory()) {
            boolean wide = pack.query(id).map(QuerySpec::scope).orElse(Scope.ACCOUNT) == Scope.ORGANIZATION;
            wanted.put(id, wide ? Math.max(4, rows / 20) : rows);
        }
        return wanted;
    }

    private static Growth measure(
            CheckSpec check,
            Organization organization,
            CheckTimer timer,
            Map<QueryId, Integer> before,
            Map<QueryId, Integer> after,
            RowPool pool)
            throws Exception {
        Optional<Duration> small =
                timer.decide(check, subject(organization), organization, pool.grown(before), LONGEST);
        RowPool large = pool.grown(after);
        Optional<Duration> grown = timer.decide(check, subject(organization), organization, large, LONGEST);
        return new Growth(
                check, small.orElse(LONGEST), grown.orElse(LONGEST), grown.isPresent(), large.rows(after.keySet()));
    }
}
