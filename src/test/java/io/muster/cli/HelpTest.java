package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What every command says of itself. */
final class HelpTest {

    private final Cli cli = Cli.here();

    @Test
    void the_list_of_commands_fits_on_a_screen() {
        Cli.Result help = cli.run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out().lines()).hasSizeLessThan(50);
        assertThat(help.out()).contains("  audit ", "Runs one audit: reads the organization, decides");
        assertThat(help.out().lines())
                .contains("From a checkout, './muster bench' measures what Muster promises to hold.");
    }

    @Test
    void a_variable_of_the_configuration_is_shown_as_it_is_written() {
        assertThat(cli.run("serve", "--help").out()).contains("tokens: \"${file:tokens}\"", "Bearer $TOKEN");
    }

    @TestFactory
    Stream<DynamicTest> each_help_teaches_with_an_example_and_ends_with_the_exit_codes() {
        return names(CommandFactory.commandLine(Map.of(), Terminal.ofProcess()), "").stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> requireTeaches(name)));
    }

    private static List<String> names(CommandLine command, String prefix) {
        List<String> names = new ArrayList<>();
        command.getSubcommands().forEach((name, sub) -> {
            if (sub.getSubcommands().isEmpty()) {
                names.add((prefix + " " + name).strip());
            }
            names.addAll(names(sub, prefix + " " + name));
        });
        return names;
    }

    private void requireTeaches(String name) {
        List<String> arguments = new ArrayList<>(List.of(name.split(" ")));
        arguments.add("--help");

        Cli.Result help = cli.run(arguments.toArray(String[]::new));

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .containsPattern("(?s)Example.*muster " + name + "|(?s)muster " + name + ".*\n.*muster " + name)
                .contains("Exit codes:")
                .endsWith("Treat any other code as a failure." + System.lineSeparator());
        assertThat(help.out()).doesNotContain("%n");
    }
}
