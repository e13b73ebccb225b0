package io.muster.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of its own, watched while it runs: the CPU time of each program below it, and the most memory of itself. */
final class Child {

    private static final long LOOK_MILLIS = 50;

    private Child() {}

    /**
     * What a process cost.
     *
     * @param cpu by the name of the program, its children included
     * @param peakMegabytes of the process alone
     */
    record Cost(int exitCode, Duration wall, Map<String, Duration> cpu, long peakMegabytes) {

        Cost {
            cpu = Map.copyOf(cpu);
        }

        double seconds() {
            return wall.toNanos() / 1e9;
        }

        /** CPU seconds of all programs with this name. */
        double cpuSeconds(String program) {
            return cpu.getOrDefault(program, Duration.ZERO).toNanos() / 1e9;
        }
    }

    /** A JVM with the classes of this one. */
    static ProcessBuilder java(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.add("-Duser.timezone=UTC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Runs a program to its end; what it prints goes to a file. */
    static Cost run(ProcessBuilder program, File output, Duration atMost) throws IOException, InterruptedException {
        program.redirectErrorStream(true).redirectOutput(output).redirectInput(new File("/dev/null"));
        long started = System.nanoTime();
        Process process = program.start();
        Map<Long, Duration> cpu = new ConcurrentHashMap<>();
        Map<Long, String> names = new ConcurrentHashMap<>();
        long peak = 0;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .forEach(each -> note(each, cpu, names));
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
        Map<String, Duration> byName = new TreeMap<>();
        cpu.forEach((pid, time) -> byName.merge(names.getOrDefault(pid, "?"), time, Duration::plus));
        return new Cost(process.exitValue(), wall, byName, peak);
    }

    private static void note(ProcessHandle process, Map<Long, Duration> cpu, Map<Long, String> names) {
        process.info().totalCpuDuration().ifPresent(time -> cpu.put(process.pid(), time));
        process.info()
                .command()
                .ifPresent(path -> names.put(process.pid(), path.substring(path.lastIndexOf(File.separatorChar) + 1)));
    }
}
