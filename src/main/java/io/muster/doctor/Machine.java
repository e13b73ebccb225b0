package io.muster.doctor;

import io.muster.problem.Diagnosis;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Examines what Muster stands on: the JDK, the disk, the clock, and the rights of files with secrets. */
public final class Machine {

    private static final int OLDEST_JAVA = 17;
    private static final long SMALLEST_HEAP = 500L << 20;
    private static final long FULL = 200L << 20;
    private static final long NEARLY_FULL = 2L << 30;
    private static final Duration BAD_SKEW = Duration.ofMinutes(5);
    private static final Duration NOTABLE_SKEW = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 10_000;

    private Machine() {}

    /** The Java that runs. */
    public static List<Diagnosis> java(Runtime.Version version, long heap) {
        String text = "Java " + version.feature() + ", heap of at most " + size(heap) + ".";
        if (version.feature() < OLDEST_JAVA) {
            return List.of(Diagnosis.broken("java", text, "install a JDK 17 or newer"));
        }
        return List.of(
                heap < SMALLEST_HEAP
                        ? Diagnosis.warning("java", text, "give it 512 MB or more: MUSTER_JAVA_OPTIONS=-Xmx512m")
                        : Diagnosis.ok("java", text));
    }

    /** The room below folders, which need not be there yet. */
    public static List<Diagnosis> disk(List<Path> folders) throws IOException {
        List<Diagnosis> found = new ArrayList<>();
        Set<String> stores = new TreeSet<>();
        for (Path folder : folders) {
            Path real = existing(folder.toAbsolutePath().normalize());
            if (!Files.isWritable(real)) {
                found.add(Diagnosis.broken("disk", "Nothing can be written into '" + real + "'.", "change its rights"));
                continue;
            }
            if (stores.add(Files.getFileStore(real).toString())) {
                found.add(room(real, Files.getFileStore(real).getUsableSpace()));
            }
        }
        return List.copyOf(found);
    }

    static Diagnosis room(Path folder, long free) {
        String text = size(free) + " free at '" + folder + "'.";
        if (free < FULL) {
            return Diagnosis.broken("disk", text, "make room, or shorten state.retention");
        }
        return free < NEARLY_FULL
                ? Diagnosis.warning("disk", text, "make room, or shorten state.retention")
                : Diagnosis.ok("disk", text);
    }

    private static Path existing(Path folder) {
        Path here = folder;
        while (!Files.exists(here) && here.getParent() != null) {
            here = here.getParent();
        }
        return here;
    }

    /** The clock, against what a server says the time is. */
    public static List<Diagnosis> clock(Clock clock, List<URI> servers) {
        List<Diagnosis> found = new ArrayList<>();
        for (URI server : servers) {
            String host = server.getHost();
            try {
                Instant before = clock.instant();
                HttpURLConnection connection =
                        (HttpURLConnection) server.toURL().openConnection();
                connection.setConnectTimeout(PATIENCE_MILLIS);
                connection.setReadTimeout(PATIENCE_MILLIS);
                connection.setRequestMethod("HEAD");
                connection.setInstanceFollowRedirects(false);
                connection.getResponseCode();
                long date = connection.getDate();
                connection.disconnect();
                if (date != 0) {
                    found.add(skew(host, Duration.between(before, Instant.ofEpochMilli(date))));
                }
            } catch (IOException e) {
                found.add(Diagnosis.warning(
                        "clock",
                        "The clock could not be compared with " + host + ": "
                                + e.getClass().getSimpleName() + ": " + e.getMessage() + ".",
                        "check the network and the proxy"));
            }
        }
        return found.isEmpty() ? List.of(Diagnosis.ok("clock", "No server to compare it with.")) : found;
    }

    static Diagnosis skew(String host, Duration ahead) {
        Duration skew = ahead.abs();
        String text = "It is " + skew.toSeconds() + " s " + (ahead.isNegative() ? "ahead of " : "behind ") + host + ".";
        if (skew.compareTo(BAD_SKEW) >= 0) {
            return Diagnosis.broken("clock", text + " AWS refuses what is signed so.", "set the clock by NTP");
        }
        return skew.compareTo(NOTABLE_SKEW) >= 0
                ? Diagnosis.warning("clock", text, "set the clock by NTP")
                : Diagnosis.ok("clock", "It agrees with " + host + ".");
    }

    /** Files that hold secrets, and who may read them. */
    public static List<Diagnosis> secrets(List<Path> files) throws IOException {
        List<Diagnosis> found = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                found.add(Diagnosis.broken(
                        "secrets", "'" + file + "' is named as a file with a secret, and is none.", "create it"));
                continue;
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.GROUP_READ)) {
                found.add(Diagnosis.warning(
                        "secrets", "'" + file + "' holds a secret that others may read.", "chmod 600 " + file));
            } else {
                found.add(Diagnosis.ok("secrets", "'" + file + "' is for its owner only."));
            }
        }
        return List.copyOf(found);
    }

    private static String size(long bytes) {
        return bytes >= 10L << 30 ? (bytes >> 30) + " GB" : (bytes >> 20) + " MB";
    }
}
