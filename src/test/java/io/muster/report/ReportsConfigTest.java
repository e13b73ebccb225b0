package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportsConfigTest {

    private final Problems problems = new Problems();

    @Test
    void defaults() {
        assertThat(read("")).isEqualTo(new ReportsConfig(Path.of("reports"), EnumSet.allOf(ReportsConfig.Form.class)));
        assertThat(read("reports: {deliver: []}").deliver()).isEmpty();
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        ReportsConfig config = read("""
                reports:
                  directory: out
                  formats: [html, json]
                  deliver: [/mnt/share/readiness, "file:///srv/readiness"]
                """);

        assertThat(problems.errors()).isEmpty();
        assertThat(config.directory()).isEqualTo(Path.of("out"));
        assertThat(config.forms()).containsExactlyInAnyOrder(ReportsConfig.Form.HTML, ReportsConfig.Form.JSON);
        assertThat(config.deliver()).containsExactly(Path.of("/mnt/share/readiness"), Path.of("/srv/readiness"));
    }

    @Test
    void what_is_no_folder_is_refused_with_what_is_possible() {
        read("reports: {deliver: [\"s3://bucket/readiness\", ciso@example.com]}");

        assertThat(problems.errors()).hasSize(2);
        assertThat(problems.errors().get(0).text())
                .contains(
                        "'reports.deliver' names 's3://bucket/readiness', which is no folder.",
                        "Try: deliver: [/mnt/share/readiness]");
        assertThat(problems.errors()).extracting(Problem::what).anyMatch(what -> what.contains("ciso@example.com"));
    }

    private ReportsConfig read(String yaml) {
        Settings settings = Settings.parse(yaml, "muster.yaml", Map.of(), problems);
        ReportsConfig config = ReportsConfig.from(settings);
        settings.finish();
        return config;
    }
}
