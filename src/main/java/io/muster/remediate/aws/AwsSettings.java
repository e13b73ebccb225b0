package io.muster.remediate.aws;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached.
 *
 * @param region where STS and services with regions are asked, unless a call names another one
 * @param endpoint an AWS-compatible endpoint for tests; null for AWS itself
 * @param accessKeyId null takes the SDK's own chain of credentials
 * @param attemptTimeout after which one request counts as unanswered
 */
public record AwsSettings(
        String region,
        @Nullable URI endpoint,
        @Nullable String accessKeyId,
        @Nullable Secret secretAccessKey,
        Duration attemptTimeout) {

    public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(20);

    public AwsSettings {
        requireNonNull(region, "region is null");
        requireNonNull(attemptTimeout, "attemptTimeout is null");
    }
}
