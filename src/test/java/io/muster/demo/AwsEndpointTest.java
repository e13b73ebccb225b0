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
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.detective.DetectiveClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.BadRequestException;
import software.amazon.awssdk.services.macie2.Macie2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccessDeniedException;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;
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

    @Test
    void guardduty_tells_the_management_account_who_administers_it_in_a_region() {
        try (GuardDutyClient client = configure(GuardDutyClient.builder(), assumed("111111111111"), Region.EU_WEST_1)
                        .build();
                GuardDutyClient elsewhere = configure(
                                GuardDutyClient.builder(), assumed("111111111111"), Region.US_EAST_1)
                        .build()) {
            assertThat(client.listOrganizationAdminAccounts(request -> {}).adminAccounts())
                    .extracting(admin -> admin.adminAccountId())
                    .containsExactly("222222222222");
            assertThat(elsewhere.listOrganizationAdminAccounts(request -> {}).adminAccounts())
                    .as("planted: another account in one region")
                    .extracting(admin -> admin.adminAccountId())
                    .containsExactly("333333333333");
        }
    }

    @Test
    void guardduty_tells_only_its_administrator_what_it_enables_for_others() {
        try (GuardDutyClient security = configure(GuardDutyClient.builder(), assumed("222222222222"), Region.EU_WEST_1)
                        .build();
                GuardDutyClient member = configure(GuardDutyClient.builder(), assumed("333333333333"), Region.EU_WEST_1)
                        .build()) {
            assertThat(security.describeOrganizationConfiguration(request -> request.detectorId("any"))
                            .autoEnableOrganizationMembersAsString())
                    .isEqualTo("NEW");
            assertThatThrownBy(() -> member.describeOrganizationConfiguration(request -> request.detectorId("any")))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("not the delegated GuardDuty administrator");
        }
    }

    @Test
    void macie_and_detective_tell_a_member_its_administrator() {
        AwsCredentialsProvider member = assumed("333333333333");
        try (Macie2Client macie = configure(Macie2Client.builder(), member, Region.EU_WEST_1)
                        .build();
                DetectiveClient detective = configure(DetectiveClient.builder(), member, Region.EU_WEST_1)
                        .build()) {
            assertThat(macie.getMacieSession(request -> {}).statusAsString()).isEqualTo("ENABLED");
            assertThat(macie.describeBuckets(request -> {}).buckets()).isEmpty();
            assertThat(macie.getAdministratorAccount(request -> {})
                            .administrator()
                            .accountId())
                    .isEqualTo("222222222222");
            assertThat(detective.listInvitations(request -> {}).invitations())
                    .extracting(invitation -> invitation.administratorId())
                    .containsExactly("222222222222");
            assertThat(detective.listGraphs(request -> {}).graphList()).isEmpty();
        }
    }

    @Test
    void the_resolver_lists_the_vpcs_whose_queries_are_logged() {
        try (Route53ResolverClient resolver = configure(
                        Route53ResolverClient.builder(), assumed("333333333333"), Region.EU_WEST_1)
                .build()) {
            assertThat(resolver.listResolverQueryLogConfigAssociations(request -> {})
                            .resolverQueryLogConfigAssociations())
                    .singleElement()
                    .satisfies(
                            association -> assertThat(association.resourceId()).startsWith("vpc-"));
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
        return configure(StsClient.builder(), credentials, Region.US_EAST_1).build();
    }

    private static OrganizationsClient organizations(AwsCredentialsProvider credentials) {
        return configure(OrganizationsClient.builder(), credentials, Region.US_EAST_1)
                .build();
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder, AwsCredentialsProvider credentials, Region region) {
        return builder.endpointOverride(endpoint.uri())
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }
}
