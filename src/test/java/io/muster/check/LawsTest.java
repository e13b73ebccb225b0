package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.Pack;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Confirmation;
import io.muster.inventory.Organization;
import io.muster.inventory.QueryId;
import io.muster.inventory.Slice;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of what checks say, and what is said where none is asked. */
final class LawsTest {

    private static final String BODY = "findings contains result.fail(input.account.id, \"x\")\n";
    private static final String PASS =
            "[{\"resource\":\"111111111111\",\"verdict\":\"pass\",\"seen\":2,\"message\":\"VPCs are fine\"}]";
    private static final String ABSENT =
            "[{\"resource\":\"111111111111\",\"verdict\":\"fail\",\"message\":\"has no VPC\"}]";

    @TempDir
    private Path folder;

    private Pack pack() {
        return new PackFolder(folder)
                .regionalQuery("vpcs")
                .regionalQuery("flow_logs")
                .organizationQuery("members")
                .check("whole", "vpcs, flow_logs", BODY)
                .partialCheck("regional", "vpcs, flow_logs", "region", BODY)
                .partialCheck("own", "vpcs, flow_logs", "self", BODY)
                .check("member", "members", BODY)
                .organizationCheck("wide", "members", "findings contains result.fail(input.organization.id, \"x\")\n")
                .load();
    }

    private static List<String> said(List<Finding> findings) {
        return findings.stream().map(LawsTest::said).collect(Collectors.toList());
    }

    private static String said(Finding finding) {
        return finding.check() + " " + finding.verdict().word() + " "
                + Optional.ofNullable(finding.reason()).map(Reason::word).orElse("-") + " "
                + Optional.ofNullable(finding.region()).orElse("-") + " " + finding.resource() + " "
                + finding.message();
    }

    private static List<String> asked(FakeOpa opa) {
        return opa.asked().stream()
                .flatMap(request -> request.asks().stream())
                .sorted()
                .collect(Collectors.toList());
    }

    private static World complete() {
        return new World()
                .read("vpcs", World.vpc("eu-west-1", "vpc-1", "a"), World.vpc("us-east-1", "vpc-2", "a"))
                .read("flow_logs", World.vpc("us-east-1", "vpc-2", "a"))
                .readGlobal(World.MANAGEMENT, "members", World.vpc("global", "m", "a"));
    }

    private static FakeOpa answering(Pack pack, String findings) {
        return new FakeOpa(pack)
                .answer("whole", findings)
                .answer("regional", findings)
                .answer("own", findings)
                .answer("member", findings)
                .answer("wide", findings.replace("111111111111", "o-example"));
    }

