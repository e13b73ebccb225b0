package io.muster.remediate.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before moto and does what moto does not: it evaluates SimulatePrincipalPolicy as the service's model says, refuses
 * to let roles be assumed, throttles, hangs, and writes down what is asked. Everything else it hands on.
 */
public final class IamFront implements AutoCloseable {

    private static final Pattern ACCOUNT_OF_ROLE = Pattern.compile("arn:aws:iam::([0-9]{12}):role/(.+)");
    private static final int PAGE = 40;

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI moto;
    private final Map<String, Rules> rules = new ConcurrentHashMap<>();
    private final Set<String> refusedRoles = ConcurrentHashMap.newKeySet();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> throttled = new ConcurrentHashMap<>();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> simulations = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** One statement of a policy; {@code resource} and actions may have {@code *}. */
    public record Rule(boolean allow, String action, String resource, Map<String, String> condition) {}

    /**
     * What a role has.
     *
     * @param boundary what the permissions boundary leaves; empty for no boundary
     * @param scp what service control policies deny; null where AWS says nothing about them
     */
    public record Rules(
            List<Rule> identity,
            List<String> boundary,
            @Nullable List<String> scp) {}

    private IamFront(HttpServer server, URI moto) {
        this.server = server;
        this.moto = moto;
    }

    public static IamFront before(URI moto) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        IamFront front = new IamFront(server, moto);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "iam-front");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", front::answer);
        server.start();
        return front;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives the role with this name in this account these rules. */
    public IamFront role(String account, String name, Rules what) {
        rules.put(account + "/" + name, what);
        return this;
    }

    /** Nobody may assume this role in this account. */
    public IamFront refuse(String account, String name) {
        refusedRoles.add("arn:aws:iam::" + account + ":role/" + name);
        return this;
    }

    /** The caller's credentials end before this account's turn comes. */
    public IamFront expire(String account) {
        expired.add(account);
        return this;
    }

    /** The roles of this account are never given. */
    IamFront hang(String account) {
        hanging.add(account);
        return this;
    }

    /** So many requests about this account's role are throttled. */
    IamFront throttle(String account, int times) {
        throttled.put(account, new AtomicInteger(times));
        return this;
    }

    /** The operations of IAM, STS and EC2 that were asked for. */
    List<String> actions() {
        return List.copyOf(actions);
    }

    /** The parameters of each simulation. */
    List<Map<String, String>> simulations() {
        return List.copyOf(simulations);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
        String action = form.getOrDefault("Action", "");
        if (!action.isEmpty()) {
            actions.add(action + (form.containsKey("DryRun") ? " DryRun=" + form.get("DryRun") : ""));
        }
        if (action.equals("AssumeRole")) {
            String role = form.getOrDefault("RoleArn", "");
            if (hanging.stream().anyMatch(account -> role.contains(account))) {
                await();
            }
            if (expired.stream().anyMatch(account -> role.contains(account))) {
                error(exchange, 403, "ExpiredToken", "The security token included in the request is expired");
                return;
            }
            if (refusedRoles.contains(role)) {
                error(
                        exchange,
                        403,
                        "AccessDenied",
                        "User: arn:aws:iam::123456789012:user/muster is not authorized to perform: sts:AssumeRole on"
                                + " resource: " + role);
                return;
            }
        }
        if (action.equals("SimulatePrincipalPolicy")) {
            simulate(exchange, form);
            return;
        }
        handOn(exchange, body);
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            int equal = pair.indexOf('=');
            if (equal > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equal), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equal + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private void handOn(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        moto.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name :
                List.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Security-Token", "X-Amz-Date")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        send(
                exchange,
                status,
                ("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>"
                                + code + "</Code><Message>" + message
                                + "</Message></Error><RequestId>r</RequestId></ErrorResponse>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    // The simulation

    private void simulate(HttpExchange exchange, Map<String, String> form) throws IOException {
        simulations.add(form);
        var matcher = ACCOUNT_OF_ROLE.matcher(form.getOrDefault("PolicySourceArn", ""));
        if (!matcher.matches()) {
            error(exchange, 400, "InvalidInput", "Invalid Entity Arn");
            return;
        }
        String account = matcher.group(1);
        AtomicInteger left = throttled.get(account);
        if (left != null && left.getAndDecrement() > 0) {
            error(exchange, 400, "Throttling", "Rate exceeded");
            return;
        }
        String name = matcher.group(2).substring(matcher.group(2).lastIndexOf('/') + 1);
        Rules known = rules.get(account + "/" + name);
        if (known == null) {
            error(exchange, 404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
            return;
        }
        List<String> names = list(form, "ActionNames.member.");
        List<String> resources = list(form, "ResourceArns.member.");
        Map<String, String> context = context(form);
        int from = form.containsKey("Marker") ? Integer.parseInt(form.get("Marker")) : 0;
        int to = Math.min(names.size(), from + PAGE);
        String results = names.subList(from, to).stream()
                .map(action -> result(known, action, resources.isEmpty() ? List.of("*") : resources, context))
                .collect(Collectors.joining());
        String xml = "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                + "<SimulatePrincipalPolicyResult><EvaluationResults>" + results + "</EvaluationResults><IsTruncated>"
                + (to < names.size()) + "</IsTruncated>" + (to < names.size() ? "<Marker>" + to + "</Marker>" : "")
                + "</SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
                + "</SimulatePrincipalPolicyResponse>";
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        send(exchange, 200, xml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> list(Map<String, String> form, String prefix) {
        List<String> values = new ArrayList<>();
        for (int number = 1; form.containsKey(prefix + number); number++) {
            values.add(form.get(prefix + number));
        }
        return values;
    }

    private static Map<String, String> context(Map<String, String> form) {
        Map<String, String> context = new HashMap<>();
        for (int number = 1; form.containsKey("ContextEntries.member." + number + ".ContextKeyName"); number++) {
            String prefix = "ContextEntries.member." + number + ".";
            context.put(form.get(prefix + "ContextKeyName"), form.get(prefix + "ContextKeyValues.member.1"));
        }
        return context;
    }

    private static String result(Rules rules, String action, List<String> resources, Map<String, String> context) {
        Set<String> missing = new HashSet<>();
        boolean allowed = true;
        boolean denied = false;
        for (String resource : resources) {
            boolean allowedHere = false;
            for (Rule rule : rules.identity()) {
                if (!matches(rule.action(), action) || !matches(rule.resource(), resource)) {
                    continue;
                }
                missing.addAll(rule.condition().keySet().stream()
                        .filter(key -> !context.containsKey(key))
                        .toList());
                boolean holds = rule.condition().entrySet().stream()
                        .allMatch(entry -> matches(entry.getValue(), context.getOrDefault(entry.getKey(), "\0")));
                allowedHere |= rule.allow() && holds;
                denied |= !rule.allow() && holds;
            }
            allowed &= allowedHere;
        }
        boolean bounded =
                !rules.boundary().isEmpty() && rules.boundary().stream().noneMatch(pattern -> matches(pattern, action));
        List<String> scps = rules.scp();
        boolean refused = scps != null && scps.stream().anyMatch(pattern -> matches(pattern, action));
        String decision =
                denied ? "explicitDeny" : refused ? "explicitDeny" : allowed && !bounded ? "allowed" : "implicitDeny";
        StringBuilder xml = new StringBuilder("<member><EvalActionName>" + action + "</EvalActionName><EvalDecision>"
                + decision + "</EvalDecision><EvalResourceName>arn:${Partition}:x</EvalResourceName>");
        xml.append("<MatchedStatements>");
        if (denied) {
            xml.append("<member><SourcePolicyId>keep-out</SourcePolicyId></member>");
        }
        xml.append("</MatchedStatements><MissingContextValues>");
        missing.forEach(key -> xml.append("<member>").append(key).append("</member>"));
        xml.append("</MissingContextValues>");
        if (scps != null) {
            xml.append("<OrganizationsDecisionDetail><AllowedByOrganizations>")
                    .append(!refused)
                    .append("</AllowedByOrganizations></OrganizationsDecisionDetail>");
        }
        if (!rules.boundary().isEmpty()) {
            xml.append("<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>")
                    .append(!bounded)
                    .append("</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>");
        }
        return xml.append("</member>").toString();
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(
                        java.util.Arrays.stream(pattern.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .matches();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    /** Rules of a role that may do this, in the order of what was named. */
    public static Rules allowing(String... actions) {
        List<Rule> identity = new ArrayList<>();
        for (String action : actions) {
            identity.add(new Rule(true, action, "*", new LinkedHashMap<>()));
        }
        return new Rules(identity, List.of(), List.of());
    }
}
