package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command that runs as a process of its own. */
record Child(Process process, Path outFile, Path errFile) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    String err() {
        return read(errFile);
    }

    String out() {
        return read(outFile);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says something on stderr. */
    Child awaitSaying(String text) throws InterruptedException {
        return await(() -> err().contains(text), text);
    }

    Child await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            assertThat(ended && !condition.getAsBoolean())
                    .as("it ended before '%s': %s", what, err())
                    .isFalse();
            assertThat(System.nanoTime()).as("'%s' in time: %s", what, err()).isLessThan(end);
        }
        return this;
    }

    /** Everything that it started, and what those started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** What the terminal does on Ctrl-C. */
    Child interrupt() throws IOException, InterruptedException {
        return signal("INT");
    }

    Child signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
        return this;
    }

    Ran awaitEnd() throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it ends: %s", err()).isTrue();
        return new Ran(process.exitValue(), out(), err());
    }

    /** Waits until none of these processes lives. */
    static void requireGone(List<ProcessHandle> processes) throws Exception {
        Set<ProcessHandle> living = new HashSet<>(processes);
        for (ProcessHandle each : processes) {
            each.onExit().get(60, TimeUnit.SECONDS);
            living.remove(each);
        }
        assertThat(living).isEmpty();
    }
}
