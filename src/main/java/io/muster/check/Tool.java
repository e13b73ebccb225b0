package io.muster.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a command that ends by itself, and hands back what it said. */
final class Tool {

    /** Exit code, standard output, standard error. */
    record Result(int exit, String out, String err) {}

    private Tool() {}

    /**
     * Runs the command with exactly this environment; one that takes longer than allowed is killed and is an
     * {@link IOException}, as is one that cannot be started.
     */
    static Result run(List<String> command, @Nullable Path folder, Map<String, String> environment, Duration allowed)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder == null ? null : folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Tool::start);
            CompletableFuture<String> err =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Tool::start);
            if (!process.waitFor(allowed.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("'" + command.get(0) + "' did not end within " + allowed.toSeconds() + " s");
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while a command ran");
            cancelled.initCause(e);
            throw cancelled;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A thread of its own, since a common one that is busy elsewhere would let the command block on a full pipe. */
    private static void start(Runnable reading) {
        Thread thread = new Thread(reading, "command-output");
        thread.setDaemon(true);
        thread.start();
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
