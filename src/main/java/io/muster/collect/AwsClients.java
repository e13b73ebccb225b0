package io.muster.collect;

import io.muster.finding.AccountId;
import io.muster.inventory.Account;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.detective.DetectiveClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.macie2.Macie2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.route53resolver.Route53ResolverClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.support.SupportClient;

/**
 * The clients of the AWS API: one for each service and region, whoever is asked, and the credentials of each account,
 * renewed before they expire. Used by several threads.
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
    private final Map<String, SdkClient> clients = new ConcurrentHashMap<>();
    private final Map<AccountId, Assumed> assumed = new ConcurrentHashMap<>();
    private @Nullable AwsCredentialsProvider own;
    private @Nullable AccountId caller;

    private record Assumed(AwsCredentialsProvider credentials, Instant expires) {}

    AwsClients(AwsConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * The credentials with which an account is asked: those of the role in it, or Muster's own for its own account. Errors
     * of AWS and of the network come as the SDK throws them.
     */
    AwsCredentialsProvider credentials(Account account) {
        if (config.role() == null) {
            if (!caller().equals(account.id())) {
                throw new NoRoleException();
            }
            return own();
        }
        return assumed.compute(
                        account.id(),
                        (id, known) -> known != null
                                        && clock.instant()
                                                .isBefore(known.expires().minus(RENEW_BEFORE))
                                ? known
                                : assume(account))
                .credentials();
    }

    /** Only the caller's own account can be asked, and this is another one. */
    static final class NoRoleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoleException() {
            super("no 'aws.role' is configured, so that only the caller's own account can be asked");
        }
    }

    private Assumed assume(Account account) {
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(roleArn(account)).roleSessionName(SESSION_NAME);
        if (config.externalId() != null) {
            request.externalId(config.externalId().reveal());
        }
        try {
            Credentials credentials = sts().assumeRole(request.build()).credentials();
            return new Assumed(
                    StaticCredentialsProvider.create(AwsSessionCredentials.create(
                            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())),
                    credentials.expiration() == null
                            ? clock.instant().plus(Duration.ofHours(1))
                            : credentials.expiration());
        } catch (AwsServiceException e) {
            // Nobody needs a role to get into the account that he is in.
            if (e.statusCode() == 403 && caller().equals(account.id())) {
                return new Assumed(own(), Instant.MAX);
            }
            throw e;
        }
    }

    /** The role that is assumed in an account, for messages. */
    String roleArn(Account account) {
        return "arn:" + account.partition() + ":iam::" + account.id() + ":role/" + config.role();
    }

    /** The account that Muster's own credentials belong to. */
    private synchronized AccountId caller() {
        if (caller == null) {
            caller = new AccountId(sts().getCallerIdentity().account());
        }
        return caller;
    }

    /** Asks AWS whose the credentials of an account are. Errors come as the SDK throws them. */
    void identify(Account account) {
        AwsCredentialsProvider credentials = credentials(account);
        sts().getCallerIdentity(request ->
                request.overrideConfiguration(override -> override.credentialsProvider(credentials)));
    }

    private synchronized AwsCredentialsProvider own() {
        if (own == null) {
            own = config.accessKeyId() == null || config.secretAccessKey() == null
                    ? DefaultCredentialsProvider.builder().build()
                    : StaticCredentialsProvider.create(AwsBasicCredentials.create(
                            config.accessKeyId(), config.secretAccessKey().reveal()));
        }
        return own;
    }

    private StsClient sts() {
        return (StsClient) clients.computeIfAbsent(
                "sts", name -> configure(StsClient.builder(), config.region()).build());
    }

    /**
     * The client of a service; the names are those of the SDK's modules.
     *
     * @param region empty for services without regions
     */
    SdkClient client(String service, String region) {
        String place = region.isEmpty() ? config.region() : region;
        return clients.computeIfAbsent(service + " " + place, name -> build(service, place));
    }

    private SdkClient build(String service, String region) {
        return switch (service) {
            case "organizations" ->
                configure(OrganizationsClient.builder(), region).build();
            case "guardduty" -> configure(GuardDutyClient.builder(), region).build();
            case "macie2" -> configure(Macie2Client.builder(), region).build();
            case "detective" -> configure(DetectiveClient.builder(), region).build();
            case "route53resolver" ->
                configure(Route53ResolverClient.builder(), region).build();
            case "support" -> configure(SupportClient.builder(), region).build();
            case "bedrock" -> configure(BedrockClient.builder(), region).build();
            default -> throw unknown(service);
        };
    }

    /** Where a service has endpoints. */
    static ServiceMetadata regions(String service) {
        return switch (service) {
            case "organizations" -> OrganizationsClient.serviceMetadata();
            case "guardduty" -> GuardDutyClient.serviceMetadata();
            case "macie2" -> Macie2Client.serviceMetadata();
            case "detective" -> DetectiveClient.serviceMetadata();
            case "route53resolver" -> Route53ResolverClient.serviceMetadata();
            case "support" -> SupportClient.serviceMetadata();
            case "bedrock" -> BedrockClient.serviceMetadata();
            default -> throw unknown(service);
        };
    }

    private static IllegalArgumentException unknown(String service) {
        return new IllegalArgumentException("Muster has no client for the service '" + service
                + "'; it knows organizations, guardduty, macie2, detective, route53resolver, support and bedrock");
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configure(B builder, String region) {
        builder.credentialsProvider(own())
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .build());
        URI endpoint = config.endpoint();
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        clients.clear();
        http.close();
    }
}
