package io.muster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moto server: AWS for tests, with several accounts, from a virtual environment that the build makes. */
public final class Moto implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:[0-9]+)");

    private final Process process;
    private final URI url;

    private Moto(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one on a free port; the test fails where there is no Python, and says so. */
    public static Moto start() throws IOException {
        Path programs = PythonTools.programs("moto", "moto==5.2.5", "flask==3.1.2", "flask-cors==6.0.1");
        ProcessBuilder builder = new ProcessBuilder(
                programs.resolve("python").toString(), "-m", "moto.server", "-H", "127.0.0.1", "-p", "0");
        builder.environment().put("PYTHONUNBUFFERED", "1");
        Process process = builder.redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        CompletableFuture<URI> running = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, running), "moto-output");
        reader.setDaemon(true);
        reader.start();
        try {
            Moto moto = new Moto(process, running.get(300, TimeUnit.SECONDS));
            moto.post("/moto-api/seed?a=1");
            return moto;
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("moto did not start", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** To its end, since a full pipe would hold the server. */
    private static void read(Process process, CompletableFuture<URI> running) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = RUNNING.matcher(line);
                if (matcher.find()) {
                    running.complete(URI.create(matcher.group(1)));
                }
            }
            running.completeExceptionally(new IOException("moto ended"));
        } catch (IOException e) {
            running.completeExceptionally(e);
        }
    }

    public URI url() {
        return url;
    }

    /** Forgets all accounts and what is in them; ids are drawn anew, and the same ones in each run of a test. */
    public void reset() throws IOException {
        post("/moto-api/reset");
        post("/moto-api/seed?a=1");
    }

    private void post(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) url.resolve(path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setReadTimeout(60_000);
        if (connection.getResponseCode() != 200) {
            throw new IOException("moto answers " + connection.getResponseCode() + " to " + path);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
