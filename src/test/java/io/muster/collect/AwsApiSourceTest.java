package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Slice;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The AWS API when some of it does not answer. */
final class AwsApiSourceTest {

    private static final Account ACCOUNT = new Account(
            new AccountId("111122223333"),
            "one",
            "",
            AccountState.ACTIVE,
            "aws",
            false,
            List.of("eu-west-1"),
            Map.of(),
            null,
            null,
            null,
            "aws_one");

    private static final QuerySpec TRUSTED = Queries.api(
            "trusted",
            Scope.ACCOUNT,
            false,
            Queries.operation(
                    "organizations",
                    "ListAWSServiceAccessForOrganization",
                    Map.of(),
                    "EnabledServicePrincipals",
                    Map.of("principal", "ServicePrincipal"),
                    null),
            "principal",
            "principal text not null");

    private final MemorySink sink = new MemorySink();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile boolean knowsCaller = true;
    private HttpServer aws;

    private static QuerySpec macie(int number) {
        return Queries.api(
                "macie_" + number,
                Scope.ACCOUNT,
                true,
                Queries.operation("macie2", "GetMacieSession", Map.of(), null, Map.of("status", "status"), null),
                "region",
                "region text not null",
                "status text");
    }

    @BeforeEach
    void start() throws IOException {
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/macie", exchange -> answer(exchange, 500, ""));
        aws.createContext("/", exchange -> {
            if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
                answer(
                        exchange,
                        200,
                        "{\"EnabledServicePrincipals\":[{\"ServicePrincipal\":\"config.amazonaws.com\"}]}");
                return;
            }
            answer(
                    exchange,
                    knowsCaller ? 200 : 500,
                    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>"
                            + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
        });
        aws.start();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        aws.stop(0);
    }

    private List<String> read(Runnable afterFirst) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + aws.getAddress().getPort());
        AwsConfig config = new AwsConfig(true, null, null, "us-east-1", url, "key", new Secret("secret"));
        List<String> told = new ArrayList<>();
        try (AwsClients clients = new AwsClients(config, Clock.systemUTC())) {
            AwsApiSource source =
                    new AwsApiSource(config, clients, ACCOUNT, new Captures(Queries.pack(TRUSTED)), threads);
            Circuit circuit = AwsApiSource.circuit(source);
            for (QuerySpec query : List.of(TRUSTED, macie(1), macie(2), macie(3), TRUSTED)) {
                for (Slice slice : circuit.read(ACCOUNT, query, sink)) {
                    told.add(query.id() + " " + World.line(slice));
                }
                afterFirst.run();
            }
        }
        return told;
    }

    @Test
    void a_service_that_does_not_answer_costs_no_other_service() throws InterruptedException {
        assertThat(read(() -> {}))
                .containsExactly(
                        "trusted 1 api",
                        "macie_1 eu-west-1: unreadable unreachable",
                        "macie_2 eu-west-1: unreadable unreachable",
                        "macie_3 eu-west-1: unreadable unreachable",
                        "trusted 1 api");
    }

    @Test
    void an_account_that_does_not_answer_at_all_is_not_asked_on() throws InterruptedException {
        assertThat(read(() -> knowsCaller = false)).endsWith("trusted not-asked unreachable");
    }
}
