package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.catalog.Pack;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checker over a real OPA. */
final class CheckerIT {

    private static final OpaBinary BINARY = new OpaBinary(OpaConfig.standard(), System.getenv());

    private static final String GOOD = """
            findings contains result.fail(input.account.id, "has no VPC") if count(input.tables.vpcs) == 0

            findings contains result.pass(input.account.id, count(_good), "VPCs are available") if count(_good) > 0

            findings contains finding if {
            	some vpc in input.tables.vpcs
            	not vpc.vpc_id in _good
            	finding := result.with_evidence(
            		result.in_region(result.fail(vpc.vpc_id, "is not available"), vpc.region),
            		{"state": vpc.state, "exact": 9007199254740993123},
            	)
            }

            _good contains vpc.vpc_id if {
            	some vpc in input.tables.vpcs
            	vpc.state == "available"
            }
            """;

    private static final String TROUBLE = """
            findings contains result.fail(vpc.vpc_id, "starts with a") if {
            	some vpc in input.tables.vpcs
            	startswith(vpc.state, "a")
            }
            """;

    private static final String SLOW = """
            findings contains result.fail(input.account.id, message) if {
            	sizes := numbers.range(1, 20000)
            	pairs := count([1 | some a in sizes; some b in sizes; a * b == 0])
            	message := sprintf("%d pairs", [pairs])
            }
            """;

    @TempDir
    private Path folder;

    private Checker start(PackFolder pack) {
        return start(pack.load(), OpaConfig.standard());
    }

    private static Checker start(Pack pack, OpaConfig config) {
        return Checker.start(config, BINARY, pack, World.basis(), line -> {});
    }

    private static OpaConfig impatient() {
        return new OpaConfig(null, null, OpaConfig.DEFAULT_VERSION, Duration.ofSeconds(3), null, 2);
    }

