package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OPA itself says of the pack of this checkout. */
final class PackPoliciesIT {

    private static final OpaBinary.Found OPA =
            new OpaBinary(OpaConfig.standard(), System.getenv()).find(System.err::println);
    private static final Duration ALLOWED = Duration.ofMinutes(5);
    private static final String ENTRY = "src/main/resources/muster";

    @TempDir
    private Path folder;

    private static Tool.Result opa(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(OPA.path().toString()));
        command.addAll(List.of(arguments));
        return Tool.run(command, RealPack.HOME, Map.of(), ALLOWED);
    }

    private static void requireSilence(Tool.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    @Test
    void every_policy_is_formatted() throws IOException {
        requireSilence(opa("fmt", "--fail", "--list", "checks", ENTRY));
    }

    @Test
    void every_policy_compiles_against_the_columns_that_it_reads() throws IOException {
        Schemas.write(RealPack.load(), folder);

        requireSilence(opa("check", "--strict", "--max-errors", "0", "--schema", folder.toString(), "checks", ENTRY));
    }

    @Test
    void no_check_is_refused() {
        Policies policies = Policies.read(RealPack.load());
        policies.compile(OPA, folder);

        assertThat(policies.refused()).isEmpty();
    }

    @Test
    void every_test_of_a_policy_passes() {
        PolicyTests.Outcome outcome = PolicyTests.run(OPA, RealPack.load());

        assertThat(outcome.passed()).as(outcome.text()).isTrue();
        assertThat(outcome.text()).startsWith("PASS: ");
    }

    /** As the check quarantine_policy_prepared reads it. */
    @Test
    void the_policy_that_is_there_to_deploy_freezes_all_but_responders_and_auditors() throws IOException {
        Path policy = folder.resolve("policy.json");
        Files.writeString(
                policy,
                Files.readString(RealPack.HOME.resolve("deploy/containment/quarantine-account-scp.json"))
                        .replace("REPLACE_RESPONDER_ROLE", "incident-responder")
                        .replace("REPLACE_AUDIT_ROLE", "muster-audit"));

        Tool.Result result = opa(
                "eval",
                "--format=raw",
                "--data=checks/lib",
                "--input=" + policy,
                "[data.checks.lib.scp.decide(input, \"iam:CreateUser\", \"*\", context) |"
                        + " some role in [\"incident-responder\", \"muster-audit\", \"engineer\"];"
                        + " context := data.checks.lib.scp.context(\"aws\", \"111122223333\", role)]");

        assertThat(result.out().trim()).as(result.err()).isEqualTo("[\"free\",\"free\",\"denied\"]");
    }

    @Test
    void a_test_that_fails_is_shown() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("vpc_there", "vpcs", "findings contains result.fail(input.account.id, \"x\")\n")
                .write(
                        "checks/logging/vpc_there/vpc_there_test.rego",
                        "package checks.logging.vpc_there_test\n\ntest_fail_nothing if false\n");

        PolicyTests.Outcome outcome = PolicyTests.run(OPA, pack.load());

        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.text()).contains("data.checks.logging.vpc_there_test.test_fail_nothing: FAIL");
    }
}
