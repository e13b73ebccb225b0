package io.muster.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of its own, watched while it runs: the CPU time of all programs, the most memory of itself, its milestones. */
final class Child {

    private static final long LOOK_MILLIS = 50;
    private static final int MOST_STEPS = 12;

    private Child() {}

    /** A line that a process printed, and when. */
    record Step(double seconds, String text) {}

    /**
     * What a process cost.
     *
     * @param cpu by the name of the program, of everything that this process has started, however indirectly
     * @param peakMegabytes of the process alone
     * @param steps what it printed first of all
     */
    record Cost(int exitCode, Duration wall, Map<String, Duration> cpu, long peakMegabytes, List<Step> steps) {

        Cost {
            cpu = Map.copyOf(cpu);
            steps = List.copyOf(steps);
        }

        double seconds() {
            return wall.toNanos() / 1e9;
        }

        /** CPU seconds of all programs with this name. */
        double cpuSeconds(String program) {
            return cpu.getOrDefault(program, Duration.ZERO).toNanos() / 1e9;
        }

        double cpuSeconds() {
            return cpu.values().stream()
                    .mapToDouble(each -> each.toNanos() / 1e9)
                    .sum();
        }
    }

    /** What {@code MUSTER_JAVA_OPTIONS} says, as for the launcher; to record a profile, for one. */
    static List<String> moreOptions() {
        String options = System.getenv().getOrDefault("MUSTER_JAVA_OPTIONS", "");
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }

    /** A JVM with the classes of this one. */
    static ProcessBuilder java(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.add("-Duser.timezone=UTC");
        command.add("-cp");
        command.add(classPath());
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** The child may run in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a program to its end; what it prints goes to a file as well. */
    static Cost run(ProcessBuilder program, File output, Duration atMost) throws IOException, InterruptedException {
        return run(program, output, atMost, List.of());
    }

    /** The same, and what it costs servers that were there before. */
    static Cost run(ProcessBuilder program, File output, Duration atMost, List<ProcessHandle> servers)
            throws IOException, InterruptedException {
        Watch watch = new Watch(servers);
        long started = System.nanoTime();
        Process process = program.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        List<Step> steps = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> copy(process, output, started, steps), "bench-output");
        reader.setDaemon(true);
        reader.start();
        long peak = 0;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                watch.look();
                peak = Math.max(peak, Machine.peakMegabytes(process.pid()));
                if (System.nanoTime() - started > atMost.toNanos()) {
                    throw new IOException("it did not end within " + atMost + "; its output is in " + output);
                }
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - started);
        reader.join(5_000);
        watch.look();
        return new Cost(process.exitValue(), wall, watch.byProgram(), peak, steps);
    }

    private static void copy(Process process, File output, long started, List<Step> steps) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintStream file = new PrintStream(output, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                file.println(line);
                boolean milestone = !line.isBlank() && Character.isLowerCase(line.charAt(0));
                if (milestone && steps.size() < MOST_STEPS) {
                    steps.add(new Step((System.nanoTime() - started) / 1e9, line.strip()));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            steps.add(new Step(0, "its output could not be read: " + e.getMessage()));
        }
    }

    /** Adds up the CPU time of all processes below this one, those that were there before only from now on. */
    private static final class Watch {

        private final Map<Long, Duration> before = new HashMap<>();
        private final Map<Long, Duration> latest = new HashMap<>();
        private final Map<Long, String> programs = new HashMap<>();

        private final List<ProcessHandle> servers;

        Watch(List<ProcessHandle> servers) {
            this.servers = List.copyOf(servers);
            look();
            before.putAll(latest);
        }

        void look() {
            ProcessHandle.current().descendants().forEach(this::note);
            servers.forEach(server -> {
                note(server);
                server.children().forEach(this::note);
            });
        }

        private void note(ProcessHandle process) {
            ProcessHandle.Info info = process.info();
            info.totalCpuDuration().ifPresent(time -> latest.put(process.pid(), time));
            info.command()
                    .ifPresent(path ->
                            programs.put(process.pid(), path.substring(path.lastIndexOf(File.separatorChar) + 1)));
        }

        Map<String, Duration> byProgram() {
            Map<String, Duration> sums = new TreeMap<>();
            latest.forEach((pid, time) -> sums.merge(
                    programs.getOrDefault(pid, "other"),
                    time.minus(before.getOrDefault(pid, Duration.ZERO)),
                    Duration::plus));
            return sums;
        }
    }
}