    @Test
    void what_was_read_completely_is_decided_by_the_check() {
        Pack pack = pack();
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = complete().decide(checker);

            assertThat(said(findings))
                    .containsExactly(
                            "member pass - - 111111111111 VPCs are fine",
                            "own pass - - 111111111111 VPCs are fine",
                            "regional pass - - 111111111111 VPCs are fine",
                            "whole pass - - 111111111111 VPCs are fine");
        }
    }

    @Test
    void a_table_that_was_not_read_is_unknown_and_nobody_is_asked() {
        Pack pack = pack();
        World world = new World()
                .read("vpcs", World.vpc("eu-west-1", "vpc-1", "a"))
                .unread("flow_logs")
                .readGlobal(World.MANAGEMENT, "members");
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = world.decide(checker);

            assertThat(asked(opa)).containsExactly("logging/member", "logging/own");
            String why = "cannot be judged: 'flow_logs' could not be read (denied): AccessDenied: not authorized to"
                    + " perform ec2:DescribeVpcs";
            assertThat(said(findings))
                    .contains(
                            "whole unknown denied - 111111111111 " + why,
                            "regional unknown denied - 111111111111 " + why);
            assertThat(findings.get(3).evidence()).isEqualTo("{\"unread_tables\":[\"flow_logs\"]}");
        }
    }

    @Test
    void a_table_that_nobody_asked_for_is_unknown() {
        Pack pack = pack();
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = new World().decide(checker);

            assertThat(asked(opa)).isEmpty();
            assertThat(findings)
                    .hasSize(4)
                    .allMatch(finding -> finding.reason() == Reason.NOT_COLLECTED)
                    .extracting(Finding::message)
                    .contains("cannot be judged: 'members' could not be read (not-collected): nobody asked for it");
        }
    }

    @Test
    void a_check_that_needs_the_whole_is_unknown_where_a_region_is_missing() {
        Pack pack = pack();
        World world = new World()
                .read("vpcs", World.vpc("eu-west-1", "vpc-1", "a"), World.vpc("us-east-1", "vpc-2", "a"))
                .readOnly("flow_logs", "us-east-1");
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            assertThat(said(world.decide(checker)))
                    .contains("whole unknown denied - 111111111111 cannot be judged: 'flow_logs' could not be read in"
                            + " eu-west-1 (denied): AccessDenied: not authorized to perform ec2:DescribeVpcs");
        }
    }

    @Test
    void a_check_of_regions_is_asked_without_the_rows_of_the_region_that_is_missing() {
        Pack pack = pack();
        World world = new World()
                .read(
                        "vpcs",
                        World.vpc("eu-west-1", "vpc-1", "a"),
                        World.vpc("us-east-1", "vpc-2", "a"),
                        World.vpc("global", "vpc-3", "a"))
                .readOnly("flow_logs", "us-east-1", World.vpc("us-east-1", "vpc-2", "a"));
        try (FakeOpa opa = answering(pack, ABSENT);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = world.decide(checker);

            FakeOpa.Asked asked = opa.asked().stream()
                    .filter(request -> request.asks().contains("logging/regional"))
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.input().at("/tables/vpcs").findValuesAsText("vpc_id"))
                    .as("rows of the missing region are cut from every table, so that a join stays honest")
                    .containsExactly("vpc-2", "vpc-3");
            assertThat(asked.input().at("/account/regions").toString()).isEqualTo("[\"us-east-1\"]");
            assertThat(asked.input().at("/unreadable").toString()).isEqualTo("{}");
            assertThat(said(findings))
                    .contains(
                            "regional unknown denied - 111111111111 cannot be judged as a whole, since eu-west-1 could"
                                    + " not be read; of the rest the check says: has no VPC",
                            "regional unknown denied eu-west-1 111111111111 cannot be judged: 'flow_logs' could not be"
                                    + " read in eu-west-1 (denied): AccessDenied: not authorized to perform"
                                    + " ec2:DescribeVpcs");
        }
    }

    @Test
    void of_a_check_of_regions_claims_about_regions_and_resources_stand() {
        Pack pack = pack();
        String findings = """
                [{"resource":"vpc-9","verdict":"fail","message":"is bad"},
                 {"resource":"vpc-2","region":"us-east-1","verdict":"fail","message":"is bad"},
                 {"resource":"111111111111","region":"us-east-1","verdict":"pass","seen":3,"message":"are good"},
                 {"resource":"vpc-1","region":"eu-west-1","verdict":"fail","message":"is in the missing region"},
                 {"resource":"111111111111","verdict":"not-applicable","message":"has nothing"}]
                """;
        World world = new World().read("vpcs").readOnly("flow_logs", "us-east-1");
        try (FakeOpa opa = answering(pack, findings);
                Checker checker = opa.checker(pack)) {
            List<String> said = said(world.decide(checker)).stream()
                    .filter(line -> line.startsWith("regional"))
                    .map(line -> line.substring(0, Math.min(line.length(), 60)))
                    .collect(Collectors.toList());

            assertThat(said)
                    .containsExactly(
                            "regional unknown denied - 111111111111 cannot be judged as a",
                            "regional fail - - vpc-9 is bad",
                            "regional unknown denied eu-west-1 111111111111 cannot be jud",
                            "regional pass - us-east-1 111111111111 are good",
                            "regional fail - us-east-1 vpc-2 is bad");
        }
    }

    @Test
    void a_check_that_reasons_about_it_itself_is_told_what_is_missing() {
        Pack pack = pack();
        World world = new World()
                .read("vpcs", World.vpc("eu-west-1", "vpc-1", "a"))
                .readOnly("flow_logs", "us-east-1", World.vpc("us-east-1", "vpc-2", "a"));
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = world.decide(checker);

            FakeOpa.Asked asked = opa.asked().stream()
                    .filter(request -> request.asks().contains("logging/own"))
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.asks()).containsExactly("logging/own");
            assertThat(asked.input().at("/unreadable").toString())
                    .isEqualTo("{\"flow_logs\":[{\"region\":\"eu-west-1\",\"reason\":\"denied\",\"message\":"
                            + "\"AccessDenied: not authorized to perform ec2:DescribeVpcs\"}]}");
            assertThat(asked.input().at("/tables/vpcs")).hasSize(1);
            assertThat(said(findings)).contains("own pass - - 111111111111 VPCs are fine");
        }
    }

    @Test
    void an_enabled_region_that_the_manifest_does_not_name_is_not_covered() {
        Pack pack = pack();
        World world = new World()
                .read("vpcs")
                .slice(Slice.read(
                        World.MEMBER,
                        new QueryId("flow_logs"),
                        "us-east-1",
                        0,
                        Duration.ZERO,
                        null,
                        Confirmation.ROWS));
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            assertThat(said(world.decide(checker)))
                    .contains("whole unknown region-not-covered - 111111111111 cannot be judged: 'flow_logs' could not"
                            + " be read in eu-west-1 (region-not-covered): the region was not asked");
        }
    }

    @Test
    void where_nobody_knows_the_enabled_regions_nothing_is_known_of_the_whole() {
        Pack pack = pack();
        Account account = new Account(
                World.MEMBER, "", "", AccountState.ACTIVE, "aws", false, List.of(), Map.of(), null, null, null, "aws");
        World world = new World().read("vpcs").read("flow_logs");
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = checker.decide(account, World.organization(), world.slices(), world);

            assertThat(said(findings))
                    .contains(
                            "regional unknown region-not-covered - 111111111111 cannot be judged as a whole, since nobody"
                                    + " knows which regions are enabled in the account; of the rest the check says:"
                                    + " VPCs are fine")
                    .anyMatch(line -> line.startsWith("whole unknown region-not-covered"));
        }
    }

    @Test
    void a_suspended_account_is_not_applicable() {
        Pack pack = pack();
        Account suspended = World.account(World.MEMBER, AccountState.SUSPENDED, null);
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings =
                    checker.decide(suspended, World.organization(), complete().slices(), complete());

            assertThat(asked(opa)).isEmpty();
            assertThat(findings)
                    .hasSize(4)
                    .allMatch(finding -> finding.verdict() == Verdict.NOT_APPLICABLE)
                    .allMatch(finding -> finding.message().equals("is suspended, so there is nothing to judge in it"));
        }
    }

    @Test
    void an_account_without_a_connection_is_unknown_with_the_manifests_reason() {
        Pack pack = pack();
        Account lost = World.account(World.MEMBER, AccountState.ACTIVE, null);
        World world = new World()
                .slice(Slice.notAsked(
                        World.MEMBER, new QueryId("vpcs"), Reason.DENIED, "no connection of Steampipe reaches it"))
                .readGlobal(World.MANAGEMENT, "members");
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = checker.decide(lost, World.organization(), world.slices(), world);
            List<Finding> bare = checker.decide(lost, World.organization(), List.of(), world);

            assertThat(asked(opa)).isEmpty();
            assertThat(findings)
                    .hasSize(4)
                    .allMatch(finding -> finding.reason() == Reason.DENIED)
                    .allMatch(finding ->
                            finding.message().equals("cannot be judged: no connection of Steampipe reaches it"));
            assertThat(bare).hasSize(4).allMatch(finding -> finding.reason() == Reason.UNREACHABLE);
        }
    }

    @Test
    void without_an_organization_its_checks_are_not_applicable_and_its_tables_are_empty() {
        Pack pack = pack();
        World alone = new World().read("vpcs").read("flow_logs");
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> wide = checker.decideOrganization(World.standAlone(), alone.slices(), alone);
            List<Finding> own = checker.decide(World.member(), World.standAlone(), alone.slices(), alone);

            assertThat(said(wide)).containsExactly("wide not-applicable - - 111111111111 belongs to no organization");
            assertThat(said(own)).contains("member pass - - 111111111111 VPCs are fine");
            FakeOpa.Asked asked = opa.asked().get(0);
            assertThat(asked.input().at("/organization").toString())
                    .isEqualTo(
                            "{\"id\":null,\"management_account_id\":null,\"accounts\":1,\"tables\":{\"members\":[]}}");
        }
    }

    @Test
    void an_organization_that_could_not_be_read_is_not_taken_for_none() {
        Pack pack = pack();
        World world = new World()
                .slice(Slice.unreadable(
                        World.MEMBER,
                        new QueryId("members"),
                        null,
                        Reason.DENIED,
                        "AccessDenied: organizations:ListAccounts",
                        Duration.ZERO));
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            List<Finding> wide = checker.decideOrganization(World.standAlone(), world.slices(), world);

            assertThat(said(wide))
                    .containsExactly("wide unknown denied - 111111111111 cannot be judged: 'members' could not be read"
                            + " (denied): AccessDenied: organizations:ListAccounts");
        }
    }

    @Test
    void a_check_of_the_organization_stands_at_the_management_account() {
        Pack pack = pack();
        World world = complete();
        try (FakeOpa opa = answering(pack, ABSENT);
                Checker checker = opa.checker(pack)) {
            List<Finding> findings = checker.decideOrganization(World.organization(), world.slices(), world);

            assertThat(said(findings)).containsExactly("wide fail - - o-example has no VPC");
            assertThat(findings.get(0).accountId()).isEqualTo(World.MANAGEMENT);
            FakeOpa.Asked asked = opa.asked().get(0);
            assertThat(asked.input().at("/account").isNull()).isTrue();
            assertThat(asked.input().at("/organization/connected").toString())
                    .isEqualTo("[\"111111111111\",\"999999999999\"]");
            assertThat(asked.input().at("/organization/tables/members")).hasSize(1);
        }
    }

    @Test
    void an_organization_without_accounts_has_nobody_to_speak_of() {
        Pack pack = pack();
        World world = new World();
        try (FakeOpa opa = answering(pack, PASS);
                Checker checker = opa.checker(pack)) {
            assertThat(checker.decideOrganization(new Organization(null, null, List.of()), world.slices(), world))
                    .isEmpty();
        }
    }

    @Test
    void one_resource_has_one_finding_of_the_worst_verdict() {
        Pack pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("whole", "vpcs", BODY)
                .load();
        String findings = """
                [{"resource":"vpc-1","verdict":"fail","message":"is open","evidence":{"port":22}},
                 {"resource":"vpc-1","verdict":"fail","message":"has no flow log"},
                 {"resource":"vpc-1","verdict":"unknown","message":"has no owner"},
                 {"resource":"vpc-2","verdict":"unknown","reason":"needs-attestation","message":"was not seen"}]
                """;
        try (FakeOpa opa = new FakeOpa(pack).answer("whole", findings);
                Checker checker = opa.checker(pack)) {
            List<Finding> found = new World().read("vpcs").decide(checker);

            assertThat(said(found))
                    .containsExactly(
                            "whole fail - - vpc-1 has no flow log; is open",
                            "whole unknown needs-attestation - vpc-2 was not seen");
            assertThat(found.get(0).evidence()).isEqualTo("{\"port\":22}");
        }
    }

    @Test
    void an_unknown_without_a_reason_was_not_collected() {
        Pack pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("whole", "vpcs", BODY)
                .load();
        String findings =
                "[{\"resource\":\"111111111111\",\"verdict\":\"unknown\",\"message\":\"no role is configured\"}]";
        try (FakeOpa opa = new FakeOpa(pack).answer("whole", findings);
                Checker checker = opa.checker(pack)) {
            assertThat(new World().read("vpcs").decide(checker))
                    .singleElement()
                    .extracting(Finding::reason)
                    .isEqualTo(Reason.NOT_COLLECTED);
        }
    }

    @Test
    void an_exception_accepts_a_failure_until_its_day_and_says_so_afterwards() {
        Pack pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("whole", "vpcs", BODY)
                .load();
        String findings = """
                [{"resource":"arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1","verdict":"fail","message":"is bad"},
                 {"resource":"arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-2","verdict":"fail","message":"is bad"},
                 {"resource":"arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-3","verdict":"fail","message":"is bad"},
                 {"resource":"arn:aws:ec2:eu-west-1:111111111111:subnet/s-1","verdict":"unknown","message":"is odd"}]
                """;
        Exceptions exceptions = exceptions(pack, """
                exceptions:
                  - {check: whole, account: "111111111111", resource: "*:vpc/vpc-1", owner: Payments, reason: sandbox,
                     ticket: SEC-1, expires: 2026-11-24}
                  - {check: whole, account: "*", resource: "*:vpc/vpc-2", owner: Payments, reason: sandbox,
                     ticket: SEC-2, expires: 2026-11-23}
                  - {check: whole, account: "*", resource: "*:vpc/vpc-9", owner: Web, reason: legacy,
                     ticket: SEC-3, expires: 2027-01-01}
                  - {check: whole, account: "222222222222", owner: Web, reason: legacy, ticket: SEC-4, expires: 2027-01-01}
                """);
        Basis basis = new Basis(Expectations.NONE, exceptions, Attestations.none(), World.NOW);
        try (FakeOpa opa = new FakeOpa(pack).answer("whole", findings);
                Checker checker = opa.checker(pack, basis)) {
            List<Finding> found = new World().read("vpcs").decide(checker);

            assertThat(found)
                    .extracting(Finding::verdict)
                    .containsExactly(Verdict.UNKNOWN, Verdict.ACCEPTED, Verdict.FAIL, Verdict.FAIL);
            assertThat(found.get(1).exception()).isEqualTo("Payments, SEC-1, until 2026-11-24");
            assertThat(found.get(2).exception()).isEqualTo("expired on 2026-11-23: Payments, SEC-2");
            assertThat(found.get(3).exception()).isNull();
            assertThat(checker.report().warnings())
                    .singleElement()
                    .extracting(Problem::what)
                    .isEqualTo("The exception for 'whole' (Web, SEC-3) covers no failure of this run.");
        }
    }

    private static Exceptions exceptions(Pack pack, String text) {
        Problems problems = new Problems();
        Exceptions exceptions = Exceptions.read(Settings.parse(text, "exceptions.yaml", Map.of(), problems), pack);
        assertThat(problems.errors()).isEmpty();
        return exceptions;
    }

    @Test
    void what_no_api_can_tell_passes_while_somebody_attests_it() {
        assertThat(attested(World.NOW, """
                attestations:
                  - {name: drill, who: Ann, when: 2026-06-01, expires: 2027-06-01, statement: a drill took place}
                  - {name: page, who: Bob, when: 2025-06-01, expires: 2026-06-01, statement: the page was read}
                """))
                .containsExactly(
                        "drill pass - - 111111111111 is attested by Ann on 2026-06-01 until 2027-06-01: a drill took"
                                + " place",
                        "page unknown needs-attestation - 111111111111 no drill is attested; the attestation by Bob"
                                + " on 2025-06-01 expired on 2026-06-01");
    }

    @Test
    void an_attestation_of_a_day_that_is_still_to_come_answers_nothing() {
        assertThat(attested(Instant.parse("2026-11-24T12:00:00Z"), """
                attestations:
                  - {name: drill, who: Ann, when: 2036-06-01, expires: 2037-06-01, statement: a drill took place}
                  - {name: page, who: Bob, when: 2026-11-25, expires: 2027-06-01, statement: it is tomorrow in Auckland}
                """))
                .containsExactly(
                        "drill unknown needs-attestation - 111111111111 no drill is attested; the attestation by Ann"
                                + " on 2036-06-01 is of a day that is still to come",
                        "page pass - - 111111111111 is attested by Bob on 2026-11-25 until 2027-06-01: it is tomorrow"
                                + " in Auckland");
    }

    /** What becomes, with these attestations, of two checks that ask for one. */
    private List<String> attested(Instant now, String text) {
        Pack pack = new PackFolder(folder)
                .regionalQuery("vpcs")
                .check("drill", "vpcs", BODY)
                .check("page", "vpcs", BODY)
                .load();
        String asks =
                "[{\"resource\":\"111111111111\",\"verdict\":\"unknown\",\"reason\":\"needs-attestation\",\"message\":\"no drill is attested\"}]";
        Attestations attestations =
                Attestations.read(Settings.parse(text, "attestations.yaml", Map.of(), new Problems()));
        Basis basis = new Basis(Expectations.NONE, Exceptions.none(), attestations, now);
        try (FakeOpa opa = new FakeOpa(pack).answer("drill", asks).answer("page", asks);
                Checker checker = opa.checker(pack, basis)) {
            return said(new World().read("vpcs").decide(checker));
        }
    }
}
