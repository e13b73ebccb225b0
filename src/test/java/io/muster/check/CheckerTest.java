package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.catalog.Pack;
import io.muster.check.FakeOpa.Asked;
import io.muster.check.FakeOpa.Canned;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a checker speaks with OPA, and what it makes of everything that OPA may answer. */
final class CheckerTest {

    private static final String BODY = "findings contains result.fail(input.account.id, \"x\")\n";
    private static final String FAIL = "[{\"resource\":\"111111111111\",\"verdict\":\"fail\",\"message\":\"is bad\"}]";
    private static final String ERROR = """
            {"code":"internal_error","message":"error(s) occurred while evaluating query","errors":[
              {"code":"eval_conflict_error","message":"rule data.checks.logging.two.findings\\n  produced conflicting values",
               "location":{"file":"checks/logging/two/two.rego","row":3,"col":1}}]}
            """;

    @TempDir
    private Path folder;

    private Pack pack() {
        return new PackFolder(folder)
                .regionalQuery("vpcs")
                .globalQuery("buckets")
                .organizationQuery("members")
                .check("one", "vpcs, members", BODY)
                .check("two", "vpcs", BODY)
                .check("three", "buckets", BODY)
                .load();
    }

    private static World world() {
        return new World()
                .read(
                        "vpcs",
                        World.vpc("eu-west-1", "vpc-1", "a\\nb"),
                        World.vpc("eu-west-1", "vpc-2", null),
                        World.vpc("us-east-1", "vpc-3", "a"))
                .readGlobal(World.MEMBER, "buckets")
                .readGlobal(World.MANAGEMENT, "members", World.vpc("global", "m", "a"));
    }

    private static FakeOpa opa(Pack pack) {
        return new FakeOpa(pack).answer("one", FAIL).answer("two", FAIL).answer("three", FAIL);
    }

