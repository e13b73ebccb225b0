package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScheduleConfigTest {

    private final Problems problems = new Problems();

    @Test
    void defaults() {
        ScheduleConfig config = ScheduleConfig.from(Settings.empty(problems));

        assertThat(config).isEqualTo(new ScheduleConfig("0 5 * * *", "0 6 * * MON", ZoneId.of("UTC")));
    }

    @Test
    void explicit_settings() {
        ScheduleConfig config = read("schedule: {audit: \"30 4 * * *\", report: \"0 7 * * 1\", zone: Europe/Berlin}");

        assertThat(config).isEqualTo(new ScheduleConfig("30 4 * * *", "0 7 * * 1", ZoneId.of("Europe/Berlin")));
        assertThat(config.next(config.audit(), Instant.parse("2026-11-24T12:00:00Z")))
                .hasValue(Instant.parse("2026-11-25T03:30:00Z"));
    }

    @Test
    void an_expression_that_cannot_be_read_is_a_problem() {
        read("schedule: {audit: daily, zone: Mars/Base}");

        assertThat(problems.errors())
                .extracting(problem -> problem.what())
                .containsExactly(
                        "'schedule.audit' is 'daily', which is no cron expression.",
                        "'schedule.zone' is 'Mars/Base', which is no time zone.");
    }

    private ScheduleConfig read(String yaml) {
        return ScheduleConfig.from(Settings.parse(yaml, "muster.yaml", Map.of(), problems));
    }
}
