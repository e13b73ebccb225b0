package io.muster.bench;

import io.muster.problem.ProblemException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster bench}: measures what Muster promises to hold, and prints what can be pasted into a note. */
@Command(
        name = "muster bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures speed and size against the bars that Muster promises to hold.%n%n"
                + "Every comparison is interleaved (reference, subject, reference, subject …) and printed ratio first:%n"
                + "the median of all runs and, in parentheses, the least and the most. The seed is fixed, so two runs do%n"
                + "the same work. Close everything else first: whatever runs beside it is measured as well.%n")
public final class Main implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream log;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which benchmarks (default: all usual ones).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--runs", paramLabel = "N", description = "How often each side is measured (default: 5).")
    private int runs = 5;

    @Option(names = "--quick", description = "Tiny sizes, once: whether everything works. Its times mean nothing.")
    private boolean quick;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where databases go (default: the temporary folder).")
    private Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandLine.Model.CommandSpec spec;

    private Main(PrintStream out, PrintStream log) {
        this.out = out;
        this.log = log;
    }

    /** Runs {@code muster bench}. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream log = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, log, arguments));
    }

    /** Runs it with other streams; the answer is the exit code. */
    static int run(PrintStream out, PrintStream log, String... arguments) {
        CommandLine command = new CommandLine(new Main(out, log));
        command.getCommandSpec().usageMessage().footer(footer()).width(140);
        command.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setErr(new java.io.PrintWriter(log, true, StandardCharsets.UTF_8));
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof ProblemException problem) {
                problem.problems().forEach(each -> log.println("Error: " + each.text()));
            } else {
                e.printStackTrace(log);
            }
            return 1;
        });
        return command.execute(arguments);
    }

    static List<Bench> all() {
        return List.of(
                new RowsBench(),
                AuditBench.tenth(),
                AuditBench.whole(),
                new DeliveryBench(),
                new LookupBench(),
                new StartBench(),
                new ChecksBench());
    }

    private static String footer() {
        StringBuilder text = new StringBuilder("%nBenchmarks:%n");
        for (Bench bench : all()) {
            text.append(String.format("  %-13s %s%%n", bench.name(), bench.measures()));
            text.append(
                    String.format("  %-13s   bar: %s%s%%n", "", bench.bar(), bench.isUsual() ? "" : "; only by name"));
        }
        text.append("%nExample: muster bench delivery lookup --runs 7%n");
        return text.toString();
    }

    @Override
    public Integer call() throws Exception {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs must be 1 or more");
        }
        List<Bench> chosen = chosen();
        Path home =
                Path.of(System.getProperty("muster.home", ".")).toAbsolutePath().normalize();
        out.println("muster bench" + (quick ? " --quick" : " --runs " + runs) + " · " + Machine.described(home));
        for (Bench bench : chosen) {
            out.println();
            out.println(bench.name() + ": " + bench.measures());
            run(bench, home);
        }
        return 0;
    }

    private void run(Bench bench, Path home) throws Exception {
        Path folder = folder(scratch);
        long started = System.nanoTime();
        try {
            bench.run(new Rig(runs, quick, folder, programs(), home, out, log));
        } finally {
            Rig.delete(folder);
        }
        out.printf(
                "  took       %d s, load %.2f at the end%n",
                (System.nanoTime() - started) / 1_000_000_000, Machine.load());
    }

    private static Path folder(Path parent) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(parent).toAbsolutePath(), "muster-bench-");
    }

    private Path programs() throws IOException {
        return Files.createDirectories(scratch.toAbsolutePath().resolve("muster-bench-programs"));
    }

    private List<Bench> chosen() {
        List<Bench> all = all();
        List<String> known = all.stream().map(Bench::name).collect(Collectors.toList());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no benchmark '" + name + "'. There are: " + String.join(", ", known) + ".");
            }
        }
        return all.stream()
                .filter(bench -> names.isEmpty() ? bench.isUsual() : names.contains(bench.name()))
                .collect(Collectors.toList());
    }
}
