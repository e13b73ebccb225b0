package io.muster.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** Knows a process of this machine again: by its id and by its start, since ids are used again. */
public final class Processes {

    /**
     * Java works the start out from the time of boot, which the kernel moves whenever the clock is set; each JVM sees it as
     * it was when it began. No id is used again so soon that this would take one process for another.
     */
    private static final long DRIFT_MS = 2_000;

    private Processes() {}

    /** The name of this machine: only of its own processes can anybody say whether they run. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** When a process started, in milliseconds since 1970, give or take what the clock was set by; 0 if nobody tells. */
    public static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether the process with this id is the one that started then, and runs. */
    public static boolean isAlive(long pid, long started) {
        return ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && Math.abs(started(process) - started) <= DRIFT_MS)
                .isPresent();
    }
}
