package io.muster.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Secret;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class SteampipeConfigTest {

    private final Problems problems = new Problems();

    private SteampipeConfig read(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of("PASSWORD", "planted"), problems);
        SteampipeConfig config = SteampipeConfig.from(settings);
        settings.finish();
        return config;
    }

    private String errors() {
        return String.join("\n", problems.errors().stream().map(Problem::text).toList());
    }

    @Test
    void defaults() {
        SteampipeConfig config = read("");

        assertThat(config)
                .isEqualTo(new SteampipeConfig(
                        "jdbc:postgresql://localhost:9193/steampipe",
                        null,
                        null,
                        null,
                        Duration.ofMinutes(5),
                        8,
                        SteampipeConfig.Confirm.AUTO,
                        1_000));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        SteampipeConfig config = read("""
                steampipe:
                  url: jdbc:postgresql://steampipe.internal:9193/steampipe
                  user: reader
                  password: ${env:PASSWORD}
                  aggregator: aws_all
                  statement-timeout: 90s
                  parallel-accounts: 3
                  confirm: exact
                  fetch-size: 50
                """);

        assertThat(errors()).isEmpty();
        assertThat(config)
                .isEqualTo(new SteampipeConfig(
                        "jdbc:postgresql://steampipe.internal:9193/steampipe",
                        "reader",
                        new Secret("planted"),
                        "aws_all",
                        Duration.ofSeconds(90),
                        3,
                        SteampipeConfig.Confirm.EXACT,
                        50));
        assertThat(config.toString()).doesNotContain("planted");
    }

    @Test
    void the_socket_outlives_the_statement_by_ten_seconds() {
        Properties properties = read("steampipe: {statement-timeout: 20s}").driverProperties();

        assertThat(properties).containsEntry("socketTimeout", "30");
    }

    @Test
    void what_is_wrong_is_told_together() {
        read("""
                steampipe:
                  url: http://localhost:9193
                  statement-timeout: 5
                  parallel-accounts: 0
                  confirm: maybe
                  fetchsize: 10
                """);

        assertThat(errors())
                .contains("'steampipe.url' is no JDBC address of a PostgreSQL server.")
                .contains("A number needs a unit")
                .contains("'steampipe.parallel-accounts' is '0'")
                .contains("'steampipe.confirm' is 'maybe', but must be one of auto, exact, fast, none")
                .contains("'steampipe.fetchsize' is not a setting")
                .contains("Did you mean 'steampipe.fetch-size'?");
    }

    @Test
    void an_address_with_a_password_is_refused_and_not_repeated() {
        read("steampipe: {url: \"jdbc:postgresql://reader:planted@host:9193/steampipe\"}");

        assertThat(errors())
                .contains("'steampipe.url' names a user or a password before its host.")
                .doesNotContain("planted");
    }

    @Test
    void a_password_among_the_parameters_is_not_shown() {
        SteampipeConfig config =
                read("steampipe: {url: \"jdbc:postgresql://host/steampipe?password=planted&ssl=true\"}");

        assertThat(errors()).isEmpty();
        assertThat(config.shownUrl()).isEqualTo("jdbc:postgresql://host/steampipe?password=&ssl=true");
    }
}
