package io.muster.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The machine that was measured on, and how busy it was. */
final class Machine {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** CPU time of this process so far. */
    static Duration cpu() {
        return Duration.ofNanos(SYSTEM.getProcessCpuTime());
    }

    static double load() {
        return SYSTEM.getSystemLoadAverage();
    }

    /** Two lines for the top of a note. */
    static String described(Path home) {
        return String.format(
                Locale.ENGLISH,
                "%s · commit %s · seed %d%n%d cores · JDK %s · heap %d MB of %d MB · %s %s · load %.2f",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                commit(home),
                Rig.SEED,
                cores(),
                Runtime.version(),
                Runtime.getRuntime().maxMemory() >> 20,
                SYSTEM.getTotalMemorySize() >> 20,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                load());
    }

    private static String commit(Path home) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                    .directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** The most memory that a process had, in MB; 0 where the system does not say. */
    static long peakMegabytes(long process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
