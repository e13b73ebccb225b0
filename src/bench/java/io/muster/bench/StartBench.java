package io.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whole processes as a person starts them: the help, and the demo. */
final class StartBench implements Bench {

    private static final double MOST_HELP_SECONDS = 0.6;
    private static final double MOST_DEMO_SECONDS = 60;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String measures() {
        return "`./muster --help` against a JVM that only says its version, and `./muster demo`, as whole processes";
    }

    @Override
    public String bar() {
        return "--help in 0.6 s, demo in 60 s";
    }

    @Override
    public void run(Rig rig) throws Exception {
        if (!Files.isRegularFile(rig.home().resolve("target").resolve("muster.jar"))) {
            rig.print("  left out   there is no 'target/muster.jar'");
            return;
        }
        Rig.Pair help = rig.compare(
                () -> seconds(rig, List.of(java(), "-version"), Set.of(0)),
                () -> seconds(rig, List.of(launcher(rig), "--help"), Set.of(0)));
        Samples seconds = help.subject();
        rig.print(
                "  --help     %s s   bar 0.6 s: %s",
                seconds.text("%.2f"), rig.verdict(seconds.median() <= MOST_HELP_SECONDS));
        rig.print(
                "             %s times a JVM that only says its version, %s s",
                help.ratio().text("%.1f"), help.reference().text("%.2f"));
        List<Double> demos = new ArrayList<>();
        int rounds = rig.quick() ? 1 : rig.runs();
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createDirectories(rig.scratch().resolve("demo-" + round));
            List<String> demo = new ArrayList<>(List.of(launcher(rig), "demo", "--directory", folder.toString()));
            if (rig.quick()) {
                demo.addAll(List.of("--accounts", "3", "--rows", "100"));
            }
            demos.add(seconds(rig, demo, Set.of(0, 3, 4)));
            rig.say(String.format("  demo: %.1f s", demos.get(round)));
        }
        Samples demo = new Samples(demos);
        rig.print(
                "  demo       %s s   bar 60 s: %s", demo.text("%.1f"), rig.verdict(demo.median() <= MOST_DEMO_SECONDS));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String launcher(Rig rig) {
        return rig.home().resolve("muster").toString();
    }

    private static double seconds(Rig rig, List<String> command, Set<Integer> expected)
            throws IOException, InterruptedException {
        Path output = rig.scratch().resolve("output.txt");
        Child.Cost cost = Child.run(
                new ProcessBuilder(command).directory(rig.scratch().toFile()), output.toFile(), Duration.ofMinutes(10));
        if (!expected.contains(cost.exitCode())) {
            throw new IOException(command + " ended with " + cost.exitCode() + ":\n" + Files.readString(output));
        }
        return cost.seconds();
    }
}
