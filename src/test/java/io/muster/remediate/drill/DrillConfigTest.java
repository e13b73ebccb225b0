package io.muster.remediate.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DrillConfigTest {

    private final Problems problems = new Problems();

    private DrillConfig read(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of(), problems);
        DrillConfig config = DrillConfig.from(settings);
        settings.finish();
        return config;
    }

    @Test
    void defaults() {
        assertThat(read(""))
                .isEqualTo(new DrillConfig(
                        null, null, Duration.ofMinutes(15), Map.of(), List.of(), true, null, Map.of(), 8, 5));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_key() {
        DrillConfig config = read("drill: {role: ir/responder, external-id: hush, duration: 30m, tags: {ticket: drill},"
                + " regions: [eu-west-1], mfa: false, source-ip: 203.0.113.7, parallel: 3, calls-per-second: 2}");

        assertThat(problems.errors()).isEmpty();
        assertThat(config.role()).isEqualTo("ir/responder");
        assertThat(config.duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.tags()).containsEntry("ticket", "drill");
        assertThat(config.regions()).containsExactly("eu-west-1");
        assertThat(config.mfa()).isFalse();
        assertThat(config.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(config.parallel()).isEqualTo(3);
        assertThat(config.callsPerSecond()).isEqualTo(2);
        assertThat(config.toString()).doesNotContain("hush");
    }

    @Test
    void a_resource_of_an_unknown_kind_and_one_that_is_no_arn_are_problems() {
        DrillConfig config =
                read("drill: {resources: {user: [\"arn:aws:iam::{account}:user/people/*\"], usr: [\"arn:x\"],"
                        + " bucket: [logs]}}");

        assertThat(config.resources()).containsOnlyKeys("user");
        assertThat(problems.errors())
                .extracting(Problem::what)
                .containsExactly(
                        "'drill.resources.usr' is no kind of resource that a drill asks for.",
                        "'drill.resources.bucket' holds something that is no ARN.");
        assertThat(problems.errors().get(0).why()).isEqualTo("Did you mean 'user'?");
    }

    @Test
    void a_session_that_aws_would_not_give_is_a_problem() {
        assertThat(read("drill: {duration: 2h}").duration()).isEqualTo(DrillConfig.DEFAULT_DURATION);
        assertThat(problems.errors())
                .extracting(Problem::what)
                .containsExactly("'drill.duration' is not between 15 minutes and an hour.");
    }
}
