package io.muster.collect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives the answers that it was told, one after the other, and keeps what it was asked. */
final class Canned implements AutoCloseable {

    /** One answer. */
    sealed interface Answer {

        /** All of it. */
        record Whole(int status, String body) implements Answer {}

        /** The head of an answer and the first half of its body; then the connection is closed. */
        record Half(String body) implements Answer {}

        /** Nothing, until the server is closed. */
        record Silence() implements Answer {}

        /** The head of an answer, and nothing of its body until the server is closed. */
        record HeadOnly() implements Answer {}
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private Canned(List<Answer> answers) {
        this.answers.addAll(answers);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static Canned of(Answer... answers) {
        return new Canned(List.of(answers));
    }

    static Canned ok(String... bodies) {
        List<Answer> answers = new ArrayList<>();
        for (String body : bodies) {
            answers.add(new Answer.Whole(200, body));
        }
        return new Canned(answers);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it was asked: method, path and body of each request. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Answer answer = next();
            if (answer instanceof Answer.Whole whole) {
                byte[] bytes = whole.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(whole.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } else if (answer instanceof Answer.Half half) {
                byte[] bytes = half.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
            } else if (answer instanceof Answer.HeadOnly) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().flush();
                end.await();
            } else {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
