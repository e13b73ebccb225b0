package io.muster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.muster.catalog.Pack;
import io.muster.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OPA that records what it is asked and answers what a test wants. */
final class FakeOpa implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer to a request. */
    record Canned(int status, String body) {}

    /** A request as it came. */
    record Asked(
            String path,
            @Nullable String authorization,
            @Nullable String length,
            String body) {

        JsonNode input() {
            return json(body).path("input");
        }

        List<String> asks() {
            List<String> asks = new ArrayList<>();
            input().path("ask").forEach(ask -> asks.add(ask.asText()));
            return asks;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Map<String, Function<JsonNode, String>> answers = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<Asked, @Nullable Canned> special = request -> null;
    private volatile Canned policies = new Canned(0, "");
    private volatile String version = OpaConfig.DEFAULT_VERSION;

    FakeOpa(Pack pack) {
        try {
            for (Pack.PolicyFile file : pack.policyFiles()) {
                modules.put(file.path(), PackFolder.read(file.file()));
            }
            try (InputStream entry = FakeOpa.class.getResourceAsStream("/muster/muster.rego")) {
                modules.put("muster/muster.rego", new String(entry.readAllBytes(), StandardCharsets.UTF_8));
            }
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/policies", this::showPolicies);
        server.createContext("/v1/data/muster/decide", this::decide);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    OpaConfig config() {
        return config(Duration.ofSeconds(30));
    }

    OpaConfig config(Duration timeout) {
        return new OpaConfig(url(), new Secret("open sesame"), OpaConfig.DEFAULT_VERSION, timeout, null, 2);
    }

    Checker checker(Pack pack) {
        return checker(pack, World.basis());
    }

    Checker checker(Pack pack, Basis basis) {
        return Checker.start(config(), new OpaBinary(config(), Map.of()), pack, basis, line -> {});
    }

    /** The check answers these findings, written as JSON. */
    FakeOpa answer(String check, String findings) {
        answers.put("logging/" + check, input -> findings);
        return this;
    }

    /** Answers before anything else where it does not give null. */
    FakeOpa specially(Function<Asked, @Nullable Canned> answer) {
        special = answer;
        return this;
    }

    FakeOpa showing(int status, String body) {
        policies = new Canned(status, body);
        return this;
    }

    FakeOpa module(String path, String text) {
        modules.put(path, text);
        return this;
    }

    FakeOpa without(String path) {
        modules.remove(path);
        return this;
    }

    FakeOpa version(String other) {
        version = other;
        return this;
    }

    /** The decisions that were asked for, without the question for the version. */
    List<Asked> asked() {
        synchronized (asked) {
            return asked.stream().filter(request -> !request.asks().isEmpty()).collect(Collectors.toList());
        }
    }

    /** Holds the answer back until the server is closed. */
    Canned never() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Canned(200, "{}");
    }

    private void showPolicies(HttpExchange exchange) throws IOException {
        if (policies.status() != 0) {
            send(exchange, policies);
            return;
        }
        ObjectNode body = JSON.createObjectNode();
        ArrayNode result = body.putArray("result");
        modules.forEach((path, text) -> {
            ObjectNode module = result.addObject().put("id", path).put("raw", text);
            ArrayNode terms = module.putObject("ast").putObject("package").putArray("path");
            terms.addObject().put("type", "var").put("value", "data");
            for (String part : Policies.packageOf(text).split("\\.")) {
                terms.addObject().put("type", "string").put("value", part);
            }
        });
        send(exchange, new Canned(200, body.toString()));
    }

    private void decide(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Length"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        @Nullable Canned canned = request.asks().isEmpty() ? null : special.apply(request);
        send(exchange, canned == null ? decision(request) : canned);
    }

    private Canned decision(Asked request) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("provenance").put("version", version);
        body.putObject("metrics").put("timer_rego_input_parse_ns", 3).put("timer_rego_query_eval_ns", 4);
        ObjectNode result = body.putObject("result");
        for (String ask : request.asks()) {
            if (answers.containsKey(ask)) {
                result.set(ask, json(answers.get(ask).apply(request.input())));
            }
        }
        return new Canned(200, body.toString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, Canned canned) throws IOException {
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(canned.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
