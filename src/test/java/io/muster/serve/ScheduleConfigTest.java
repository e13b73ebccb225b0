package io.muster.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScheduleConfigTest {

    private final Problems problems = new Problems();

    @Test
    void defaults() {
        ScheduleConfig config = ScheduleConfig.from(Settings.empty(problems));

        assertThat(config).isEqualTo(new ScheduleConfig("0 5 * * *", "0 6 * * MON", null, ZoneId.of("UTC")));
    }

    @Test
    void explicit_settings() {
        ScheduleConfig config = read("schedule: {audit: \"30 4 * * *\", report: \"0 7 * * 1\", zone: Europe/Berlin}");

        assertThat(config).isEqualTo(new ScheduleConfig("30 4 * * *", "0 7 * * 1", null, ZoneId.of("Europe/Berlin")));
        assertThat(config.next(config.audit(), Instant.parse("2026-11-24T12:00:00Z")))
                .hasValue(Instant.parse("2026-11-25T03:30:00Z"));
    }

    @Test
    void contacts_are_verified_only_where_it_is_said_which_are_wanted() {
        ScheduleConfig config = read("contacts: {file: contacts.yaml}\nschedule: {contacts-verify: \"0 4 * * *\"}");

        assertThat(problems.errors()).isEmpty();
        assertThat(config.contactsVerify()).isEqualTo("0 4 * * *");

        read("schedule: {contacts-verify: \"0 4 * * *\"}");

        assertThat(problems.errors()).hasSize(1);
        assertThat(problems.errors().get(0).text())
                .contains("'schedule.contacts-verify' needs the section 'contacts'.")
                .contains("contacts: {file: contacts.yaml}");
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

    @Test
    void an_expression_that_never_comes_is_a_problem() {
        read("schedule: {report: \"0 0 30 2 *\"}");

        assertThat(problems.errors())
                .extracting(problem -> problem.what())
                .containsExactly("'schedule.report' is '0 0 30 2 *', which never comes.");
    }

    @Test
    void a_time_that_the_clocks_skip_or_repeat_comes_once() {
        ScheduleConfig config = new ScheduleConfig("30 2 * * *", "0 6 * * MON", null, ZoneId.of("Europe/Berlin"));

        assertThat(times(config, "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
        assertThat(times(config, "2026-10-24T12:00:00Z", 3))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z");
        assertThat(config.next(config.audit(), Instant.parse("2026-10-25T01:15:00Z")))
                .as("while the clocks show 02:15 for the second time")
                .hasValue(Instant.parse("2026-10-26T01:30:00Z"));
    }

    private static List<String> times(ScheduleConfig config, String from, int count) {
        List<String> times = new ArrayList<>();
        Instant time = Instant.parse(from);
        while (times.size() < count) {
            time = config.next(config.audit(), time).orElseThrow();
            times.add(time.toString());
        }
        return times;
    }

    private ScheduleConfig read(String yaml) {
        return ScheduleConfig.from(Settings.parse(yaml, "muster.yaml", Map.of(), problems));
    }
}
