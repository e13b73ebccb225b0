package io.muster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.demo.world.DemoWorld;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The endpoint as the real SDK sees it. */
final class AwsEndpointTest {

    private static final AwsCredentialsProvider HOME =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIADEMO", "demo"));

    private static AwsEndpoint endpoint;

    @BeforeAll
    static void start() {
        Instant now = Instant.parse("2026-11-24T05:00:00Z");
        endpoint = AwsEndpoint.start(DemoWorld.of(DemoWorld.Shape.standard(12, now)), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void an_assumed_role_belongs_to_its_account() {
        try (StsClient sts = sts(HOME);
                StsClient inside = sts(assumed("333333333333"))) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("222222222222");
            assertThat(inside.getCallerIdentity().account()).isEqualTo("333333333333");
        }
    }

    @Test
    void an_account_without_the_role_refuses() {
        assertThatThrownBy(() -> assumed("999999999999")).isInstanceOfSatisfying(StsException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        });
    }

    @Test
    void the_management_account_lists_trusted_services_page_by_page() {
        try (OrganizationsClient client = organizations(assumed("111111111111"))) {
            assertThat(client.listAWSServiceAccessForOrganizationPaginator(request -> request.maxResults(4)).stream()
                            .flatMap(page -> page.enabledServicePrincipals().stream()))
                    .extracting(service -> service.servicePrincipal())
                    .contains("account.amazonaws.com", "guardduty.amazonaws.com")
                    .hasSizeGreaterThan(4);
        }
    }

    @Test
    void a_member_may_not_ask_for_them() {
        try (OrganizationsClient client = organizations(assumed("333333333333"))) {
            assertThatThrownBy(() -> client.listAWSServiceAccessForOrganization(request -> {}))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("organizations:ListAWSServiceAccessForOrganization");
        }
    }

    private static AwsCredentialsProvider assumed(String account) {
        try (StsClient sts = sts(HOME)) {
            Credentials session = sts.assumeRole(request ->
                            request.roleSessionName("muster").roleArn("arn:aws:iam::" + account + ":role/muster-audit"))
                    .credentials();
            return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
        }
    }

    private static StsClient sts(AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static OrganizationsClient organizations(AwsCredentialsProvider credentials) {
        return OrganizationsClient.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
