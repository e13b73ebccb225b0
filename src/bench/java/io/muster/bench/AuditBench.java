package io.muster.bench;

import io.muster.demo.world.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whole audits as a process of their own with a heap of 512 MB: the wall time, whose CPU time it was, and the memory. */
final class AuditBench implements Bench {

    private static final int WANTED_ACCOUNTS = 1_000;
    /** What the world is asked for; with what it needs besides, 1,000 accounts have about 2,000,000 rows. */
    private static final int ROWS_OF_EACH = 1_600;

    private static final Duration BAR = Duration.ofMinutes(5);
    private static final double MOST_OPA = 0.5;

    /** Done, done with failures, done with unknowns: the demo's organization has both. */
    private static final Set<Integer> DONE = Set.of(0, 3, 4);

    private final String name;
    private final int accounts;

    private AuditBench(String name, int accounts) {
        this.name = name;
        this.accounts = accounts;
    }

    /** A tenth of the organization, several times. */
    static Bench tenth() {
        return new AuditBench("audit", WANTED_ACCOUNTS / 10);
    }

    /** All of it, once. */
    static Bench whole() {
        return new AuditBench("organization", WANTED_ACCOUNTS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String measures() {
        return isWhole()
                ? "a whole audit of 1,000 accounts and 2,000,000 rows with every check, once, heap 512 MB"
                : "whole audits of 100 accounts with 2,000 rows each and every check, heap 512 MB, extrapolated to 1,000";
    }

    @Override
    public String bar() {
        return "1,000 accounts in 5 minutes, at most half of it for OPA";
    }

    @Override
    public boolean isUsual() {
        return !isWhole();
    }

    private boolean isWhole() {
        return accounts == WANTED_ACCOUNTS;
    }

    @Override
    public void run(Rig rig) throws Exception {
        int asked = rig.size(accounts, 3);
        try (Stage stage = Stage.set(rig, asked, rig.size(ROWS_OF_EACH, 300), Layout.AGGREGATOR)) {
            List<Child.Cost> costs = new ArrayList<>();
            int rounds = rig.quick() || isWhole() ? 1 : rig.runs();
            for (int round = 1; round <= rounds; round++) {
                Child.Cost cost = audit(rig, stage, round);
                rig.say(String.format("  round %d of %d: %.1f s, CPU %s", round, rounds, cost.seconds(), cost.cpu()));
                costs.add(cost);
            }
            print(rig, stage, asked, costs);
        }
    }

    private static Child.Cost audit(Rig rig, Stage stage, int round) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(rig.scratch().resolve("audit-" + round));
        Files.writeString(folder.resolve("muster.yaml"), stage.yaml());
        List<String> options =
                new ArrayList<>(List.of("-Xmx512m", "-XX:+UseParallelGC", "-Dmuster.home=" + rig.home()));
        options.addAll(Child.moreOptions());
        ProcessBuilder program =
                Child.java(options, "io.muster.cli.Main", List.of("audit")).directory(folder.toFile());
        Path output = folder.resolve("output.txt");
        Child.Cost cost = Child.run(program, output.toFile(), Duration.ofMinutes(30), stage.server());
        if (!DONE.contains(cost.exitCode())) {
            throw new IOException("the audit ended with " + cost.exitCode() + ":\n"
                    + Files.readString(output, StandardCharsets.UTF_8));
        }
        Rig.delete(folder);
        return cost;
    }

    private void print(Rig rig, Stage stage, int asked, List<Child.Cost> costs) {
        Samples seconds = samples(costs, Child.Cost::seconds);
        Samples opa = samples(costs, cost -> cost.cpuSeconds("opa"));
        Samples share = samples(costs, cost -> cost.cpuSeconds("opa") / cost.cpuSeconds());
        double scaled = seconds.median() * WANTED_ACCOUNTS / asked;
        rig.print(
                "  OPA        %s of all CPU time   bar 0.50: %s",
                share.text("%.2f"), rig.verdict(share.median() <= MOST_OPA));
        rig.print("  audit      %s s   %,d accounts, %,d rows", seconds.text("%,.1f"), asked, stage.rows());
        rig.print(
                "  %s %,.0f s for %,d accounts   bar %d s: %s",
                asked == WANTED_ACCOUNTS ? "measured  " : "this makes",
                scaled,
                WANTED_ACCOUNTS,
                BAR.toSeconds(),
                rig.verdict(scaled <= BAR.toSeconds()));
        rig.print(
                "  CPU        Muster %s s, OPA %s s, PostgreSQL %s s",
                samples(costs, cost -> cost.cpuSeconds("java")).text("%,.1f"),
                opa.text("%,.1f"),
                samples(costs, cost -> cost.cpuSeconds("postgres")).text("%,.1f"));
        rig.print(
                "  memory     %s MB resident at most, with -Xmx512m",
                samples(costs, cost -> (double) cost.peakMegabytes()).text("%,.0f"));
        costs.get(costs.size() - 1).steps().forEach(step -> rig.print("  %6.1f s   %s", step.seconds(), step.text()));
    }

    private interface Part {
        double of(Child.Cost cost);
    }

    private static Samples samples(List<Child.Cost> costs, Part part) {
        return new Samples(costs.stream().map(part::of).toList());
    }
}
