package io.muster.collect;

import io.muster.finding.AccountId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.detective.DetectiveClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.macie2.Macie2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The clients of the AWS API: one HTTP client for all, credentials for each account, renewed before they expire.
 * Used by several threads.
 */
final class AwsClients implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(5);
    private static final String SESSION_NAME = "muster";

    private final AwsConfig config;
    private final Clock clock;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(10))
            .socketTimeout(ATTEMPT_TIMEOUT)
            .build();
    private final AwsCredentialsProvider own;
    private final Map<String, SdkClient> clients = new HashMap<>();
    private final Map<AccountId, Assumed> assumed = new HashMap<>();
    private @Nullable AccountId caller;

    private record Assumed(AwsCredentialsProvider credentials, Instant expires) {}

    AwsClients(AwsConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.own = config.accessKeyId() == null || config.secretAccessKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        config.accessKeyId(), config.secretAccessKey().reveal()));
    }

    /** The account that Muster's own credentials belong to. */
    synchronized AccountId caller() {
        if (caller == null) {
            caller = new AccountId(sts().getCallerIdentity().account());
        }
        return caller;
    }

    /** Whether the account can be asked: its role is assumed, or it is the caller's own. */
    boolean canAsk(AccountId account) {
        return config.role() != null || caller().equals(account);
    }

    /** A client of a service for an account and region; the names are those of the SDK's modules. */
    synchronized SdkClient client(String service, AccountId account, String partition, @Nullable String region) {
        String place = region == null ? config.region() : region;
        Assumed credentials = credentials(account, partition);
        String name = service + " " + account + " " + place + " " + credentials.expires();
        return clients.computeIfAbsent(name, ignored -> build(service, credentials.credentials(), place));
    }

    private SdkClient build(String service, AwsCredentialsProvider credentials, String region) {
        return switch (service) {
            case "organizations" ->
                configure(OrganizationsClient.builder(), credentials, region).build();
            case "guardduty" ->
                configure(GuardDutyClient.builder(), credentials, region).build();
            case "macie2" ->
                configure(Macie2Client.builder(), credentials, region).build();
            case "detective" ->
                configure(DetectiveClient.builder(), credentials, region).build();
            case "route53resolver" ->
                configure(Route53ResolverClient.builder(), credentials, region).build();
            default -> throw new UnknownServiceException(service);
        };
    }

    /** A query file names a service that Muster has no client for. */
    static final class UnknownServiceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownServiceException(String service) {
            super("Muster has no client for the service '" + service
                    + "'; it knows organizations, guardduty, macie2, detective and route53resolver");
        }
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configure(
            B builder, AwsCredentialsProvider credentials, String region) {
        builder.credentialsProvider(credentials)
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .build());
        URI endpoint = config.endpoint();
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    private Assumed credentials(AccountId account, String partition) {
        if (config.role() == null) {
            return new Assumed(own, Instant.MAX);
        }
        Assumed known = assumed.get(account);
        if (known != null && clock.instant().isBefore(known.expires().minus(RENEW_BEFORE))) {
            return known;
        }
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn("arn:" + partition + ":iam::" + account + ":role/" + config.role())
                .roleSessionName(SESSION_NAME);
        if (config.externalId() != null) {
            request.externalId(config.externalId().reveal());
        }
        Credentials credentials = sts().assumeRole(request.build()).credentials();
        Assumed fresh = new Assumed(
                StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())),
                credentials.expiration() == null
                        ? clock.instant().plus(Duration.ofHours(1))
                        : credentials.expiration());
        assumed.put(account, fresh);
        return fresh;
    }

    private StsClient sts() {
        return (StsClient) clients.computeIfAbsent(
                "sts",
                ignored -> configure(StsClient.builder(), own, config.region()).build());
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(SdkClient::close);
        clients.clear();
        http.close();
    }
}
