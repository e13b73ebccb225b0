package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksCommandTest {

    private final Cli cli = Cli.here();

    @TempDir
    private Path folder;

    @Test
    void the_indexes_are_what_the_headers_say() throws IOException {
        PackIndex index = new PackIndex(Home.pack(List.of()));

        assertThat(index.stale(Home.folder()))
                .as("Indexes are made from the headers; write them anew with: " + PackIndex.COMMAND)
                .isEmpty();
    }

    @Test
    void the_list_goes_from_the_worst_severity_down() {
        Cli.Result list = cli.run("checks", "list", "--area", "logging", "--severity", "high");

        assertThat(list.code()).isZero();
        assertThat(list.out()).startsWith("CHECK").doesNotContain(" medium ");
        assertThat(list.out().indexOf(" critical ")).isLessThan(list.out().indexOf(" high "));
    }

    @Test
    void a_framework_narrows_the_list_and_shows_its_controls() {
        Cli.Result list = cli.run("checks", "list", "--framework", "cis-aws-5.0");
        Cli.Result json = cli.run("checks", "list", "--framework", "cis-aws-5.0", "--format", "json");

        assertThat(list.code()).isZero();
        assertThat(list.out())
                .containsPattern("admin_ports_closed +containment +high +account +5\\.3 5\\.4 ")
                .doesNotContain("exercise_held");
        assertThat(json.out()).contains("\"cis-aws-5.0:5.3\"");
    }

    @Test
    void an_unknown_area_is_told_and_does_not_look_empty() {
        Cli.Result list = cli.run("checks", "list", "--area", "loging");

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).contains("There is no area 'loging'.", "Did you mean 'logging'?", "one of access, ");
    }

    @Test
    void frameworks_are_listed_and_an_unknown_one_is_told_with_the_nearest() {
        Cli.Result list = cli.run("checks", "frameworks");
        Cli.Result wrong = cli.run("checks", "list", "--framework", "cis-aws-50");

        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("nist-800-61r3", "CIS AWS Foundations Benchmark 5.0");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean 'cis-aws-5.0'?");
    }

    @Test
    void the_coverage_fits_a_terminal_of_120_columns() {
        Cli.Result coverage = cli.run("checks", "coverage");

        assertThat(coverage.code()).isZero();
        assertThat(coverage.out().lines())
                .allMatch(line -> line.length() <= 120)
                .anyMatch(line -> line.matches("CT-01 +critical +check +.*cloudtrail_logging.*"));
    }

    @Test
    void the_coverage_as_csv_has_a_line_for_each_row() {
        Cli.Result coverage = cli.run("checks", "coverage", "--format", "csv");

        assertThat(coverage.out().lines()).first().isEqualTo("row,severity,kind,checks,reason");
        assertThat(coverage.out().lines()).hasSize(226);
    }

    @Test
    void a_check_is_shown_as_its_page_with_what_it_decides() {
        Cli.Result shown = cli.run("checks", "show", "cloudtrail_log_validation");

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("Why it matters", "requirements  CT-", "logging/cloudtrail_log_validation");
    }

    @Test
    void a_check_with_a_typo_gets_the_nearest_name() {
        Cli.Result tested = cli.run("checks", "test", "cloudtrail_log_validatoin");

        assertThat(tested.code()).isEqualTo(2);
        assertThat(tested.err()).contains("Did you mean 'cloudtrail_log_validation'?");
    }

    @Test
    void folders_of_the_users_own_are_listed_with_the_rest() throws IOException {
        Path check = Files.createDirectories(folder.resolve("own/checks/logging/trail_is_named_so"));
        Files.writeString(check.resolve("trail_is_named_so.rego"), """
                # METADATA
                # title: Trails are named as the security team expects
                # description: Whether each trail of the account has the name that was agreed.
                # related_resources: []
                # custom:
                #   severity: low
                #   scope: account
                #   inventory: [cloudtrail_trails]
                #   requirements: [CT-01]
                #   risk: Scripts of responders look for the name.
                #   fix: Create the trail again with the name.
                package checks.logging.trail_is_named_so

                import data.checks.lib.result

                findings contains result.pass(input.account.id, 0, "has good names")
                """);
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "packs: [own]\nsteampipe: {password: \"${env:NOT_SET}\"}\n");

        Cli.Result list = cli.run("checks", "list", "--config", config.toString());

        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("trail_is_named_so");
    }
}
