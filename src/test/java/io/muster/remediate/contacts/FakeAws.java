package io.muster.remediate.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The operations of STS, Organizations and Account Management that contacts need, with what moto leaves out: who may ask,
 * the caller that must not name itself, trusted access, delegated administrators, the patterns of the model, and faults.
 */
final class FakeAws implements AutoCloseable {

    static final String MANAGEMENT = "100000000000";
    static final String ORGANIZATION = "o-musterfake";
    static final String ROOT = "r-fake";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer instead of the one that would be right. */
    record Fault(int status, String code, String message) {

        static final Fault THROTTLED = new Fault(429, "TooManyRequestsException", "Too many requests.");
        static final Fault EXPIRED =
                new Fault(403, "ExpiredTokenException", "The security token included in the request is expired");
        static final Fault BROKEN = new Fault(500, "InternalServerException", "Something went wrong.");
    }

    /** One call: {@code account} is the one that it is about. */
    record Call(String operation, String account, String type) {}

    /** An account of the organization. */
    static final class Unit {
        String state = "ACTIVE";
        long joined = 1_500_000_000L;
        String name;
        String parent;

        Unit(String name, String parent) {
            this.name = name;
            this.parent = parent;
        }
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);

    /** Accounts by id. */
    final Map<String, Unit> accounts = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Names of units by id, all of them below the root. */
    final Map<String, String> units = new LinkedHashMap<>();
    /** Contacts by account and type. */
    final Map<String, Map<String, String>> contacts = new ConcurrentHashMap<>();
    /** Everything that was asked, in order. */
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    volatile String caller = MANAGEMENT;
    volatile String delegated = "";
    volatile boolean trusted = true;
    volatile boolean allFeatures = true;
    volatile boolean organized = true;
    volatile String organization = ORGANIZATION;
    volatile Function<Call, Fault> faults = call -> null;
    /** Runs after a call was carried out, before it is answered. */
    volatile Runnable afterWrite = () -> {};

