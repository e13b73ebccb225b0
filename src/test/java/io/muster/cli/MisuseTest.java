package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person gets who mistypes. */
final class MisuseTest {

    @TempDir
    private Path folder;

    private static void requireSaid(String commandLine, String said) {
        Cli.Result result = Cli.here().run(commandLine.split(" "));

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualToNormalizingNewlines(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            findngs                       | 'muster' has no command 'findngs'.                        | Did you mean 'findings'?
            find                          | 'muster' has no command 'find'.                           | Did you mean 'findings'?
            xyz                           | 'muster' has no command 'xyz'.                            |
            outbox statsu                 | 'muster outbox' has no command 'statsu'.                  | Did you mean 'status'?
            outbox status extra           | 'extra' is one word too many for 'muster outbox status'.  |
            findings --severty critical   | 'muster findings' has no option '--severty'.              | Did you mean '--severity'?
            findings --severity           | '--severity' needs a value: WORD.                         |
            findings --run 1 --run 2      | '--run' stands there twice.                               | It takes one value.
            findings --format jsn         | '--format' can't be 'jsn'.                                | Did you mean 'json'? It is one of table, csv, json.
            audit --fail-on bad           | '--fail-on' can't be 'bad'.                               | It is one of critical, high, medium, low, info.
            runs --limit many             | '--limit' can't be 'many'.                                | It is a whole number.
            manifest --unread=maybe       | '--unread' can't be 'maybe'.                              | It takes no value.
            permissions nobody            | 'PURPOSE' can't be 'nobody'.                              | It is one of audit, steampipe, contacts, drill, responder.
            lookup                        | 'KEY' is missing.                                         |
            checks attest                 | '--who PERSON', '--statement TEXT', 'NAME' are missing.   |
            """)
    void a_mistake_is_said_in_words_with_what_was_meant(String commandLine, String what, String why) {
        String[] words = commandLine.split(" ");
        String command = what.contains("has no command")
                ? what.substring(1, what.indexOf("' has"))
                : words[0].matches("outbox|checks") ? "muster " + words[0] + " " + words[1] : "muster " + words[0];

        requireSaid(
                commandLine,
                "Error: " + what + "\n" + (why == null ? "" : "  " + why + "\n") + "Try: " + command + " --help\n");
    }

    @Test
    void values_that_make_no_sense_are_refused_before_anything_starts() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        requireSaid("findings --severity criticl", """
                Error: '--severity' can't be 'criticl'.
                  Did you mean 'critical'?
                Try: --severity with one of critical, high, medium, low, info
                """);
        requireSaid("runs --limit 0", "Error: '--limit' is 0, which shows nothing.\nTry: --limit 20\n");
        requireSaid("demo --rows -1", "Error: An account cannot have -1 rows.\nTry: --rows 300\n");
        requireSaid("demo --accounts 2", """
                Error: The demo organization cannot have 2 accounts.
                  It needs a management, a security and a log archive account.
                Try: --accounts 3 or more
                """);
        requireSaid(
                "demo --directory " + file,
                "Error: The folder '" + file + "' for state and reports could not be made.\n  '" + file
                        + "' is there already.\nTry: muster demo --directory DIR, with a folder that may be written\n");
    }

    @Test
    void what_cannot_be_meant_is_refused_before_a_configuration_is_looked_for() {
        requireSaid("audit --plan --resume", """
                Error: '--plan' and '--resume' exclude each other.
                  A plan reads nothing, so that there is nothing to take up.
                Try: leave one out
                """);
        requireSaid("audit --format csv", """
                Error: '--format csv' is for '--plan' only.
                  The report of a run holds its findings as CSV, and 'muster findings' prints them.
                Try: --format json, or after the audit: muster findings --format csv
                """);
        for (String command : List.of("audit", "audit --plan", "drill", "contacts plan", "contacts verify")) {
            requireSaid(command + " --account 111111111111,12", """
                    Error: '12' is no account id.
                      An account id has twelve digits.
                    Try: --account 111122223333
                    """);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_no_bug() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Cli.Result permissions = Cli.here()
                .run("permissions", "drill", "--out", file.resolve("below").toString());
        Cli.Result attest = Cli.here()
                .run("checks", "attest", "CT-01", "--who", "me", "--statement", "so", "--write", folder.toString());

        assertThat(permissions.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(permissions.err())
                .contains("could not be written.\n  '" + file + "", "Not a directory.\nTry: name a place");
        assertThat(attest.code()).isEqualTo(ExitCode.USAGE);
        assertThat(attest.err())
                .isEqualToNormalizingNewlines("Error: '" + folder + "' could not be read.\n  Is a directory.\n"
                        + "Try: name a file of attestations\n");
    }
}
