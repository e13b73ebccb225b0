package io.muster.collect;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Moto, which plays AWS over HTTP: a Python program that is installed once into a virtual environment of its own, in the
 * user's cache.
 */
final class MotoServer implements AutoCloseable {

    private static final List<String> PACKAGES = List.of("moto==5.2.5", "flask==3.1.2", "flask-cors==6.0.1");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final URI uri;

    private MotoServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Installs it if it is not there, starts it, and waits until it answers; an error says what is missing. */
    static MotoServer start() throws IOException, InterruptedException {
        Path program = install();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!server.answers()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("moto does not start; try: " + program + " -H 127.0.0.1 -p " + port);
            }
        }
        return server;
    }

    private boolean answers() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(uri.resolve("/moto-api/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI uri() {
        return uri;
    }

    private static Path install() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "muster-test", "moto-5.2.5");
        Path program = cache.resolve("bin").resolve("moto_server");
        if (Files.isExecutable(program) && Files.exists(cache.resolve("complete"))) {
            return program;
        }
        String python = onPath("python3");
        LoggerFactory.getLogger(MotoServer.class)
                .warn("moto is not here; it is installed from PyPI into '{}' now, once (about a minute)", cache);
        Files.createDirectories(cache);
        run(
                "Debian and Ubuntu have it in the package python3-venv.",
                python,
                "-m",
                "venv",
                "--clear",
                cache.toString());
        String[] pip = {
            cache.resolve("bin").resolve("pip").toString(), "install", "--quiet", "--disable-pip-version-check"
        };
        String[] command = Arrays.copyOf(pip, pip.length + PACKAGES.size());
        for (int i = 0; i < PACKAGES.size(); i++) {
            command[pip.length + i] = PACKAGES.get(i);
        }
        run("It needs PyPI, or a mirror in PIP_INDEX_URL.", command);
        Path mark = Files.createTempFile(cache, "complete", "");
        Files.move(mark, cache.resolve("complete"), StandardCopyOption.REPLACE_EXISTING);
        return program;
    }

    private static String onPath(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new AssertionError("This test asks moto, a Python program, as it would ask AWS, and there is no '" + name
                + "' on PATH. Install Python 3.10 or newer with its module venv.");
    }

    private static void run(String hint, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("This test asks moto, a Python program, as it would ask AWS, and '"
                    + String.join(" ", command) + "' failed. " + hint + "\n" + said);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
