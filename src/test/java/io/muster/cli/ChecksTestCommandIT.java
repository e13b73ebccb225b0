package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster checks test} with the real OPA. */
final class ChecksTestCommandIT {

    private final Cli cli = Cli.here();

    @TempDir
    private Path folder;

    @Test
    void tests_of_named_checks_run_alone() {
        Cli.Result tested = cli.run("checks", "test", "cloudtrail_log_validation");

        assertThat(tested.out()).containsPattern("PASS: [1-9][0-9]?/[1-9][0-9]?\\b");
        assertThat(tested.code()).isZero();
    }

    @Test
    void a_failing_test_is_named_and_answers_3() throws IOException {
        Path check = Files.createDirectories(folder.resolve("own/checks/logging/cloudtrail_log_validation"));
        Files.writeString(
                check.resolve("cloudtrail_log_validation.rego"),
                Files.readString(Home.folder()
                        .resolve("checks/logging/cloudtrail_log_validation/cloudtrail_log_validation.rego")));
        Files.writeString(check.resolve("cloudtrail_log_validation_test.rego"), """
                package checks.logging.cloudtrail_log_validation_test

                test_fail_on_purpose if 1 == 2
                """);
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "packs: [own]\n");

        Cli.Result tested = cli.run("checks", "test", "cloudtrail_log_validation", "--config", config.toString());

        assertThat(tested.out()).contains("test_fail_on_purpose: FAIL");
        assertThat(tested.code()).isEqualTo(3);
    }

    @Test
    void a_policy_that_does_not_compile_is_named_with_its_line_and_answers_3() throws IOException {
        Path check = Files.createDirectories(folder.resolve("own/checks/logging/cloudtrail_log_validation"));
        String policy = Files.readString(
                Home.folder().resolve("checks/logging/cloudtrail_log_validation/cloudtrail_log_validation.rego"));
        Files.writeString(check.resolve("cloudtrail_log_validation.rego"), policy + "\nbroken := nobody.knows\n");
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "packs: [own]\n");

        Cli.Result tested = cli.run("checks", "test", "--config", config.toString());

        assertThat(tested.out()).contains("cloudtrail_log_validation.rego", "nobody");
        assertThat(tested.code()).isEqualTo(3);
    }

    @Test
    void the_query_and_the_check_of_contributing_work_as_they_stand() throws IOException {
        List<String> blocks = Pattern.compile("```(?:sql|rego)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Home.folder().resolve("CONTRIBUTING.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        Path query = Files.createDirectories(folder.resolve("own/inventory-queries/own"));
        Path check = Files.createDirectories(folder.resolve("own/checks/evidence/bucket_regions"));
        Files.writeString(query.resolve("buckets.sql"), blocks.get(0));
        Files.writeString(check.resolve("bucket_regions.rego"), blocks.get(1));
        Files.writeString(check.resolve("bucket_regions_test.rego"), blocks.get(2));
        Path config = folder.resolve("muster.yaml");
        Files.writeString(config, "packs: [own]\n");

        Cli.Result tested = cli.run("checks", "test", "bucket_regions", "--config", config.toString());

        assertThat(tested.out()).contains("PASS: 4/4");
        assertThat(tested.code()).isZero();
        assertThat(cli.run("inventory", "show", "own_buckets", "--config", config.toString())
                        .out())
                .contains("read by      bucket_regions");
    }
}