    private static Map<String, String> reasons(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.toMap(
                        finding -> finding.check().value(),
                        finding -> finding.reason() == null
                                ? finding.verdict().word()
                                : finding.reason().word()));
    }

    private static Finding of(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(new CheckId(check)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_small_account_is_one_request_with_everything_that_its_checks_read() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = world().decide(checker);

            assertThat(findings).hasSize(3).allMatch(finding -> finding.verdict() == Verdict.FAIL);
            Asked asked = opa.asked().get(0);
            assertThat(opa.asked()).hasSize(1);
            assertThat(asked.path()).isEqualTo("/v1/data/muster/decide?strict-builtin-errors=true&metrics");
            assertThat(asked.authorization()).isEqualTo("Bearer open sesame");
            assertThat(asked.length()).isEqualTo(Integer.toString(asked.body().length()));
            assertThat(asked.body()).isEqualTo("""
                            {"input":{"ask":["logging/one","logging/two","logging/three"],\
                            "account":{"id":"111111111111","name":"account 111111111111","email":"root@example.com",\
                            "state":"ACTIVE","partition":"aws","management":false,"regions":["eu-west-1","us-east-1"],\
                            "tags":{"team":"payments"},"owner":"payments","environment":"prod"},\
                            "organization":{"id":"o-example","management_account_id":"999999999999","accounts":2,\
                            "tables":{"members":[{"account_id":"111111111111","region":"global","vpc_id":"m",\
                            "state":"a","is_default":null}]}},\
                            "expectations":{"security-account":null,"log-archive-account":null,"responder-role":null,\
                            "audit-role":null,"security-contact":null,"required-tags":null,"data-classes":null,\
                            "log-retention":null},\
                            "now":"2026-11-24T05:00:00Z","unreadable":{},\
                            "tables":{"buckets":[],"vpcs":[\
                            {"account_id":"111111111111","region":"eu-west-1","vpc_id":"vpc-1","state":"a\\nb",\
                            "is_default":null},\
                            {"account_id":"111111111111","region":"eu-west-1","vpc_id":"vpc-2","state":null,\
                            "is_default":null},\
                            {"account_id":"111111111111","region":"us-east-1","vpc_id":"vpc-3","state":"a",\
                            "is_default":null}]}}}""");
            CheckReport.Stats stats = checker.report().stats();
            assertThat(stats.parse()).isEqualTo(Duration.ofNanos(3));
            assertThat(stats.evaluation()).isEqualTo(Duration.ofNanos(4));
            assertThat(stats.failed()).isZero();
        }
    }

    @Test
    void large_tables_are_sent_once_and_apart_from_each_other() {
        PackFolder writer = new PackFolder(folder);
        for (String id : List.of("a", "b", "c", "d")) {
            writer.globalQuery(id);
        }
        Pack pack = writer.check("one", "a", BODY)
                .check("two", "a, b", BODY)
                .check("three", "c", BODY)
                .check("four", "d", BODY)
                .load();
        String[] rows = IntStream.range(0, 6_000)
                .mapToObj(row -> World.vpc("eu-west-1", "vpc-" + row, "a"))
                .toArray(String[]::new);
        World world = new World()
                .readGlobal(World.MEMBER, "a", rows)
                .readGlobal(World.MEMBER, "b", rows)
                .readGlobal(World.MEMBER, "c", rows)
                .readGlobal(World.MEMBER, "d", Arrays.copyOf(rows, 10));
        try (FakeOpa opa = opa(pack).answer("four", FAIL);
                Checker checker = opa.checker(pack)) {
            assertThat(world.decide(checker)).hasSize(4);

            assertThat(opa.asked().stream().map(asked -> List.copyOf(asked.asks())))
                    .containsExactlyInAnyOrder(
                            List.of("logging/two", "logging/one"), List.of("logging/three", "logging/four"));
        }
    }

    @Test
    void an_error_is_asked_again_check_by_check_and_the_culprit_alone_from_then_on() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack)
                        .specially(asked -> asked.asks().contains("logging/two") ? new Canned(500, ERROR) : null);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = world().decide(checker);

            assertThat(reasons(findings)).isEqualTo(Map.of("one", "fail", "two", "policy-error", "three", "fail"));
            assertThat(of(findings, "two").message())
                    .isEqualTo("cannot be judged: eval_conflict_error: rule data.checks.logging.two.findings produced"
                            + " conflicting values (checks/logging/two/two.rego line 3)");
            assertThat(opa.asked()).hasSize(4);

            world().decide(checker);
            assertThat(opa.asked().subList(4, opa.asked().size()).stream().map(Asked::asks))
                    .containsExactlyInAnyOrder(List.of("logging/two"), List.of("logging/one", "logging/three"));
        }
    }

    @Test
    void an_error_that_does_not_come_again_costs_nothing() {
        Pack pack = pack();
        AtomicInteger number = new AtomicInteger();
        try (FakeOpa opa = opa(pack)
                        .specially(asked -> number.incrementAndGet() == 1 ? new Canned(500, "no json") : null);
                Checker checker = opa.checker(pack)) {
            assertThat(world().decide(checker)).allMatch(finding -> finding.verdict() == Verdict.FAIL);
        }
    }

    @Test
    void answers_without_a_decision_are_policy_errors() {
        Pack pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("one", "vpcs", BODY)
                .load();
        List<String> bodies = List.of(
                "{}",
                "{\"result\":5}",
                "[]",
                "",
                "{\"result\":{\"logging/one\":[]},\"warning\":{\"code\":\"api_usage_warning\"}}",
                "{\"result\":{}}",
                "{\"result\":{\"logging/one\":[");
        for (String body : bodies) {
            try (FakeOpa opa = opa(pack).specially(asked -> new Canned(200, body));
                    Checker checker = opa.checker(pack)) {
                assertThat(new World().read("vpcs").decide(checker))
                        .as(body)
                        .singleElement()
                        .extracting(Finding::reason)
                        .isEqualTo(Reason.POLICY_ERROR);
            }
        }
    }

    @Test
    void a_time_out_costs_the_slow_check_alone() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack)) {
            opa.specially(asked -> asked.asks().contains("logging/two") ? opa.never() : null);
            OpaConfig hasty = opa.config(Duration.ofSeconds(2));
            try (Checker checker =
                    Checker.start(hasty, new OpaBinary(hasty, Map.of()), pack, World.basis(), line -> {})) {
                assertThat(reasons(world().decide(checker)))
                        .isEqualTo(Map.of("one", "fail", "two", "timed-out", "three", "fail"));
            }
        }
    }

    @Test
    void an_opa_that_is_not_there_makes_everything_unknown_and_ends_nothing() {
        Pack pack = pack();
        OpaConfig config;
        try (FakeOpa opa = opa(pack)) {
            config = opa.config();
        }
        try (Checker checker =
                Checker.start(config, new OpaBinary(config, Map.of()), pack, World.basis(), line -> {})) {
            List<Finding> findings = world().decide(checker);

            assertThat(findings).hasSize(3).allMatch(finding -> finding.reason() == Reason.UNREACHABLE);
            assertThat(findings.get(0).message())
                    .isEqualTo("cannot be judged: OPA does not answer: connection refused");
            assertThat(checker.report().warnings())
                    .singleElement()
                    .extracting(Problem::what)
                    .isEqualTo("OPA at " + config.url() + " does not answer, so every finding is unknown.");
            checker.confirm();
        }
    }

    @Test
    void an_opa_that_stops_answering_is_left_alone_after_three_attempts() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack).specially(asked -> new Canned(503, ""));
                Checker checker = opa.checker(pack)) {
            for (int account = 0; account < 5; account++) {
                assertThat(world().decide(checker)).allMatch(finding -> finding.reason() == Reason.UNREACHABLE);
            }

            assertThat(opa.asked()).hasSize(3);
            assertThat(checker.report().warnings())
                    .singleElement()
                    .extracting(Problem::why)
                    .isEqualTo("it answered 503");
        }
    }

    @Test
    void an_opa_with_other_policies_is_refused() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack)) {
            opa.module("checks/logging/one/one.rego", "package checks.logging.one\n")
                    .module("forged.rego", "package checks.logging.three\n\nfindings := []\n")
                    .module("more.rego", "package checks.logging.four\n")
                    .module("tests.rego", "package checks.logging.one_test\n")
                    .module("authz.rego", "package system.authz\n")
                    .without("checks/logging/two/two.rego");

            assertThatThrownBy(() -> opa.checker(pack))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("OPA at " + opa.url()
                            + " does not serve exactly the policies of this pack.\n"
                            + "  Packages that are missing: checks.logging.two; different: checks.logging.one,"
                            + " checks.logging.three; not of this pack: checks.logging.four.\n"
                            + "Try: load 'checks' and 'src/main/resources/muster/muster.rego' of this version into it, or leave"
                            + " opa.url out");
        }
    }

    @Test
    void policies_that_change_during_a_run_are_a_problem_at_its_end() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack);
                Checker checker = opa.checker(pack)) {
            checker.confirm();
            opa.module("checks/logging/one/one.rego", "package checks.logging.one\n");

            assertThatThrownBy(checker::confirm)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("different: checks.logging.one.");
        }
    }

    @Test
    void an_opa_that_hides_its_policies_or_is_none_is_refused() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack).showing(401, "{}")) {
            assertThatThrownBy(() -> opa.checker(pack)).hasMessageContaining("it answered 401");
        }
        try (FakeOpa opa = opa(pack).showing(200, "<html>")) {
            assertThatThrownBy(() -> opa.checker(pack)).hasMessageContaining("is no OPA");
        }
    }

    @Test
    void another_version_of_opa_is_named() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack).version("0.68.0");
                Checker checker = opa.checker(pack)) {
            assertThat(checker.report().warnings())
                    .singleElement()
                    .extracting(Problem::what)
                    .isEqualTo("OPA at " + opa.url() + " has version 0.68.0; Muster is tested with 1.22.2.");
            assertThat(checker.report().opa()).isEqualTo("0.68.0 at " + opa.url());
        }
        try (FakeOpa opa = opa(pack).version("1.22.9");
                Checker checker = opa.checker(pack)) {
            assertThat(checker.report().warnings()).isEmpty();
        }
    }

    @Test
    void an_interrupt_ends_a_decision_at_once() {
        Pack pack = pack();
        try (FakeOpa opa = opa(pack)) {
            CompletableFuture<Thread> asking = new CompletableFuture<>();
            CompletableFuture<List<Finding>> decision = new CompletableFuture<>();
            opa.specially(asked -> opa.never());
            try (Checker checker = opa.checker(pack)) {
                Thread thread = new Thread(() -> {
                    asking.complete(Thread.currentThread());
                    try {
                        decision.complete(world().decide(checker));
                    } catch (RuntimeException e) {
                        decision.completeExceptionally(e);
                    }
                });
                thread.start();
                asking.join().interrupt();

                assertThatThrownBy(() -> decision.get(60, TimeUnit.SECONDS))
                        .isInstanceOfAny(ExecutionException.class, CancellationException.class)
                        .satisfies(failure -> assertThat(failure instanceof CancellationException
                                        || failure.getCause() instanceof CancellationException)
                                .isTrue());
            }
        }
    }
}
