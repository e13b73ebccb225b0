package io.muster.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.muster.demo.world.ApiFacts;
import io.muster.demo.world.ApiFacts.Answer;
import io.muster.demo.world.DemoWorld;
import io.muster.finding.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The few operations of the AWS API that the demo needs, over HTTP on loopback: STS to get into an account, and what
 * Muster's API queries ask for.
 *
 * <p>The account is told by the access key of the caller, which AssumeRole makes up from the account's id. Signatures are
 * not checked.
 */
public final class AwsEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/[0-9]+/([^/]+)/([^/]+)/");
    private static final Pattern SESSION_KEY = Pattern.compile("ASIA([0-9]{12})DEMO");
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::([0-9]{12}):role/.+");

    private static final int LARGEST_PAGE = 50;

    private final Loopback loopback;
    private final ApiFacts facts;
    private final Clock clock;

    /** Where an operation of a service that speaks REST is found; {@code {Name}} in the path is a parameter. */
    private record Route(String service, String method, Pattern path, List<String> names, String operation) {

        static Route of(String service, String method, String path, String operation) {
            List<String> names = Pattern.compile("\\{([A-Za-z]+)}")
                    .matcher(path)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            return new Route(
                    service, method, Pattern.compile(path.replaceAll("\\{[A-Za-z]+}", "([^/]+)")), names, operation);
        }
    }

    private static final List<Route> ROUTES = List.of(
            Route.of("guardduty", "GET", "/admin", "ListOrganizationAdminAccounts"),
            Route.of("guardduty", "GET", "/detector/{DetectorId}/admin", "DescribeOrganizationConfiguration"),
            Route.of("guardduty", "POST", "/detector/{DetectorId}/coverage/statistics", "GetCoverageStatistics"),
            Route.of("macie2", "GET", "/administrator", "GetAdministratorAccount"),
            Route.of("macie2", "POST", "/datasources/s3", "DescribeBuckets"),
            Route.of("macie2", "GET", "/macie", "GetMacieSession"),
            Route.of("macie2", "GET", "/automated-discovery/configuration", "GetAutomatedDiscoveryConfiguration"),
            Route.of("macie2", "GET", "/classification-export-configuration", "GetClassificationExportConfiguration"),
            Route.of("bedrock", "GET", "/logging/modelinvocations", "GetModelInvocationLoggingConfiguration"),
            Route.of("detective", "POST", "/graphs/list", "ListGraphs"),
            Route.of("detective", "POST", "/invitations/list", "ListInvitations"));

    private AwsEndpoint(Loopback loopback, ApiFacts facts, Clock clock) {
        this.loopback = loopback;
        this.facts = facts;
        this.clock = clock;
    }

    /** Starts answering on a free port of loopback. */
    public static AwsEndpoint start(DemoWorld world, Clock clock) {
        Loopback loopback = Loopback.open("AWS", 4);
        AwsEndpoint endpoint = new AwsEndpoint(loopback, new ApiFacts(world), clock);
        loopback.answer(endpoint::handle);
        return endpoint;
    }

    public URI uri() {
        return loopback.url();
    }

    @Override
    public void close() {
        loopback.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = Loopback.body(exchange);
            @Nullable String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
            if (!scope.find()) {
                send(
                        exchange,
                        403,
                        "application/json",
                        refusal("MissingAuthenticationTokenException", "No signature."));
                return;
            }
            AccountId account = accountOf(scope.group(1));
            String region = scope.group(2);
            if (scope.group(3).equals("sts")) {
                answerSts(exchange, account, Loopback.pairs(body));
                return;
            }
            answer(exchange, account, region, scope.group(3), body);
        }
    }

    private AccountId accountOf(String accessKey) {
        Matcher session = SESSION_KEY.matcher(accessKey);
        return session.matches() ? new AccountId(session.group(1)) : facts.home();
    }

    private void answer(HttpExchange exchange, AccountId account, String region, String service, String body)
            throws IOException {
        Map<String, String> parameters = Loopback.pairs(exchange.getRequestURI().getRawQuery());
        if (body.startsWith("{")) {
            JsonNode document = JSON.readTree(body);
            document.fieldNames()
                    .forEachRemaining(
                            name -> parameters.put(name, document.get(name).asText()));
        }
        Optional<String> operation = operation(exchange, service, parameters);
        if (operation.isEmpty()) {
            send(exchange, 404, "application/json", refusal("UnknownOperationException", "No such operation."));
            return;
        }
        Answer answer = facts.answer(new ApiFacts.Call(account, region, service, operation.get(), parameters));
        if (answer instanceof Answer.Refused refused) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", refused.code());
            send(exchange, refused.status(), "application/json", refusal(refused.code(), refused.message()));
            return;
        }
        Map<String, Object> members = answer instanceof Answer.Listed listed
                ? page(listed, parameters, exchange.getRequestHeaders().containsKey("X-Amz-Target"))
                : ((Answer.Single) answer).members();
        send(exchange, 200, "application/json", JSON.writeValueAsString(members));
    }

    private static Optional<String> operation(HttpExchange exchange, String service, Map<String, String> parameters) {
        @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return Optional.of(target.substring(target.indexOf('.') + 1));
        }
        for (Route route : ROUTES) {
            Matcher path = route.path().matcher(exchange.getRequestURI().getPath());
            if (route.service().equals(service)
                    && route.method().equals(exchange.getRequestMethod())
                    && path.matches()) {
                for (int i = 0; i < route.names().size(); i++) {
                    parameters.put(route.names().get(i), path.group(i + 1));
                }
                return Optional.of(route.operation());
            }
        }
        return Optional.empty();
    }

    /** One page of a list, and the token of the next one; services that speak REST write theirs in small letters. */
    private static Map<String, Object> page(Answer.Listed listed, Map<String, String> parameters, boolean capital) {
        String token = capital ? "NextToken" : "nextToken";
        int from = Integer.parseInt(parameters.getOrDefault(token, parameters.getOrDefault("NextToken", "0")));
        int size = Integer.parseInt(parameters.getOrDefault(
                "MaxResults", parameters.getOrDefault("maxResults", Integer.toString(LARGEST_PAGE))));
        int to = Math.min(listed.items().size(), from + Math.min(size, LARGEST_PAGE));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(listed.member(), listed.items().subList(Math.min(from, to), to));
        if (to < listed.items().size()) {
            members.put(token, Integer.toString(to));
        }
        return members;
    }

    private void answerSts(HttpExchange exchange, AccountId caller, Map<String, String> form) throws IOException {
        String action = form.getOrDefault("Action", "");
        if (action.equals("GetCallerIdentity")) {
            send(
                    exchange,
                    200,
                    "text/xml",
                    "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                            + "<GetCallerIdentityResult><Arn>arn:aws:sts::" + caller
                            + ":assumed-role/muster-audit/muster</Arn><UserId>AROADEMO:muster</UserId><Account>"
                            + caller + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
            return;
        }
        Matcher role = ROLE.matcher(form.getOrDefault("RoleArn", ""));
        if (!action.equals("AssumeRole") || !role.matches()) {
            send(exchange, 400, "text/xml", stsError("InvalidAction", "The demo's STS does not know this call."));
            return;
        }
        AccountId account = new AccountId(role.group(1));
        if (!facts.canBeAssumed(account)) {
            String message =
                    "User: arn:aws:sts::" + caller + ":assumed-role/muster/muster is not authorized to perform: "
                            + "sts:AssumeRole on resource: " + form.get("RoleArn");
            send(exchange, 403, "text/xml", stsError("AccessDenied", message));
            return;
        }
        send(
                exchange,
                200,
                "text/xml",
                "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
                        + "<AssumedRoleUser><AssumedRoleId>AROADEMO:muster</AssumedRoleId><Arn>arn:aws:sts::" + account
                        + ":assumed-role/muster-audit/muster</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA"
                        + account + "DEMO</AccessKeyId><SecretAccessKey>demo</SecretAccessKey><SessionToken>demo"
                        + "</SessionToken><Expiration>" + clock.instant().plus(Duration.ofHours(1))
                        + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");
    }

    private static String stsError(String code, String message) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
                + code + "</Code><Message>" + message + "</Message></Error><RequestId>demo</RequestId></ErrorResponse>";
    }

    private static String refusal(String code, String message) {
        try {
            return JSON.writeValueAsString(Map.of("__type", code, "message", message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-RequestId", "demo");
        Loopback.send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }
}
