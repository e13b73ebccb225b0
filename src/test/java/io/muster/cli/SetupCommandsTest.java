package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the first hour: permissions, connections, doctor. */
final class SetupCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Cli cli = Cli.here();

    @BeforeEach
    void a_home_of_its_own() {
        cli = new Cli(Map.of("HOME", folder.toString(), "PATH", ""));
    }

    private Path accounts() throws IOException {
        return Files.writeString(folder.resolve("accounts.csv"), "id,name\n111111111111,One\n222222222222,Two\n");
    }

    @Test
    void permissions_need_no_configuration_and_their_policy_goes_into_aws_as_it_is() throws IOException {
        Cli.Result all = cli.run("permissions");
        Cli.Result one = cli.run("permissions", "--policy", "muster-audit");

        assertThat(all.code()).isZero();
        assertThat(JSON.readTree(all.out()).at("/policies/0/document")).isEqualTo(JSON.readTree(one.out()));
        assertThat(all.err()).contains("These actions show more than configuration");
    }

    @Test
    void permissions_are_written_into_a_folder() throws IOException {
        Cli.Result result = cli.run(
                "permissions", "drill", "--out", folder.resolve("policies").toString());

        assertThat(result.code()).isZero();
        assertThat(JSON.readTree(folder.resolve("policies/muster-drill.json").toFile())
                        .at("/Version")
                        .asText())
                .isEqualTo("2012-10-17");
    }

    @Test
    void an_action_is_explained_and_a_misspelt_one_is_suggested() {
        Cli.Result explained = cli.run("permissions", "--explain", "cloudtrail:DescribeTrails");
        Cli.Result wrong = cli.run("permissions", "--explain", "cloudtrail:DescribeTrial");

        assertThat(explained.out()).contains("cloudtrail_trails", "the check is unknown");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("Did you mean 'cloudtrail:DescribeTrails'?");
    }

    @Test
    void a_policy_or_an_organization_that_is_none_is_wrong_usage() {
        assertThat(cli.run("permissions", "--policy", "muster-audi").err()).contains("Did you mean 'muster-audit'?");
        assertThat(cli.run("permissions", "--organization", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("permissions", "--beyond", "SecurityAudi").err()).contains("Did you mean 'SecurityAudit'?");
    }

    @Test
    void connections_are_written_into_the_home_of_steampipe_and_checked_afterwards() throws IOException {
        String list = accounts().toString();

        Cli.Result before = cli.run("connections", "--accounts", list, "--check");
        Cli.Result written = cli.run("connections", "--accounts", list);
        Cli.Result after = cli.run("connections", "--accounts", list, "--check");

        assertThat(before.code()).isEqualTo(ExitCode.FAILED);
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(after.code()).isZero();
        assertThat(Files.readString(folder.resolve(".steampipe/config/aws.spc")))
                .contains("aws_111111111111");
        assertThat(Files.readString(folder.resolve(".aws/config"))).contains("[profile muster_222222222222]");
    }

    @Test
    void connections_show_a_difference_and_write_nothing() throws IOException {
        Cli.Result diff = cli.run("connections", "--accounts", accounts().toString(), "--diff");

        assertThat(diff.code()).isZero();
        assertThat(diff.out()).contains("+connection \"aws_111111111111\" {");
        assertThat(folder.resolve(".steampipe")).doesNotExist();
    }

    @Test
    void connections_refuse_names_and_options_that_steampipe_or_aws_would_refuse() throws IOException {
        String list = accounts().toString();

        assertThat(cli.run("connections", "--accounts", list, "--aggregator", "my-org")
                        .err())
                .contains("--aggregator my_org");
        assertThat(cli.run("connections", "--accounts", list, "--shard", "5/4").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("connections", "--accounts", list, "--credential-source", "Moon")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("connections", "--accounts", list, "--role", "x\ny").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve(".steampipe")).doesNotExist();
    }

    @Test
    void a_doctor_names_every_bad_part_and_what_to_do() throws IOException {
        Path yaml = Files.writeString(folder.resolve("muster.yaml"), """
                steampipe: {url: "jdbc:postgresql://localhost:1/steampipe"}
                targets:
                  - {name: splunk, type: splunk-hec, url: "http://127.0.0.1:1", token: secret-token}
                  - {name: files, type: file, directory: events}
                """);

        Cli.Result result = cli.run("doctor", "--config", yaml.toString(), "--format", "json");

        JsonNode parts = JSON.readTree(result.out());
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(parts)
                .filteredOn(part -> part.get("level").asText().equals("broken"))
                .extracting(part -> part.get("part").asText())
                .containsExactly("steampipe", "opa", "target splunk");
        assertThat(parts)
                .filteredOn(part -> part.get("level").asText().equals("broken"))
                .allSatisfy(part -> assertThat(part.get("try").asText()).isNotEmpty());
        assertThat(parts)
                .filteredOn(part -> part.get("level").asText().equals("ok"))
                .extracting(part -> part.get("part").asText())
                .contains("configuration", "state", "pack", "target files", "schedule");
        assertThat(result.out() + result.err()).doesNotContain("secret-token");
    }

    @Test
    void a_doctor_says_what_is_wrong_with_the_configuration_and_looks_at_the_rest() throws IOException {
        Path yaml = Files.writeString(folder.resolve("muster.yaml"), "stempipe: {}\n");

        Cli.Result result = cli.run("doctor", "--config", yaml.toString());

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("broken   configuration", "Did you mean 'steampipe'?", "java");
    }

    @Test
    void a_drill_refuses_an_instance_without_its_account_before_it_asks_anybody() {
        Cli.Result result = cli.run("drill", "--probe", "i-0123456789abcdef0");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("Try: --probe 111111111111/us-east-1/i-");
    }

    @Test
    void permissions_are_for_the_roles_that_the_configuration_names() throws IOException {
        Path yaml = Files.writeString(folder.resolve("muster.yaml"), """
                aws: {role: reader, external-id: hush}
                drill: {role: ir/firefighter}
                expectations: {security-account: "222222222222"}
                """);

        Cli.Result drill = cli.run("permissions", "drill", "--config", yaml.toString());
        Cli.Result role = cli.run("permissions", "audit", "--format", "cloudformation", "--config", yaml.toString());

        assertThat(drill.out()).contains("role/firefighter", "role/reader");
        assertThat(JSON.readTree(role.out()).at("/Parameters").has("ExternalId"))
                .isTrue();
        assertThat(role.out()).doesNotContain("hush");
    }

    @Test
    void every_help_ends_with_an_example_and_the_exit_codes() {
        for (String command : new String[] {"permissions", "connections", "doctor", "drill"}) {
            assertThat(cli.run(command, "--help").out())
                    .containsPattern("Examples?:\\s+muster " + command)
                    .contains("Exit codes:");
        }
    }
}
