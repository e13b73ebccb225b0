package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Secret;
import io.muster.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpaConfigTest {

    private final Problems problems = new Problems();

    private OpaConfig config(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of("OPA_TOKEN", "planted"), problems);
        OpaConfig config = OpaConfig.from(settings);
        settings.finish();
        return config;
    }

    @Test
    void defaults() {
        assertThat(config("")).isEqualTo(OpaConfig.standard());
        assertThat(OpaConfig.standard())
                .isEqualTo(new OpaConfig(null, null, "1.22.2", Duration.ofSeconds(30), null, 2));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void explicit_mapping() {
        OpaConfig config = config("""
                opa:
                  url: https://opa.internal:8181/muster
                  token: ${env:OPA_TOKEN}
                  version: 1.23.0
                  timeout: 1m
                  binary: /opt/opa
                  parallel: 8
                """);

        assertThat(problems.errors()).isEmpty();
        assertThat(config)
                .isEqualTo(new OpaConfig(
                        URI.create("https://opa.internal:8181/muster"),
                        new Secret("planted"),
                        "1.23.0",
                        Duration.ofMinutes(1),
                        Path.of("/opt/opa"),
                        8));
        assertThat(config.toString()).doesNotContain("planted");
    }

    @Test
    void all_bad_values_are_reported_together() {
        config("""
                opa:
                  url: ftp://opa
                  version: latest
                  timeout: 30
                  parallel: 0
                  binery: opa
                """);

        assertThat(problems.errors())
                .extracting(Problem::what)
                .containsExactly(
                        "'opa.url' is 'ftp://opa', which is no http address.",
                        "'opa.version' is 'latest', which is no version.",
                        "'opa.timeout' is '30', which is no duration.",
                        "'opa.parallel' is '0', but must be a whole number from 1 to 64.",
                        "'opa.binery' is not a setting.");
    }

    @Test
    void a_token_without_an_address_is_a_problem() {
        config("opa: {token: \"${env:OPA_TOKEN}\"}");

        assertThat(problems.errors())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("'opa.token' is set, but 'opa.url' is not.");
    }
}
