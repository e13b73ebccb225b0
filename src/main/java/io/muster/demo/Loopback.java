package io.muster.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a free port of loopback, with threads of its own that end with it. */
final class Loopback implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private Loopback(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Takes a port, at which nobody answers yet; {@code what} is whom it plays, such as "AWS". */
    static Loopback open(String what, int threads) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
                Thread thread = new Thread(task, "demo-" + what);
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(pool);
            return new Loopback(server, pool);
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The demo's " + what + " did not start.",
                    FileFailure.why(e),
                    "look whether programs may listen on 127.0.0.1",
                    e);
        }
    }

    /** Answers from now on. */
    void answer(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The pairs of a form or of a query, decoded; the last of a name wins. */
    static Map<String, String> pairs(@Nullable String text) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
