package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.check.Attestations;
import io.muster.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksAttestCommandTest {

    private final Cli cli = Cli.here();

    @TempDir
    private Path folder;

    @Test
    void the_stanza_is_printed_to_be_pasted() {
        Cli.Result printed =
                attest("PLB-01", "--when", "2026-03-01", "--expires", "2126-03-01", "--statement", "All \"six\": done");

        assertThat(printed.code()).isZero();
        assertThat(printed.out()).isEqualToNormalizingNewlines("""
                          - name: PLB-01
                            who: "Ada: Lovelace"
                            when: 2026-03-01
                            expires: 2126-03-01
                            statement: "All \\"six\\": done"
                        """);
    }

    @Test
    void what_is_written_is_read_again_as_it_was_said() throws IOException {
        Path file = folder.resolve("attestations.yaml");

        assertThat(attest("PLB-01", "--statement", "All six.", "--write", file.toString())
                        .code())
                .isZero();
        assertThat(attest("cloudtrail_logging", "--statement", "Seen.", "--write", file.toString())
                        .code())
                .isZero();

        Problems problems = new Problems();
        assertThat(Attestations.load(file, Map.of(), problems).all())
                .extracting(Attestations.Attestation::name)
                .containsExactly("PLB-01", "cloudtrail_logging");
        assertThat(problems.errors()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void a_file_that_it_cannot_add_to_stays_as_it_was() throws IOException {
        Path file = folder.resolve("attestations.yaml");
        for (String before : List.of("attestations: []\n", "attestations:\n  - {name: PLB-01}\n")) {
            Files.writeString(file, before);

            Cli.Result refused = attest("PLB-01", "--statement", "All six.", "--write", file.toString());

            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("could not be added", "which is as it was", "without --write");
            assertThat(file).hasContent(before);
        }
    }

    @Test
    void a_name_that_nothing_asks_for_gets_the_nearest_one() {
        Cli.Result refused = attest("PLB-1", "--statement", "All six.");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("no row 'PLB-1'").containsPattern("Did you mean 'PLB-0?[0-9]'");
    }

    @Test
    void the_future_and_the_past_are_refused() {
        assertThat(attest("PLB-01", "--statement", "x", "--when", "2126-01-01").err())
                .contains("is in the future");
        assertThat(attest("PLB-01", "--statement", "x", "--when", "2020-01-01").err())
                .contains("is over already");
    }

    private Cli.Result attest(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("checks", "attest", name, "--who", "Ada: Lovelace"));
        arguments.addAll(List.of(options));
        return cli.run(arguments.toArray(String[]::new));
    }
}
