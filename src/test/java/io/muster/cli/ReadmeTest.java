package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README against the code: keys, commands, and the example of a configuration. */
final class ReadmeTest {

    private static final String EVERY_LIST = """
            expectations: {data-classes: [{name: "*", class: internal}]}
            targets:
              - {name: splunk, type: splunk-hec, url: "https://splunk:8088", token: secret}
              - {name: files, type: file, directory: events}
            """;

    private final String readme = readme();

    private static String readme() {
        try {
            return Files.readString(Home.folder().resolve("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_key_that_the_code_reads_is_in_the_table() {
        Settings settings = Settings.parse(EVERY_LIST, "muster.yaml", Map.of(), new Problems());
        Configuration.read(settings);

        assertThat(settings.known())
                .contains("steampipe.url", "targets[].ack", "expectations.data-classes[].class", "packs")
                .allSatisfy(key -> assertThat(readme)
                        .as("the table of the configuration in README.md lacks a row for '" + key + "'")
                        .contains("\n| `" + key + "` |"));
    }

    @Test
    void the_example_of_a_configuration_can_be_read() {
        Matcher example =
                Pattern.compile("```yaml\n(steampipe:.*?)```", Pattern.DOTALL).matcher(readme);

        assertThat(example.find()).isTrue();
        assertThat(example.group(1).lines()).hasSizeLessThanOrEqualTo(16);
        Map<String, String> environment = Map.of("STEAMPIPE_PASSWORD", "one", "SPLUNK_HEC_TOKEN", "two");
        assertThat(Configuration.parse(example.group(1), environment).targets().targets())
                .hasSize(1);
    }

    @Test
    void every_command_is_in_the_table() {
        List<String> commands = List.copyOf(CommandFactory.commandLine(Map.of(), Terminal.ofProcess())
                .getSubcommands()
                .keySet());

        assertThat(commands).allSatisfy(command -> assertThat(readme).contains("`muster " + command));
    }
}
