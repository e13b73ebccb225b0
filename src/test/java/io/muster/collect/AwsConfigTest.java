package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Secret;
import io.muster.settings.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AwsConfigTest {

    private final Problems problems = new Problems();

    private AwsConfig read(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of("KEY", "planted"), problems);
        AwsConfig config = AwsConfig.from(settings);
        settings.finish();
        return config;
    }

    @Test
    void defaults() {
        assertThat(read("")).isEqualTo(new AwsConfig(false, null, null, "us-east-1", null, null, null));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        AwsConfig config = read("""
                aws:
                  role: muster-audit
                  external-id: ${env:KEY}
                  region: eu-central-1
                  endpoint: http://127.0.0.1:5000
                  access-key-id: AKIA
                  secret-access-key: ${env:KEY}
                """);

        assertThat(problems.errors()).isEmpty();
        assertThat(config)
                .isEqualTo(new AwsConfig(
                        true,
                        "muster-audit",
                        new Secret("planted"),
                        "eu-central-1",
                        URI.create("http://127.0.0.1:5000"),
                        "AKIA",
                        new Secret("planted")));
        assertThat(config.toString()).doesNotContain("planted");
    }

    @Test
    void half_a_pair_of_keys_is_told() {
        read("aws: {access-key-id: AKIA}");

        assertThat(problems.errors())
                .singleElement()
                .extracting(Problem::text)
                .asString()
                .contains("'aws.access-key-id' and 'aws.secret-access-key' go together.");
    }
}
