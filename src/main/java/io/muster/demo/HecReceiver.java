package io.muster.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.demo.HecReceiverFaults.Request;
import io.muster.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A Splunk HTTP Event Collector in miniature, faithful in what it takes, what it refuses and what it loses, on loopback.
 *
 * <p>It acknowledges as indexers do, keeps what stands before a bad object, answers 200 to an unknown envelope key and stops
 * there, and can be told to fail in every way that a sender must survive. Where a real one falls back to HTTP/1.0 for a
 * request without User-Agent, this one closes the connection after its answer.
 */
public final class HecReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHANNEL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final long CLOUD_BODY = 5_242_881;
    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(0, "Success"),
            Map.entry(1, "Token disabled"),
            Map.entry(2, "Token is required"),
            Map.entry(3, "Invalid authorization"),
            Map.entry(4, "Invalid token"),
            Map.entry(5, "No data"),
            Map.entry(6, "Invalid data format"),
            Map.entry(7, "Incorrect index"),
            Map.entry(8, "Internal server error"),
            Map.entry(9, "Server is busy"),
            Map.entry(10, "Data channel is missing"),
            Map.entry(11, "Invalid data channel"),
            Map.entry(12, "Event field is required"),
            Map.entry(13, "Event field cannot be blank"),
            Map.entry(14, "ACK is disabled"),
            Map.entry(15, "Error in handling indexed fields"),
            Map.entry(16, "Query string authorization is not enabled"),
            Map.entry(17, "HEC is healthy"),
            Map.entry(18, "HEC is unhealthy, queues are full"),
            Map.entry(19, "HEC is unhealthy, ack service unavailable"),
            Map.entry(20, "HEC is unhealthy, queues are full, ack service unavailable"),
            Map.entry(23, "Server is shutting down"),
            Map.entry(24, "Queue is approaching capacity"),
            Map.entry(25, "ACK channel is approaching capacity"),
            Map.entry(26, "Queue is at capacity"),
            Map.entry(27, "ACK channel is at capacity"),
            Map.entry(28, "Data channel is missing; use sticky sessions on the load balancer"));

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HecReceiverOptions options;
    private final HecReceiverFaults faults;
    private final HecReceiverIndex index;
    private final HecReceiverMemory memory;
    private final ExecutorService threads;
    private final AtomicInteger node = new AtomicInteger(1);
    private final AtomicInteger cookies = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong polls = new AtomicLong();
    private volatile boolean tokenDisabled;
    private HttpServer server;

    private HecReceiver(HecReceiverOptions options, HecReceiverFaults faults, Clock clock) {
        this.options = options;
        this.faults = faults;
        this.index = new HecReceiverIndex(options.keep(), options.file());
        this.memory = new HecReceiverMemory(index, options.indexDelay(), options.idleTimeout(), clock);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "hec-receiver");
            thread.setDaemon(true);
            return thread;
        });
        this.server = listen(options.port());
    }

    /** Starts to listen on loopback. */
    public static HecReceiver start(HecReceiverOptions options, HecReceiverFaults faults, Clock clock) {
        return new HecReceiver(options, faults, clock);
    }

    private HttpServer listen(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer created = create(address, options.tls());
            created.createContext("/", this::handle);
            created.setExecutor(threads);
            created.start();
            return created;
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The HEC receiver could not listen on " + address + ".",
                    String.valueOf(e.getMessage()),
                    "end the program that uses the port, or choose another",
                    e);
        }
    }

    private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** Where it listens, without a path. */
    public URI url() {
        String scheme = options.tls() == null ? "http" : "https";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was indexed so far. */
    public HecReceiverIndex index() {
        memory.settle();
        return index;
    }

    /** How many requests with events came, refused ones included. */
    public long requests() {
        return requests.get();
    }

    /** How many requests for acknowledgements came. */
    public long polls() {
        return polls.get();
    }

    /** Dies and comes back on the same port: accepted events that were not indexed are lost, ids start at 0. */
    public synchronized void crash() {
        int port = server.getAddress().getPort();
        server.stop(0);
        memory.crash();
        node.incrementAndGet();
        server = listen(port);
    }

    /** Refuses the token from now on, or no longer. */
    public void disableToken(boolean disabled) {
        tokenDisabled = disabled;
    }

    /** Stops listening; accepted events are indexed before. */
    @Override
    public synchronized void close() {
        server.stop(0);
        threads.shutdownNow();
        memory.flush();
        index.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (Refusal refusal) {
            answer(exchange, refusal.status, refusal.code, -1, -1, refusal.headers);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        String method = exchange.getRequestMethod();
        if (method.equals("OPTIONS")) {
            exchange.getResponseHeaders().set("Allow", "POST,OPTIONS");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/services/collector", "/services/collector/event", "/services/collector/event/1.0" ->
                post(exchange, method, false);
            case "/services/collector/raw", "/services/collector/raw/1.0" -> post(exchange, method, true);
            case "/services/collector/ack" -> acknowledge(exchange, method);
            case "/services/collector/health", "/services/collector/health/1.0" ->
                answer(exchange, 200, 17, -1, -1, Map.of());
            default -> notFound(exchange, 404);
        }
    }

    private void post(HttpExchange exchange, String method, boolean raw) throws IOException {
        if (!method.equals("POST")) {
            notFound(exchange, 405);
            return;
        }
        requests.incrementAndGet();
        HecReceiverFault fault = next(Request.EVENTS);
        pause(options.latency());
        failBefore(exchange, fault);
        authorize(exchange);
        String encoding = header(exchange, "Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equals("gzip")) {
            html(exchange, 415, "Unsupported Media Type");
            return;
        }
        byte[] body = readBody(exchange, encoding, fault);
        if (body.length > options.maxBody()) {
            html(exchange, 413, "Content Too Large");
            return;
        }
        String channel = channel(exchange);
        checkCapacity(channel);
        refuse(exchange, fault);
        if (options.cloud() && body.length > CLOUD_BODY) {
            answer(exchange, 400, 6, 0, -1, Map.of());
            return;
        }
        HecReceiverBody.Result result = raw
                ? HecReceiverBody.readRaw(body, body.length)
                : HecReceiverBody.read(body, body.length, options.indexes());
        take(exchange, fault, channel, body, result);
    }

    private void take(
            HttpExchange exchange,
            HecReceiverFault fault,
            @Nullable String channel,
            byte[] body,
            HecReceiverBody.Result result)
            throws IOException {
        int warning = warning(channel, fault);
        long ackId = -1;
        if (!result.events().isEmpty()) {
            ackId = memory.accept(body, result.events(), channel, fate(fault));
        }
        failAfter(exchange, fault, channel);
        if (result.code() != 0) {
            answer(exchange, 400, result.code(), result.number(), ackId, Map.of());
            return;
        }
        long shown = fault == HecReceiverFault.NO_ACK_ID ? -1 : ackId;
        answer(exchange, 200, warning, -1, shown, Map.of());
        if (fault == HecReceiverFault.CRASH_AFTER) {
            memory.crash();
            node.incrementAndGet();
        }
    }

    private static HecReceiverMemory.Fate fate(HecReceiverFault fault) {
        if (fault == HecReceiverFault.LOST) {
            return HecReceiverMemory.Fate.LOST;
        }
        return fault == HecReceiverFault.ACK_NEVER
                ? HecReceiverMemory.Fate.INDEXED_WITHOUT_ACK
                : HecReceiverMemory.Fate.INDEXED;
    }

    private void acknowledge(HttpExchange exchange, String method) throws IOException {
        if (!method.equals("POST")) {
            notFound(exchange, 405);
            return;
        }
        polls.incrementAndGet();
        HecReceiverFault fault = next(Request.ACKNOWLEDGEMENTS);
        pause(options.latency());
        failBefore(exchange, fault);
        authorize(exchange);
        if (!options.acknowledge()) {
            throw new Refusal(400, 14);
        }
        String channel = channel(exchange);
        byte[] body = readBody(exchange, header(exchange, "Content-Encoding"), fault);
        refuse(exchange, fault);
        List<Long> ids = ids(body);
        Map<Long, Boolean> answer = memory.acknowledged(channel == null ? "" : channel, ids);
        failAfter(exchange, fault, channel);
        ObjectNode json = JSON.createObjectNode();
        ObjectNode acks = json.putObject("acks");
        answer.forEach((id, confirmed) -> acks.put(Long.toString(id), confirmed));
        send(exchange, 200, "application/json", JSON.writeValueAsBytes(json));
    }

    private static List<Long> ids(byte[] body) throws IOException {
        try {
            JsonNode acks = JSON.readTree(body).path("acks");
            if (!acks.isArray()) {
                throw new Refusal(400, 6);
            }
            List<Long> ids = new ArrayList<>();
            acks.forEach(id -> ids.add(id.asLong()));
            return ids;
        } catch (JsonProcessingException e) {
            throw new Refusal(400, 6);
        }
    }

    private HecReceiverFault next(Request request) {
        synchronized (faults) {
            return faults.next(request);
        }
    }

    /** Faults of the network and of the process, before anything was taken. */
    private void failBefore(HttpExchange exchange, HecReceiverFault fault) throws IOException {
        switch (fault) {
            case RESET_BEFORE -> throw new Reset();
            case RESET_IN_BODY -> {
                long length = Math.max(2, contentLength(exchange));
                exchange.getRequestBody().readNBytes((int) Math.min(Integer.MAX_VALUE, length / 2));
                throw new Reset();
            }
            case HANG_BEFORE -> {
                pause(options.hang());
                throw new Reset();
            }
            case CRASH_BEFORE -> {
                memory.crash();
                node.incrementAndGet();
                throw new Reset();
            }
            default -> {}
        }
    }

    /** Answers that refuse a request as a whole. */
    private void refuse(HttpExchange exchange, HecReceiverFault fault) throws IOException {
        Map<String, String> soon = Map.of("Retry-After", "1");
        switch (fault) {
            case BUSY -> throw new Refusal(503, 9);
            case BUSY_RETRY_AFTER -> throw new Refusal(503, 9, soon);
            case ERROR_BEFORE -> throw new Refusal(500, 8);
            case UNHEALTHY_QUEUES -> throw new Refusal(503, 18);
            case UNHEALTHY_ACK -> throw new Refusal(503, 19);
            case UNHEALTHY_BOTH -> throw new Refusal(503, 20);
            case SHUTTING_DOWN -> throw new Refusal(503, 23);
            case QUEUE_FULL -> throw new Refusal(429, 26);
            case QUEUE_FULL_RETRY_AFTER -> throw new Refusal(429, 26, soon);
            case ACK_FULL -> throw new Refusal(429, 27);
            case TOKEN_UNKNOWN -> throw new Refusal(403, 4);
            case TOKEN_DISABLED -> throw new Refusal(403, 1);
            case UNAUTHORIZED -> throw new Refusal(401, 3);
            case CHANNEL_REFUSED -> throw new Refusal(400, 11);
            case REQUEST_TIMEOUT -> {
                html(exchange, 408, "Request Timeout");
                throw new Reset();
            }
            case BAD_GATEWAY -> {
                html(exchange, 502, "Bad Gateway");
                throw new Reset();
            }
            case NOT_FOUND -> {
                notFound(exchange, 404);
                throw new Reset();
            }
            default -> {}
        }
    }

    /** Faults after a body was taken, before or while the answer is given. */
    private void failAfter(HttpExchange exchange, HecReceiverFault fault, @Nullable String channel) throws IOException {
        switch (fault) {
            case RESET_AFTER -> throw new Reset();
            case RESET_IN_ANSWER -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write("{\"text\":\"Succ".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new Reset();
            }
            case HANG_AFTER -> {
                pause(options.hang());
                throw new Reset();
            }
            case ERROR_AFTER -> throw new Refusal(500, 8);
            case GATEWAY_TIMEOUT -> {
                html(exchange, 504, "Gateway Time-out");
                throw new Reset();
            }
            case GARBAGE -> {
                send(exchange, 200, "text/plain", "OK".getBytes(StandardCharsets.UTF_8));
                throw new Reset();
            }
            case CHANNEL_FORGOTTEN -> memory.forget(channel == null ? "" : channel);
            case MOVED -> {
                memory.forgetAll();
                node.incrementAndGet();
            }
            default -> {}
        }
    }

    private void authorize(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        String header = header(exchange, "Authorization");
        if (header.isEmpty() && query != null && query.contains("token=")) {
            throw query.contains("token=" + options.token()) ? new Refusal(400, 16) : new Refusal(403, 4);
        }
        if (header.isEmpty()) {
            throw new Refusal(401, 2);
        }
        String token = token(header);
        if (!token.equals(options.token())) {
            throw new Refusal(403, 4);
        }
        if (tokenDisabled) {
            throw new Refusal(403, 1);
        }
    }

    private static String token(String header) {
        if (header.startsWith("Splunk ")) {
            return header.substring("Splunk ".length()).strip();
        }
        if (header.startsWith("Basic ")) {
            String plain = decode(header.substring("Basic ".length()).strip());
            return plain.substring(plain.indexOf(':') + 1);
        }
        throw new Refusal(401, 3);
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(401, 3);
        }
    }

    /** The channel of a token that acknowledges; null for any other token. */
    private @Nullable String channel(HttpExchange exchange) {
        String channel = header(exchange, "X-Splunk-Request-Channel");
        String query = exchange.getRequestURI().getQuery();
        if (channel.isEmpty() && query != null && query.contains("channel=")) {
            String rest = query.substring(query.indexOf("channel=") + "channel=".length());
            channel = rest.contains("&") ? rest.substring(0, rest.indexOf('&')) : rest;
        }
        if (!options.acknowledge()) {
            return null;
        }
        if (channel.isEmpty()) {
            throw new Refusal(400, options.cloud() ? 28 : 10);
        }
        if (!CHANNEL.matcher(channel).matches()) {
            throw new Refusal(400, 11);
        }
        if (options.sticky()) {
            requireCookie(exchange);
        }
        return channel.toLowerCase(Locale.ROOT);
    }

    /** As a balancer does, every answer carries a new value of the cookie. */
    private void requireCookie(HttpExchange exchange) {
        boolean present = header(exchange, "Cookie").contains("AWSALB=");
        exchange.getResponseHeaders()
                .add("Set-Cookie", "AWSALB=" + node.get() + "-" + cookies.incrementAndGet() + "; Path=/");
        if (!present) {
            throw new Refusal(400, options.cloud() ? 28 : 10);
        }
    }

    private void checkCapacity(@Nullable String channel) {
        if (memory.waitingBytes() >= options.maxQueuedBytes()) {
            throw options.backpressure() ? new Refusal(429, 26) : new Refusal(503, 9);
        }
        if (channel != null && memory.pendingAcks(channel) >= options.maxPendingAcks()) {
            throw options.backpressure() ? new Refusal(429, 27) : new Refusal(503, 9);
        }
    }

    /** 24 and 25 when a limit is near, 0 otherwise. */
    private int warning(@Nullable String channel, HecReceiverFault fault) {
        if (fault == HecReceiverFault.QUEUE_NEARLY_FULL) {
            return 24;
        }
        if (fault == HecReceiverFault.ACK_NEARLY_FULL) {
            return 25;
        }
        if (!options.backpressure()) {
            return 0;
        }
        if (memory.waitingBytes() >= options.maxQueuedBytes() / 5 * 4) {
            return 24;
        }
        return channel != null && memory.pendingAcks(channel) >= options.maxPendingAcks() / 5 * 4 ? 25 : 0;
    }

    private byte[] readBody(HttpExchange exchange, String encoding, HecReceiverFault fault) throws IOException {
        InputStream input = exchange.getRequestBody();
        if (fault == HecReceiverFault.SLOW_READ) {
            pause(Duration.ofMillis(20));
        }
        int expected = (int) Math.min(1 << 24, Math.max(64, contentLength(exchange)));
        if (encoding.isEmpty()) {
            return readUpTo(input, expected, options.maxBody() + 1, fault);
        }
        try (InputStream unzipped = new GZIPInputStream(input, 1 << 16)) {
            return readUpTo(unzipped, expected * 8, options.maxBody() + 1, fault);
        } catch (ZipException e) {
            throw new Refusal(400, 6);
        }
    }

    private static byte[] readUpTo(InputStream input, int expected, long limit, HecReceiverFault fault)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(expected);
        byte[] buffer = new byte[fault == HecReceiverFault.SLOW_READ ? 4096 : 1 << 16];
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            body.write(buffer, 0, (int) Math.min(read, limit - body.size()));
            if (fault == HecReceiverFault.SLOW_READ) {
                pause(Duration.ofMillis(2));
            }
        }
        return body.toByteArray();
    }

    private static long contentLength(HttpExchange exchange) {
        String length = header(exchange, "Content-Length");
        return length.isEmpty() ? 0 : Long.parseLong(length);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void pause(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Reset();
        }
    }

    private static void answer(
            HttpExchange exchange, int status, int code, int number, long ackId, Map<String, String> headers)
            throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("text", TEXTS.getOrDefault(code, "Unknown"));
        json.put("code", code);
        if (number >= 0) {
            json.put("invalid-event-number", number);
        }
        if (ackId >= 0) {
            json.put("ackId", ackId);
        }
        Headers answer = exchange.getResponseHeaders();
        new HashMap<>(headers).forEach(answer::set);
        send(exchange, status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(json));
    }

    private static void notFound(HttpExchange exchange, int status) throws IOException {
        send(
                exchange,
                status,
                "application/json",
                "{\"text\":\"The requested URL was not found on this server.\",\"code\":404}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void html(HttpExchange exchange, int status, String title) throws IOException {
        String page = "<!doctype html><html><head><title>" + status + " " + title + "</title></head><body><h1>" + title
                + "</h1></body></html>\r\n";
        send(exchange, status, "text/html; charset=UTF-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream output = exchange.getResponseBody()) {
            output.write(body);
        }
    }

    /** Ends a request with a HEC answer that refuses it. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;
        private final transient Map<String, String> headers;

        private Refusal(int status, int code) {
            this(status, code, Map.of());
        }

        private Refusal(int status, int code, Map<String, String> headers) {
            super(null, null, false, false);
            this.status = status;
            this.code = code;
            this.headers = headers;
        }
    }

    /** Closes the connection as it is: the server does so for any exception. */
    private static final class Reset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Reset() {
            super(null, null, false, false);
        }
    }
}
