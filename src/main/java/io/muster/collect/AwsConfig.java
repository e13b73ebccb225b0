package io.muster.collect;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the AWS API is asked for facts that no Steampipe table has: the section {@code aws}.
 *
 * @param configured whether the section is there at all; without it such facts are not collected
 * @param role assumed in each account; null asks the caller's own account only
 * @param region where services without regions are asked, and STS
 * @param endpoint an AWS-compatible endpoint for tests; null for AWS itself
 * @param accessKeyId null takes the SDK's own chain of credentials
 */
public record AwsConfig(
        boolean configured,
        @Nullable String role,
        @Nullable Secret externalId,
        String region,
        @Nullable URI endpoint,
        @Nullable String accessKeyId,
        @Nullable Secret secretAccessKey) {

    public static final String DEFAULT_REGION = "us-east-1";

    public static AwsConfig from(Settings settings) {
        Section section = settings.section("aws");
        Optional<String> key = section.text("access-key-id");
        Optional<Secret> secret = section.secret("secret-access-key");
        if (key.isPresent() != secret.isPresent()) {
            section.problem(
                    key.isPresent() ? "access-key-id" : "secret-access-key",
                    "'aws.access-key-id' and 'aws.secret-access-key' go together.",
                    "",
                    "leave both out to use the SDK's own chain of credentials");
        }
        return new AwsConfig(
                section.isPresent(),
                section.text("role").orElse(null),
                section.secret("external-id").orElse(null),
                section.text("region", DEFAULT_REGION),
                section.uri("endpoint").orElse(null),
                key.orElse(null),
                secret.orElse(null));
    }
}
