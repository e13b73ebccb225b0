package io.muster.remediate.aws;

import io.muster.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The clients of AWS over one HTTP client, Muster's own credentials, and those of the roles that it assumes: kept until
 * shortly before they expire, a refusal until the end. Used by several threads.
 *
 * <p>The clients that are given here never try twice: {@link Calls} does, at a rate that all of them share.
 */
public final class AwsAccess implements AutoCloseable {

    private static final Duration RENEW_BEFORE = Duration.ofMinutes(5);

    private final AwsSettings settings;
    private final Clock clock;
    private final SdkHttpClient http;
    private final Map<String, SdkClient> clients = new ConcurrentHashMap<>();
    private final Map<AssumeRoleRequest, AwsCredentialsProvider> roles = new ConcurrentHashMap<>();
    private @Nullable AwsCredentialsProvider own;

    public AwsAccess(AwsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.attemptTimeout())
                .socketTimeout(settings.attemptTimeout())
                .build();
    }

    /** Contacts. The service has one place in each partition; {@link ProblemException} where it has none. */
    public AccountClient account() {
        if (settings.region().startsWith("us-gov-") || settings.region().startsWith("us-iso")) {
            throw ProblemException.couldNotRun(
                    "AWS Account Management does not exist in the partition of '" + settings.region() + "'.",
                    "Alternate contacts can't be read or set there by any program.",
                    "set the contacts in the console of each account's standard account");
        }
        return client(
                "account", () -> build(AccountClient.builder(), home("us-east-1", "cn-northwest-1", "us-east-1")));
    }

    public OrganizationsClient organizations() {
        return client(
                "organizations",
                () -> build(OrganizationsClient.builder(), home("us-east-1", "cn-northwest-1", "us-gov-west-1")));
    }

    public StsClient sts() {
        return client("sts", () -> build(StsClient.builder(), settings.region()));
    }

    /** The region in which a service without regions is asked. */
    private String home(String standard, String china, String government) {
        if (settings.region().startsWith("cn-")) {
            return china;
        }
        return settings.region().startsWith("us-gov-") ? government : standard;
    }

    private <C extends SdkClient> C client(String name, Supplier<C> builder) {
        @SuppressWarnings("unchecked") // each name has one type of client, which its only caller names
        C client = (C) clients.computeIfAbsent(name, key -> builder.get());
        return client;
    }

    /** A client that tries once, with Muster's own credentials; a request may carry others. The caller closes it. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, String region) {
        return build(builder, region, AwsRetryStrategy.doNotRetry());
    }

    /** A client with a way of trying again, with Muster's own credentials; a request may carry others. The caller closes it. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, String region, RetryStrategy retry) {
        builder.credentialsProvider(own())
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retry)
                        .apiCallAttemptTimeout(settings.attemptTimeout())
                        .apiCallTimeout(settings.attemptTimeout().multipliedBy(4))
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "muster")
                        .build());
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    /** Muster's own credentials. */
    public synchronized AwsCredentialsProvider own() {
        if (own == null) {
            own = settings.accessKeyId() == null || settings.secretAccessKey() == null
                    ? DefaultCredentialsProvider.builder().build()
                    : StaticCredentialsProvider.create(AwsBasicCredentials.create(
                            settings.accessKeyId(), settings.secretAccessKey().reveal()));
        }
        return own;
    }

    /**
     * The credentials of a role, assumed on first use and kept until shortly before they expire. A role that may not be
     * assumed fails with the same {@link AwsFailure} each time, and is asked for once; where AWS was only busy or silent, it
     * is asked again.
     */
    public AwsCredentialsProvider assume(AssumeRoleRequest request) {
        return roles.computeIfAbsent(request, Assumed::new);
    }

    /** The credentials of one role. */
    private final class Assumed implements AwsCredentialsProvider {

        private final AssumeRoleRequest request;
        private @Nullable AwsCredentials credentials;
        private Instant expires = Instant.MIN;
        private @Nullable AwsFailure refusal;

        Assumed(AssumeRoleRequest request) {
            this.request = request;
        }

        @Override
        public synchronized AwsCredentials resolveCredentials() {
            if (refusal != null) {
                throw refusal;
            }
            if (credentials == null || clock.instant().isAfter(expires.minus(RENEW_BEFORE))) {
                credentials = renew();
            }
            return credentials;
        }

        private AwsCredentials renew() {
            try {
                Credentials given = sts().assumeRole(request).credentials();
                expires = given.expiration() == null ? clock.instant().plus(Duration.ofHours(1)) : given.expiration();
                return AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
            } catch (RuntimeException e) {
                AwsFailure failure = AwsFailure.of(e);
                if (!failure.mayPass()) {
                    refusal = failure;
                }
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        clients.clear();
        http.close();
    }
}