    private static List<String> said(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.check() + " " + finding.verdict().word() + " "
                        + Optional.ofNullable(finding.reason())
                                .map(Reason::word)
                                .orElse("-") + " "
                        + Optional.ofNullable(finding.region()).orElse("-") + " " + finding.resource())
                .collect(Collectors.toList());
    }

    private static Finding only(List<Finding> findings, String check) {
        List<Finding> own = findings.stream()
                .filter(finding -> finding.check().equals(new CheckId(check)))
                .collect(Collectors.toList());
        assertThat(own).hasSize(1);
        return own.get(0);
    }

    @Test
    void a_check_decides_over_the_rows_of_all_chunks() {
        World world = new World()
                .read(
                        "vpcs",
                        World.vpc("eu-west-1", "vpc-1", "available"),
                        World.vpc("eu-west-1", "vpc-2", "pending"),
                        World.vpc("us-east-1", "vpc-3", null),
                        World.vpc("us-east-1", "vpc-4", "available"),
                        World.vpc("us-east-1", "vpc-5", "available"));

        try (Checker checker =
                start(new PackFolder(folder).regionalQuery("vpcs").check("good", "vpcs", GOOD))) {
            List<Finding> findings = world.decide(checker);

            assertThat(said(findings))
                    .containsExactly(
                            "good pass - - 111111111111", "good fail - eu-west-1 vpc-2", "good fail - us-east-1 vpc-3");
            assertThat(findings.get(0).seen()).isEqualTo(3);
            assertThat(findings.get(1).evidence()).isEqualTo("{\"exact\":9007199254740993123,\"state\":\"pending\"}");
            assertThat(findings.get(1).owner()).isEqualTo("payments");
            assertThat(findings.get(1).environment()).isEqualTo("prod");
            assertThat(findings.get(1).accountName()).isEqualTo("account 111111111111");
            assertThat(checker.report().warnings()).isEmpty();
            assertThat(checker.report().opa()).endsWith("own process");
            assertThat(checker.report().stats().requests()).isPositive();
            assertThat(checker.report().stats().evaluation()).isPositive();
        }
    }

    @Test
    void a_check_that_does_not_compile_is_unknown_with_the_compilers_words_and_the_others_run() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .check("unparsable", "vpcs", "findings contains {\n")
                .check("undefined", "vpcs", "findings contains result.nosuch(input.account.id)\n")
                .check(
                        "misspelt",
                        "vpcs",
                        "findings contains result.fail(v.vpc_id, \"x\") if {\n\tsome v in input.tables.vpcs\n\tv.stat == \"a\"\n}\n");

        try (Checker checker = start(pack)) {
            List<Finding> findings = new World().read("vpcs").decide(checker);

            assertThat(only(findings, "good").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(only(findings, "unparsable").reason()).isEqualTo(Reason.POLICY_ERROR);
            assertThat(only(findings, "unparsable").message()).contains("rego_parse_error");
            assertThat(only(findings, "undefined").message())
                    .contains("undefined function data.checks.lib.result.nosuch");
            assertThat(only(findings, "misspelt").message())
                    .contains("checks/logging/misspelt/misspelt.rego line 21: rego_type_error: undefined ref: v.stat")
                    .contains("there is: account_id, is_default, region, state, vpc_id");
            assertThat(checker.report().warnings().stream().map(Problem::what))
                    .containsExactlyInAnyOrder(
                            "The check 'misspelt' is not asked and is unknown everywhere.",
                            "The check 'undefined' is not asked and is unknown everywhere.",
                            "The check 'unparsable' is not asked and is unknown everywhere.");
        }
    }

    @Test
    void a_policy_can_use_neither_network_nor_clock_nor_environment() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("calls", "vpcs", "findings contains result.fail(http.send({}).body, \"x\")\n")
                .check("waits", "vpcs", "findings contains result.fail(sprintf(\"%d\", [time.now_ns()]), \"x\")\n")
                .check("spies", "vpcs", "findings contains result.fail(opa.runtime().env.PATH, \"x\")\n");

        try (Checker checker = start(pack)) {
            List<Finding> findings = new World().read("vpcs").decide(checker);

            assertThat(findings)
                    .extracting(Finding::reason)
                    .containsOnly(Reason.POLICY_ERROR)
                    .hasSize(3);
            assertThat(only(findings, "calls").message()).contains("undefined function http.send");
        }
    }

    @Test
    void a_library_that_does_not_compile_stops_the_start() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .write("checks/lib/broken/broken.rego", "package checks.lib.broken\n\nx := y\n");

        assertThatThrownBy(() -> start(pack))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("The policies do not compile: checks/lib/broken/broken.rego line 3");
    }

    @Test
    void a_library_that_speaks_in_anothers_name_stops_the_start() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .write(
                        "checks/lib/forger/forger.rego",
                        "package checks.logging.good\n\nfindings contains {\"resource\": \"a\"}\n");

        assertThatThrownBy(() -> start(pack))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("its package is 'checks.logging.good', but its place says 'checks.lib.forger'");
    }

    @Test
    void a_check_that_speaks_in_anothers_name_is_refused() throws IOException {
        PackFolder writer = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .check("forger", "vpcs", GOOD);
        Pack pack = writer.load();
        Path file = folder.resolve("checks/logging/forger/forger.rego");
        Files.writeString(
                file, Files.readString(file).replace("package checks.logging.forger", "package checks.logging.good"));

        try (Checker checker = start(pack, OpaConfig.standard())) {
            List<Finding> findings = new World().read("vpcs").decide(checker);

            assertThat(only(findings, "good").message()).isEqualTo("has no VPC");
            assertThat(only(findings, "forger").message())
                    .isEqualTo("cannot be judged: its package is 'checks.logging.good', but its place says"
                            + " 'checks.logging.forger'");
        }
    }

    @Test
    void an_error_in_one_check_costs_that_check_alone() {
        World world = new World()
                .read("vpcs", World.vpc("eu-west-1", "vpc-1", "available"), World.vpc("eu-west-1", "vpc-2", null));
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .check("trouble", "vpcs", TROUBLE);

        try (Checker checker = start(pack)) {
            List<Finding> findings = world.decide(checker);

            assertThat(said(findings))
                    .containsExactly(
                            "good pass - - 111111111111",
                            "good fail - eu-west-1 vpc-2",
                            "trouble unknown policy-error - 111111111111");
            assertThat(only(findings, "trouble").message())
                    .isEqualTo("cannot be judged: eval_type_error: startswith: operand 1 must be string but got null"
                            + " (checks/logging/trouble/trouble.rego line 21)");

            long before = checker.report().stats().failed();
            world.decide(checker);
            assertThat(checker.report().stats().failed() - before)
                    .as("the culprit is asked alone, so that only its own request fails")
                    .isEqualTo(1);
        }
    }

    @Test
    void a_slow_check_costs_that_check_alone_and_stops_being_asked() {
        World world = new World().read("vpcs", World.vpc("eu-west-1", "vpc-1", "available"));
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("good", "vpcs", GOOD)
                .check("slow", "vpcs", SLOW);

        try (Checker checker = start(pack.load(), impatient())) {
            List<Finding> findings = world.decide(checker);

            assertThat(said(findings))
                    .containsExactly("good pass - - 111111111111", "slow unknown timed-out - 111111111111");
            assertThat(only(findings, "slow").message()).isEqualTo("cannot be judged: no decision within 3 s");

            world.decide(checker);
            world.decide(checker);
            long before = checker.report().stats().failed();
            Finding fourth = only(world.decide(checker), "slow");
            assertThat(checker.report().stats().failed()).isEqualTo(before);
            assertThat(fourth.message())
                    .isEqualTo(
                            "cannot be judged: the check took too long 3 times and is not asked any more in this run");
        }
    }

    @Test
    void silence_and_wrong_shapes_are_unknown() {
        PackFolder pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check(
                        "silent",
                        "vpcs",
                        "findings contains result.fail(v.vpc_id, \"x\") if some v in input.tables.vpcs\n")
                .check("nothing", "vpcs", "_unused := 1\n")
                .check("scalar", "vpcs", "findings := 5\n")
                .check(
                        "invented",
                        "vpcs",
                        "findings contains {\"resource\": \"a\", \"verdict\": \"fine\", \"message\": \"b\"}\n")
                .check(
                        "accepting",
                        "vpcs",
                        "findings contains {\"resource\": \"a\", \"verdict\": \"accepted\", \"message\": \"b\"}\n")
                .check("nameless", "vpcs", "findings contains {\"verdict\": \"pass\", \"message\": \"b\"}\n")
                .check("lost", "vpcs", "findings contains result.in_region(result.fail(\"a\", \"b\"), \"mars\")\n")
                .check("chatty", "vpcs", "findings contains object.union(result.fail(\"a\", \"b\"), {\"more\": 1})\n");
        String text = PackFolder.read(folder.resolve("checks/logging/nothing/nothing.rego"));
        pack.write("checks/logging/nothing/nothing.rego", text.replace("import data.checks.lib.result\n", ""));
        for (String unused : List.of("scalar", "invented", "accepting", "nameless")) {
            String path = "checks/logging/" + unused + "/" + unused + ".rego";
            pack.write(path, PackFolder.read(folder.resolve(path)).replace("import data.checks.lib.result\n", ""));
        }

        try (Checker checker = start(pack)) {
            List<Finding> findings = new World().read("vpcs").decide(checker);

            assertThat(checker.report().warnings()).isEmpty();
            assertThat(said(findings))
                    .containsExactly(
                            "accepting unknown policy-error - 111111111111",
                            "chatty unknown policy-error - 111111111111",
                            "invented unknown policy-error - 111111111111",
                            "lost unknown policy-error - 111111111111",
                            "nameless unknown policy-error - 111111111111",
                            "nothing unknown policy-error - 111111111111",
                            "scalar unknown policy-error - 111111111111",
                            "silent unknown silent - 111111111111");
            assertThat(only(findings, "lost").message())
                    .isEqualTo("cannot be judged: the finding about 'a' stands in 'mars', which is no region");
            assertThat(only(findings, "chatty").message())
                    .isEqualTo("cannot be judged: the finding about 'a' has 'more', which no finding has");
            assertThat(only(findings, "nothing").message()).isEqualTo("cannot be judged: OPA has no decision for it");
        }
    }

    @Test
    void nobody_without_the_token_can_ask_or_change_it() {
        PackFolder pack = new PackFolder(folder).regionalQuery("vpcs").check("good", "vpcs", GOOD);

        try (Checker checker = start(pack)) {
            OwnOpa opa = checker.ownOpa();
            OpaClient stranger = OpaClient.foreign(opa.client().address(), null, new Meter());

            Reply asked = stranger.post(
                    "/v1/data/muster/decide", new RequestBody().text("{\"input\":{}}"), Duration.ofMinutes(1));
            Reply policies = stranger.get("/v1/policies", Duration.ofMinutes(1));

            assertThat(asked)
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            reply -> assertThat(reply.status()).isEqualTo(401));
            assertThat(policies)
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            reply -> assertThat(reply.status()).isEqualTo(401));
        }
    }

    @Test
    void an_opa_that_dies_in_the_middle_is_started_again() throws Exception {
        World world = new World().read("vpcs", World.vpc("eu-west-1", "vpc-1", "available"));

        try (Checker checker =
                start(new PackFolder(folder).regionalQuery("vpcs").check("good", "vpcs", GOOD))) {
            world.decide(checker);
            for (ProcessHandle child : checker.ownOpa().process().descendants().collect(Collectors.toList())) {
                child.destroyForcibly();
            }
            checker.ownOpa().process().onExit().get(60, TimeUnit.SECONDS);

            assertThat(said(world.decide(checker))).containsExactly("good pass - - 111111111111");
            assertThat(checker.report().stats().restarts()).isEqualTo(1);
            assertThat(checker.report().warnings()).isEmpty();
        }
    }

    @Test
    void closing_leaves_no_process_and_no_file() throws Exception {
        ProcessHandle process;
        Path files;
        List<ProcessHandle> all;
        try (Checker checker =
                start(new PackFolder(folder).regionalQuery("vpcs").check("good", "vpcs", GOOD))) {
            process = checker.ownOpa().process();
            files = checker.ownOpa().policies();
            all = Stream.concat(Stream.of(process), process.descendants()).collect(Collectors.toList());
            assertThat(files).isDirectory();
            assertThat(Files.getPosixFilePermissions(files.getParent())).hasSize(3);
        }

        for (ProcessHandle each : all) {
            each.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(files.getParent()).doesNotExist();
        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }
}
