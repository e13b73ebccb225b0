package io.muster.check;

import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Muster's own OPA: a child process on loopback that answers to nobody else and dies with the JVM.
 *
 * <p>The child reads its policies from a private folder and its token from its environment, which holds nothing else that
 * a policy could read. A wrapper of one shell line kills it when its standard input ends, which it does however the JVM
 * ends.
 */
final class OwnOpa implements Opa {

    private static final Logger LOG = LoggerFactory.getLogger(OwnOpa.class);

    private static final String WRAPPER = "exec 3<&0; \"$@\" </dev/null 3<&- & p=$!;"
            + " ( while read -r _; do :; done <&3; kill -9 $p ) 2>/dev/null & w=$!;"
            + " exec 3<&-; wait $p; s=$?; kill $w 2>/dev/null; exit $s";

    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration STOPPING = Duration.ofSeconds(2);
    private static final int PORT_ATTEMPTS = 5;
    private static final int MOST_RESTARTS = 5;
    private static final int LOG_TAIL = 2_000;

    private final Launcher launcher;

    private volatile Running running;
    private volatile Optional<String> down = Optional.empty();

    private OwnOpa(Launcher launcher, Running running) {
        this.launcher = launcher;
        this.running = running;
    }

    private record Running(Process process, OpaClient client, int life) {}

    /** Starts it on the policies below a private folder, and waits until it answers. */
    static OwnOpa start(OpaBinary.Found binary, Path policies, Path log, Meter meter) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Secret token = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        Launcher launcher = new Launcher(binary, policies, log, token, meter);
        try {
            return new OwnOpa(launcher, launcher.launch(0));
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "OPA " + binary.version() + " at '" + binary.path() + "' could not be started.",
                    String.valueOf(e.getMessage()),
                    "run `" + binary.path() + " version`; name another OPA in opa.binary",
                    e);
        }
    }

    @Override
    public Reply ask(String path, RequestBody body, Duration allowed) {
        return running.client().post(path, body, allowed);
    }

    @Override
    public int life() {
        return running.life();
    }

    @Override
    public synchronized boolean revive(int life, String failure) {
        if (down.isPresent()) {
            return false;
        }
        if (running.life() != life || running.process().isAlive()) {
            return true;
        }
        if (life == MOST_RESTARTS) {
            down = Optional.of("OPA ended " + (MOST_RESTARTS + 1) + " times");
            LOG.error("OPA ended again; it is not started any more, all further findings are unknown.");
            return false;
        }
        LOG.warn("OPA ended in the middle of the run ({}); it is started again.", failure);
        launcher.meter().restart();
        try {
            running = launcher.launch(life + 1);
            return true;
        } catch (IOException e) {
            down = Optional.of("OPA ended and could not be started again: " + e.getMessage());
            LOG.error("OPA could not be started again; all further findings are unknown: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public Optional<String> down() {
        return down;
    }

    @Override
    public void confirm() {}

    @Override
    public List<Problem> warnings() {
        return down.stream()
                .map(why -> Problem.of(
                        "Muster's own OPA is gone, so what was not decided before is unknown.",
                        why,
                        "look for the memory that the machine has left; name a larger OPA in opa.url"))
                .toList();
    }

    @Override
    public String description() {
        return launcher.binary().version() + ", own process";
    }

    /** For tests: the wrapper's process. */
    ProcessHandle process() {
        return running.process().toHandle();
    }

    /** For tests: what it serves. */
    Path policies() {
        return launcher.policies();
    }

    /** For tests: where it answers. */
    OpaClient client() {
        return running.client();
    }

    @Override
    public synchronized void close() {
        down = Optional.of("OPA is stopped");
        stop(running.process());
    }

    /** What every start of the child needs. */
    private record Launcher(OpaBinary.Found binary, Path policies, Path log, Secret token, Meter meter) {

        Running launch(int life) throws IOException {
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                Process process = spawn(port);
                OpaClient client = OpaClient.own(URI.create("http://127.0.0.1:" + port), token, meter);
                if (isReady(process, client)) {
                    return new Running(process, client, life);
                }
                String silence = process.isAlive()
                        ? "it did not answer within " + STARTING.toSeconds() + " s"
                        : "it ended at once with code " + process.exitValue();
                stop(process);
                String said = tail();
                if (attempt == PORT_ATTEMPTS || !said.contains("address already in use")) {
                    throw new IOException(said.isBlank() ? silence : said);
                }
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private Process spawn(int port) throws IOException {
            List<String> command = List.of(
                    "/bin/sh",
                    "-c",
                    WRAPPER,
                    "muster-opa",
                    binary.path().toString(),
                    "run",
                    "--server",
                    "--addr",
                    "127.0.0.1:" + port,
                    "--skip-version-check",
                    "--log-level",
                    "error",
                    "--authentication",
                    "token",
                    "--authorization",
                    "basic",
                    "--set",
                    "server.decoding.max_length=2147483647",
                    "checks",
                    "muster");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(policies.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of("MUSTER_OPA_TOKEN", token.reveal(), "GOGC", "400", "GOMEMLIMIT", "1500MiB"));
            return builder.start();
        }

        private static boolean isReady(Process process, OpaClient client) {
            long end = System.nanoTime() + STARTING.toNanos();
            while (System.nanoTime() < end) {
                if (client.get("/health", Duration.ofSeconds(5)) instanceof Reply.Answered answer
                        && answer.status() == 200) {
                    return true;
                }
                if (hasEnded(process, Duration.ofMillis(20))) {
                    return false;
                }
            }
            return false;
        }

        private static boolean hasEnded(Process process, Duration wait) {
            try {
                return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                stop(process);
                Thread.currentThread().interrupt();
                CancellationException cancelled = new CancellationException("interrupted while OPA started");
                cancelled.initCause(e);
                throw cancelled;
            }
        }

        /** The end of what the child wrote, in one line. */
        private String tail() throws IOException {
            String said = Files.readString(log, StandardCharsets.UTF_8);
            String end = said.substring(Math.max(0, said.length() - LOG_TAIL));
            return end.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("", (a, b) -> (a + " " + b).strip());
        }
    }

    /** Ending the standard input is the way to stop it; the rest is for a wrapper that does not. */
    private static void stop(Process process) {
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            LOG.debug("The pipe to OPA was closed already.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