    FakeAws(int members) {
        accounts.put(MANAGEMENT, new Unit("management", ROOT));
        units.put("ou-fake-workload", "Workloads");
        units.put("ou-fake-sandboxx", "Sandbox");
        for (int member = 1; member <= members; member++) {
            accounts.put(
                    String.format("%012d", 200_000_000_000L + member),
                    new Unit("member " + member, member % 2 == 0 ? "ou-fake-sandboxx" : "ou-fake-workload"));
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static String member(int number) {
        return String.format("%012d", 200_000_000_000L + number);
    }

    void put(String account, String type, String name, String title, String email, String phone) {
        contacts.put(
                account + "/" + type,
                Map.of("Name", name, "Title", title, "EmailAddress", email, "PhoneNumber", phone));
    }

    void join(String account, Instant joined) {
        accounts.computeIfPresent(account, (id, unit) -> {
            unit.joined = joined.getEpochSecond();
            return unit;
        });
    }

    void state(String account, String state) {
        accounts.computeIfPresent(account, (id, unit) -> {
            unit.state = state;
            return unit;
        });
    }

    String email(String account, String type) {
        return contacts.getOrDefault(account + "/" + type, Map.of()).getOrDefault("EmailAddress", "none");
    }

    List<Call> writes() {
        synchronized (calls) {
            return calls.stream()
                    .filter(call -> call.operation().startsWith("put")
                            || call.operation().startsWith("delete"))
                    .toList();
        }
    }

    long count(String operation) {
        synchronized (calls) {
            return calls.stream()
                    .filter(call -> call.operation().equals(operation))
                    .count();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String path = exchange.getRequestURI().getPath();
            if (target != null) {
                organizations(exchange, target.substring(target.indexOf('.') + 1), JSON.readTree(body));
            } else if (path.equals("/")) {
                sts(exchange);
            } else {
                account(exchange, path.substring(1), JSON.readTree(body));
            }
        }
    }

    private void sts(HttpExchange exchange) throws IOException {
        Fault fault = note(new Call("GetCallerIdentity", caller, ""));
        if (fault != null) {
            answer(
                    exchange,
                    fault.status(),
                    "<ErrorResponse><Error><Code>" + fault.code() + "</Code><Message>" + fault.message()
                            + "</Message></Error></ErrorResponse>");
            return;
        }
        answer(
                exchange,
                200,
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::" + caller
                        + ":assumed-role/muster/muster</Arn><UserId>X</UserId><Account>" + caller
                        + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
    }

    private Fault note(Call call) {
        calls.add(call);
        return faults.apply(call);
    }

    private void organizations(HttpExchange exchange, String operation, JsonNode request) throws IOException {
        Fault fault = note(new Call(operation, request.path("AccountId").asText(), ""));
        if (fault != null) {
            refuse(exchange, fault);
            return;
        }
        if (!organized) {
            refuse(exchange, new Fault(400, "AWSOrganizationsNotInUseException", "not in an organization"));
            return;
        }
        boolean may = caller.equals(MANAGEMENT) || caller.equals(delegated);
        if (!may && !operation.equals("DescribeOrganization")) {
            refuse(exchange, new Fault(400, "AccessDeniedException", "You don't have permissions."));
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        switch (operation) {
            case "DescribeOrganization" ->
                answer.putObject("Organization")
                        .put("Id", organization)
                        .put("FeatureSet", allFeatures ? "ALL" : "CONSOLIDATED_BILLING")
                        .put("MasterAccountId", MANAGEMENT);
            case "ListRoots" -> answer.putArray("Roots").addObject().put("Id", ROOT);
            case "ListOrganizationalUnitsForParent" -> {
                ArrayNode list = answer.putArray("OrganizationalUnits");
                if (request.path("ParentId").asText().equals(ROOT)) {
                    units.forEach((id, name) -> list.addObject().put("Id", id).put("Name", name));
                }
            }
            case "ListAccountsForParent" -> page(request, answer);
            case "DescribeAccount" -> {
                Unit unit = accounts.get(request.path("AccountId").asText());
                if (unit == null) {
                    refuse(exchange, new Fault(400, "AccountNotFoundException", "no such account"));
                    return;
                }
                describe(answer.putObject("Account"), request.path("AccountId").asText(), unit);
            }
            case "ListDelegatedAdministrators" -> {
                ArrayNode list = answer.putArray("DelegatedAdministrators");
                if (!delegated.isEmpty()) {
                    list.addObject().put("Id", delegated);
                }
            }
            case "ListAWSServiceAccessForOrganization" -> {
                ArrayNode list = answer.putArray("EnabledServicePrincipals");
                if (trusted) {
                    list.addObject().put("ServicePrincipal", "account.amazonaws.com");
                }
            }
            default -> throw new IllegalArgumentException(operation);
        }
        answer(exchange, 200, JSON.writeValueAsString(answer));
    }

    private static void describe(ObjectNode node, String id, Unit unit) {
        node.put("Id", id)
                .put("Name", unit.name)
                .put("Email", id + "@example.com")
                .put("State", unit.state)
                .put("JoinedTimestamp", unit.joined);
    }

    /** Pages of 20, of which every third is empty although another follows. */
    private void page(JsonNode request, ObjectNode answer) {
        String parent = request.path("ParentId").asText();
        List<Map.Entry<String, Unit>> all = accounts.entrySet().stream()
                .filter(entry -> entry.getValue().parent.equals(parent))
                .toList();
        String token = request.path("NextToken").asText("");
        boolean empty = token.startsWith("empty-");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring(token.indexOf('-') + 1));
        ArrayNode list = answer.putArray("Accounts");
        int to = empty
                ? from
                : Math.min(all.size(), from + request.path("MaxResults").asInt(20));
        all.subList(from, to).forEach(entry -> describe(list.addObject(), entry.getKey(), entry.getValue()));
        if (to < all.size()) {
            answer.put("NextToken", (!empty && to % 60 == 40 ? "empty-" : "page-") + to);
        }
    }

    private void account(HttpExchange exchange, String operation, JsonNode request) throws IOException {
        String named = request.path("AccountId").asText("");
        String account = named.isEmpty() ? caller : named;
        String type = request.path("AlternateContactType").asText();
        Fault fault = note(new Call(operation, account, type));
        if (fault != null) {
            refuse(exchange, fault);
            return;
        }
        boolean denied = !named.isEmpty()
                && (named.equals(MANAGEMENT)
                        || !(caller.equals(MANAGEMENT) || caller.equals(delegated))
                        || !trusted
                        || !accounts.containsKey(named));
        if (denied) {
            refuse(
                    exchange,
                    new Fault(
                            403,
                            "AccessDeniedException",
                            "User: arn is not authorized to perform: account:" + operation));
            return;
        }
        String key = account + "/" + type;
        switch (operation) {
            case "getAlternateContact" -> {
                Map<String, String> contact = contacts.get(key);
                if (contact == null) {
                    refuse(exchange, new Fault(404, "ResourceNotFoundException", "No contact of the type found."));
                    return;
                }
                ObjectNode answer = JSON.createObjectNode();
                ObjectNode node = answer.putObject("AlternateContact").put("AlternateContactType", type);
                contact.forEach(node::put);
                answer(exchange, 200, JSON.writeValueAsString(answer));
            }
            case "putAlternateContact" -> {
                if (!request.path("PhoneNumber").asText().matches("[\\s0-9()+-]{1,25}")
                        || !request.path("EmailAddress").asText().matches("\\s*[\\w+=.#|!&-]+@[\\w.-]+\\.\\w+\\s*")) {
                    refuse(exchange, new Fault(400, "ValidationException", "fieldValidationFailed"));
                    return;
                }
                put(
                        account,
                        type,
                        request.path("Name").asText(),
                        request.path("Title").asText(),
                        request.path("EmailAddress").asText(),
                        request.path("PhoneNumber").asText());
                afterWrite.run();
                answer(exchange, 200, "");
            }
            case "deleteAlternateContact" -> {
                if (contacts.remove(key) == null) {
                    refuse(exchange, new Fault(404, "ResourceNotFoundException", "No contact of the type found."));
                    return;
                }
                afterWrite.run();
                answer(exchange, 200, "");
            }
            default -> throw new IllegalArgumentException(operation);
        }
    }

    private static void refuse(HttpExchange exchange, Fault fault) throws IOException {
        exchange.getResponseHeaders().add("x-amzn-ErrorType", fault.code());
        answer(
                exchange,
                fault.status(),
                JSON.createObjectNode()
                        .put("__type", fault.code())
                        .put("message", fault.message())
                        .toString());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
