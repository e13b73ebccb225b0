package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Secret;
import io.muster.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SiemQuestionsConfigTest {

    private final Problems problems = new Problems();

    private SiemQuestionsConfig read(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of("TOKEN", "planted"), problems);
        SiemQuestionsConfig config = SiemQuestionsConfig.from(settings);
        settings.finish();
        return config;
    }

    private List<String> whats() {
        return problems.errors().stream().map(Problem::what).toList();
    }

    @Test
    void without_the_section_nobody_is_asked() {
        SiemQuestionsConfig config = read("");

        assertThat(config).isEqualTo(SiemQuestionsConfig.NONE);
        assertThat(config.missing("cloudtrail"))
                .hasValueSatisfying(text -> assertThat(text).contains("'siem-questions' is not configured"));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        SiemQuestionsConfig config = read("""
                siem-questions:
                  type: opensearch
                  url: https://search.example.com:9200
                  user: auditor
                  password: ${env:TOKEN}
                  connect-timeout: 3s
                  timeout: 30s
                  data: {cloudtrail: "cloudtrail-*"}
                  sources: {vpn: "vpn-*,vpn-old"}
                """);

        assertThat(problems.errors()).isEmpty();
        assertThat(config)
                .isEqualTo(new SiemQuestionsConfig(
                        SiemQuestionsConfig.Type.OPENSEARCH,
                        URI.create("https://search.example.com:9200"),
                        null,
                        "auditor",
                        new Secret("planted"),
                        null,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Map.of("cloudtrail", "cloudtrail-*"),
                        Map.of("vpn", "vpn-*,vpn-old")));
        assertThat(config.toString()).doesNotContain("planted");
    }

    @Test
    void what_is_missing_is_named_by_its_key() {
        SiemQuestionsConfig config = read("siem-questions: {url: 'https://splunk:8089', token: '${env:TOKEN}'}");

        assertThat(problems.errors()).isEmpty();
        assertThat(config.missing("cloudtrail").orElseThrow()).startsWith("'siem-questions.data.cloudtrail' is not");
        assertThat(config.missing("sources").orElseThrow()).startsWith("'siem-questions.sources' names no source");
    }

    @Test
    void bad_values_are_told_together() {
        SiemQuestionsConfig config = read("""
                siem-questions:
                  url: ftp://splunk
                  token: ${env:TOKEN}
                  user: auditor
                  tls-ca: nowhere.pem
                  data: {cloudtrail: " "}
                """);

        assertThat(config.isConfigured()).isFalse();
        assertThat(whats())
                .anyMatch(what -> what.contains("'siem-questions.url' is no web address"))
                .anyMatch(what -> what.contains("go together"))
                .anyMatch(what -> what.contains("has a token and a user"))
                .anyMatch(what -> what.contains("which is no file"))
                .anyMatch(what -> what.contains("'siem-questions.data.cloudtrail' is empty"))
                .hasSize(5);
    }

    @Test
    void an_address_is_needed() {
        read("siem-questions: {token: '${env:TOKEN}'}");

        assertThat(whats()).containsExactly("'siem-questions.url' is missing.");
    }
}
