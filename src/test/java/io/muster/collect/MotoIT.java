package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.Moto;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.Problems;
import io.muster.settings.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** The queries of the AWS API against somebody else's idea of AWS, through the real SDK. */
@Timeout(900)
final class MotoIT {

    private static final String MANAGEMENT = "123456789012";
    private static final String REGION = "eu-west-1";
    private static final Account ACCOUNT = new Account(
            new AccountId(MANAGEMENT),
            "management",
            "root@example.com",
            AccountState.ACTIVE,
            "aws",
            true,
            List.of(REGION, "us-east-1"),
            Map.of(),
            null,
            null,
            null,
            "aws_management");

    private static Moto moto;
    private static Pack pack;
    private static String member;

    private final MemorySink sink = new MemorySink();

    @BeforeAll
    static void fill_aws() throws Exception {
        moto = Moto.start();
        pack = PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());
        try (OrganizationsClient organizations =
                        at(OrganizationsClient.builder(), "us-east-1").build();
                GuardDutyClient guardDuty =
                        at(GuardDutyClient.builder(), REGION).build()) {
            organizations.createOrganization(request -> request.featureSet("ALL"));
            member = organizations
                    .createAccount(request -> request.accountName("security").email("security@example.com"))
                    .createAccountStatus()
                    .accountId();
            organizations.enableAWSServiceAccess(request -> request.servicePrincipal("guardduty.amazonaws.com"));
            organizations.enableAWSServiceAccess(request -> request.servicePrincipal("macie.amazonaws.com"));
            organizations.registerDelegatedAdministrator(
                    request -> request.accountId(member).servicePrincipal("guardduty.amazonaws.com"));
            guardDuty.enableOrganizationAdminAccount(request -> request.adminAccountId(member));
        }
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(B builder, String region) {
        return builder.endpointOverride(moto.url())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    @AfterAll
    static void end() {
        moto.close();
    }

    private List<Slice> read(QuerySpec query) throws InterruptedException {
        AwsConfig config =
                new AwsConfig(true, "muster-audit", null, "us-east-1", moto.url(), "key", new Secret("secret"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (AwsClients clients = new AwsClients(config, Clock.systemUTC())) {
            return new AwsApiSource(config, clients, ACCOUNT, new Captures(pack), threads).read(query, sink);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Slice> read(String query) throws InterruptedException {
        return read(pack.query(new QueryId(query)).orElseThrow());
    }

    @Test
    void trusted_access_is_read_with_its_services() throws InterruptedException {
        List<Slice> slices = read("organizations_trusted_access");

        assertThat(slices).allMatch(Slice::isRead);
        assertThat(sink.rows(MANAGEMENT, "organizations_trusted_access"))
                .hasSize(2)
                .anyMatch(row -> row.contains("\"guardduty.amazonaws.com\""))
                .anyMatch(row -> row.contains("\"macie.amazonaws.com\""));
    }

    @Test
    void delegated_administrators_are_read_with_their_accounts() throws InterruptedException {
        List<Slice> slices = read(Queries.api(
                "delegated",
                Scope.ORGANIZATION,
                false,
                Queries.operation(
                        "organizations",
                        "ListDelegatedAdministrators",
                        Map.of("MaxResults", 20),
                        "DelegatedAdministrators",
                        Map.of("delegated_id", "Id"),
                        null),
                "delegated_id",
                "account_id text",
                "delegated_id text"));

        assertThat(slices).allMatch(Slice::isRead);
        assertThat(sink.rows(MANAGEMENT, "delegated"))
                .containsExactly("{\"account_id\":\"" + MANAGEMENT + "\",\"delegated_id\":\"" + member + "\"}");
    }

    @Test
    void the_guardduty_administrator_stands_in_its_region_only() throws InterruptedException {
        List<Slice> slices = read("guardduty_organization_admins");

        assertThat(slices).extracting(Slice::region).containsExactlyInAnyOrder(REGION, "us-east-1");
        assertThat(slices).allMatch(Slice::isRead);
        assertThat(sink.rows(MANAGEMENT, "guardduty_organization_admins"))
                .singleElement()
                .asString()
                .contains(member, REGION);
    }

    @Test
    void an_account_without_a_macie_administrator_is_read() throws InterruptedException {
        List<Slice> slices = read("macie2_administrators");

        assertThat(slices).hasSize(2).allMatch(Slice::isRead);
    }

    /** Moto's times have no zone here, which the SDK does not understand. */
    @Test
    void an_answer_that_the_sdk_does_not_understand_is_unreadable_and_not_empty() throws InterruptedException {
        List<Slice> slices = read("macie2_sessions");

        assertThat(slices).hasSize(2).noneMatch(Slice::isRead);
        assertThat(slices).allMatch(slice -> String.valueOf(slice.message()).contains("could not be parsed"));
        assertThat(sink.has(MANAGEMENT, "macie2_sessions")).isFalse();
    }

    @Test
    void a_service_that_is_not_there_is_unreadable_and_not_empty() throws InterruptedException {
        List<Slice> slices = read("detective_graphs");

        assertThat(slices).isNotEmpty().noneMatch(Slice::isRead);
        assertThat(slices).extracting(Slice::reason).doesNotContainNull().doesNotContain(Reason.SILENT);
        assertThat(sink.has(MANAGEMENT, "detective_graphs")).isFalse();
    }
}
