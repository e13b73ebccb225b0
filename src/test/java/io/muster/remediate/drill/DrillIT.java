package io.muster.remediate.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.Moto;
import io.muster.finding.AccountId;
import io.muster.finding.Verdict;
import io.muster.permissions.Containment.Need;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsSettings;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Member;
import io.muster.remediate.aws.Organization;
import io.muster.remediate.aws.Stop;
import io.muster.remediate.drill.AccountDrill.Entry;
import io.muster.remediate.drill.Decision.Layer;
import io.muster.remediate.drill.Decision.Outcome;
import io.muster.remediate.drill.IamFront.Rule;
import io.muster.remediate.drill.IamFront.Rules;
import io.muster.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Drills over an organization in moto, with the one operation that moto lacks before it. */
final class DrillIT {

    private static final String RESPONDER = "incident-responder";
    private static final String AUDIT = "muster-audit";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    private static final Clock CLOCK = Clock.systemUTC();

    private static Moto moto;

    private IamFront front;
    private AwsAccess aws;
    private Organization organization;
    private List<Member> members;
    private Map<String, List<String>> resources = Map.of();

    @BeforeAll
    static void start_moto() throws IOException {
        moto = Moto.start();
    }

    @AfterAll
    static void stop_moto() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void an_organization_of_five_accounts() throws IOException, InterruptedException {
        moto.reset();
        front = IamFront.before(moto.url());
        try (AwsAccess direct = access(moto.url(), Duration.ofSeconds(20))) {
            direct.organizations().createOrganization(request -> request.featureSet("ALL"));
            for (String name : List.of("One", "Two", "Three", "Four")) {
                direct.organizations()
                        .createAccount(request -> request.accountName(name).email(name + "@example.com"));
            }
        }
        aws = access(front.url(), Duration.ofSeconds(60));
        Stop stop = new Stop(CLOCK);
        organization = Organization.ask(aws, new Calls(CLOCK, stop, () -> 0.5), CLOCK, stop);
        members = organization.members();
        for (Member member : members) {
            createRole(member, RESPONDER, "/ir/");
            front.role(member.id().value(), RESPONDER, IamFront.allowing("*"));
        }
    }

    @AfterEach
    void stop_the_front() {
        aws.close();
        front.close();
    }

    private static AwsAccess access(URI endpoint, Duration patience) {
        return new AwsAccess(new AwsSettings("us-east-1", endpoint, "muster", new Secret("muster"), patience), CLOCK);
    }

    private void createRole(Member member, String name, String path) {
        AwsCredentialsProvider inside = aws.assume(AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + member.id() + ":role/OrganizationAccountAccessRole")
                .roleSessionName("setup")
                .build());
        try (IamClient iam = aws.build(IamClient.builder(), "us-east-1")) {
            iam.createRole(request -> request.roleName(name)
                    .path(path)
                    .assumeRolePolicyDocument(TRUST)
                    .overrideConfiguration(override -> override.credentialsProvider(inside)));
        }
    }

    private List<AccountDrill> drill(Probe... probes) throws InterruptedException {
        return drill(AUDIT, probes);
    }

    private List<AccountDrill> drill(@Nullable String auditRole, Probe... probes) throws InterruptedException {
        DrillConfig config = new DrillConfig(
                null,
                new Secret("ex-ternal"),
                Duration.ofMinutes(15),
                Map.of(),
                List.of(),
                true,
                "203.0.113.7",
                resources,
                3,
                1_000);
        Drill.Setup setup = new Drill.Setup(
                config,
                RESPONDER,
                auditRole,
                null,
                organization.caller(),
                "aws",
                organization.id(),
                new AccountId("222222222222"),
                List.of("us-east-1", "eu-west-1"),
                Drill.sessionName("0123"),
                List.of(probes));
        return new Drill(aws, setup, CLOCK, new Stop(CLOCK), () -> 0.5).run(members, drill -> {});
    }

    /**
     * The management account is 0, the others follow. moto draws ids by lot, so that their order alone would at times make
     * the caller's own account one of those that a test takes for foreign.
     */
    private String id(int number) {
        return members.stream()
                .sorted(Comparator.comparing(Member::management).reversed().thenComparing(Member::id))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .id()
                .value();
    }

    private static AccountDrill of(List<AccountDrill> drills, String account) {
        return drills.stream()
                .filter(drill -> drill.account().value().equals(account))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(AccountDrill drill) {
        return drill.findings().stream()
                .map(finding -> finding.requirement() + " " + finding.verdict().word())
                .toList();
    }

    @Test
    void a_role_that_may_do_everything_passes_but_for_the_keys_that_it_may_delete() throws InterruptedException {
        List<AccountDrill> drills = drill();

        assertThat(drills).hasSize(5).allSatisfy(drill -> {
            assertThat(drill.entry()).isEqualTo(Entry.PROVEN);
            assertThat(drill.role()).as("the ARN with its path").contains(":role/ir/" + RESPONDER);
            assertThat(drill.scpsSeen()).isTrue();
            assertThat(drill.standing()).startsWith("proven on ").endsWith("actions simulated");
            assertThat(lines(drill))
                    .containsExactly(
                            "RSP-02 pass",
                            "RSP-03 pass",
                            "RSP-03 fail",
                            "RSP-04 pass",
                            "RSP-07 pass",
                            "RSP-10 pass",
                            "RSP-11 pass",
                            "RSP-12 pass");
        });
    }

    @Test
    void nothing_but_reading_and_assuming_is_ever_asked_of_aws() throws InterruptedException {
        int before = front.actions().size();

        drill();

        assertThat(Set.copyOf(front.actions().subList(before, front.actions().size())))
                .containsExactlyInAnyOrder("AssumeRole", "GetCallerIdentity", "GetRole", "SimulatePrincipalPolicy");
    }

    @Test
    void every_question_has_one_resource_of_the_right_account_and_the_context_that_policies_ask_for()
            throws InterruptedException {
        drill();

        assertThat(front.simulations()).isNotEmpty().allSatisfy(form -> {
            assertThat(form).containsKey("ResourceArns.member.1").doesNotContainKey("ResourceArns.member.2");
            assertThat(form.get("ResourceArns.member.1")).doesNotContain("{");
            assertThat(form.toString())
                    .contains("aws:RequestedRegion", "aws:PrincipalOrgID", "aws:PrincipalArn", "aws:SourceIp")
                    .doesNotContain("ex-ternal");
        });
        assertThat(front.simulations().stream()
                        .map(form -> form.get("ResourceArns.member.1"))
                        .collect(Collectors.toSet()))
                .contains(
                        "arn:aws:ec2:eu-west-1:" + id(0) + ":instance/*",
                        "arn:aws:ec2:us-east-1::snapshot/*",
                        "arn:aws:iam::" + id(0) + ":user/*");
    }

    @Test
    void each_denial_names_its_layer_and_what_a_responder_cannot_do() throws InterruptedException {
        front.role(
                id(1),
                RESPONDER,
                new Rules(
                        List.of(
                                new Rule(true, "*", "*", Map.of()),
                                new Rule(false, "iam:DeleteAccessKey", "*", Map.of()),
                                new Rule(false, "ec2:StopInstances", "*", Map.of())),
                        List.of("iam:*", "ec2:*", "s3:*", "cloudtrail:*", "logs:*"),
                        List.of("ec2:CreateSnapshot")));

        AccountDrill drill = of(drill(), id(1));

        assertThat(layer(drill, "ec2:StopInstances")).containsExactly(Layer.STATEMENT);
        assertThat(layer(drill, "ec2:CreateSnapshot")).containsExactly(Layer.SCP);
        assertThat(layer(drill, "lambda:PutFunctionConcurrency")).containsExactly(Layer.BOUNDARY);
        assertThat(failures(drill, "RSP-02"))
                .anySatisfy(message -> assertThat(message)
                        .isEqualTo(
                                "can't do ec2:StopInstances in eu-west-1, us-east-1: keep-out denies it. Without it a"
                                        + " responder can't stop an instance, or keep it from being terminated (compromised"
                                        + " instance)"));
        assertThat(drill.findings())
                .filteredOn(finding -> finding.requirement().equals("RSP-07"))
                .extracting(DrillFinding::message)
                .anySatisfy(message -> assertThat(message).startsWith("is hindered by a permissions boundary"))
                .anySatisfy(message -> assertThat(message).startsWith("is hindered by a service control policy"));
        assertThat(lines(drill)).contains("RSP-03 pass", "RSP-04 pass", "RSP-12 fail");
    }

    /** AWS asks about the volume, and about the snapshot that is made of it. */
    @Test
    void an_action_is_allowed_when_it_is_on_all_that_it_touches() throws InterruptedException {
        front.role(
                id(1),
                RESPONDER,
                new Rules(
                        List.of(
                                new Rule(true, "*", "*", Map.of()),
                                new Rule(false, "ec2:CreateSnapshot", "arn:aws:ec2:*::snapshot/*", Map.of()),
                                new Rule(false, "ec2:CreateSecurityGroup", "arn:aws:ec2:*:*:vpc/*", Map.of())),
                        List.of(),
                        List.of()));

        AccountDrill drill = of(drill(), id(1));

        assertThat(failures(drill, "RSP-02"))
                .anySatisfy(message -> assertThat(message)
                        .startsWith(
                                "can't do ec2:CreateSnapshot on arn:aws:ec2:*::snapshot/* in eu-west-1, us-east-1: "))
                .anySatisfy(message -> assertThat(message)
                        .startsWith("can't do ec2:CreateSecurityGroup on arn:aws:ec2:*:" + id(1) + ":vpc/* in "));
    }

    private static List<String> failures(AccountDrill drill, String row) {
        return drill.findings().stream()
                .filter(finding -> finding.requirement().equals(row) && finding.verdict() == Verdict.FAIL)
                .map(DrillFinding::message)
                .toList();
    }

    private static Set<Layer> layer(AccountDrill drill, String action) {
        return drill.decisions().stream()
                .filter(decision -> decision.action().equals(action) && decision.need() == Need.MUST)
                .map(Decision::layer)
                .filter(layer -> layer != null)
                .collect(Collectors.toSet());
    }

    @Test
    void a_key_of_a_condition_that_nobody_knows_makes_the_answer_unknown_and_never_a_pass()
            throws InterruptedException {
        front.role(
                id(1),
                RESPONDER,
                new Rules(
                        List.of(
                                new Rule(true, "*", "*", Map.of()),
                                new Rule(false, "iam:UpdateAccessKey", "*", Map.of("aws:ResourceTag/team", "ir"))),
                        List.of(),
                        null));

        AccountDrill drill = of(drill(), id(1));

        assertThat(drill.scpsSeen()).isFalse();
        assertThat(drill.findings())
                .filteredOn(finding -> finding.requirement().equals("RSP-03") && finding.verdict() == Verdict.UNKNOWN)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("may or may not do iam:UpdateAccessKey: it depends on aws:ResourceTag/team"));
        assertThat(lines(drill)).contains("RSP-07 unknown");
    }

    @Test
    void a_condition_on_the_deny_all_policy_is_no_false_denial() throws InterruptedException {
        front.role(
                id(1),
                RESPONDER,
                new Rules(
                        List.of(new Rule(
                                true,
                                "iam:AttachUserPolicy",
                                "*",
                                Map.of("iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDenyAll"))),
                        List.of(),
                        List.of()));

        AccountDrill drill = of(drill(), id(1));

        assertThat(drill.decisions())
                .filteredOn(decision -> decision.action().equals("iam:AttachUserPolicy"))
                .extracting(Decision::outcome)
                .containsOnly(Outcome.ALLOWED);
        assertThat(drill.decisions())
                .filteredOn(decision -> decision.action().equals("iam:UpdateAccessKey"))
                .extracting(Decision::layer)
                .containsOnly(Layer.NOTHING_ALLOWS);
    }

    @Test
    void a_role_that_nobody_may_assume_in_one_of_five_accounts_costs_only_that_one() throws InterruptedException {
        front.refuse(id(2), RESPONDER);

        List<AccountDrill> drills = drill();

        AccountDrill refused = of(drills, id(2));
        assertThat(refused.entry()).isEqualTo(Entry.REFUSED);
        assertThat(refused.standing()).startsWith("entry not proven, actions simulated on ");
        assertThat(refused.findings())
                .filteredOn(finding -> finding.requirement().equals("RSP-10"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                    assertThat(finding.message()).contains("is not authorized to perform: sts:AssumeRole");
                });
        assertThat(drills.stream().filter(drill -> drill.entry() == Entry.PROVEN))
                .hasSize(4);
    }

    @Test
    void without_any_way_in_nothing_is_known_and_the_account_was_never_tried() throws InterruptedException {
        front.refuse(id(2), RESPONDER).refuse(id(2), AUDIT);

        AccountDrill drill = of(drill(), id(2));

        assertThat(drill.standing()).isEqualTo("never tried");
        assertThat(drill.decisions()).isEmpty();
        assertThat(lines(drill))
                .containsExactly(
                        "RSP-02 unknown",
                        "RSP-03 unknown",
                        "RSP-04 unknown",
                        "RSP-07 unknown",
                        "RSP-10 fail",
                        "RSP-11 unknown",
                        "RSP-12 unknown");
    }

    @Test
    void without_an_audit_role_the_responder_asks_about_itself() throws InterruptedException {
        AccountDrill drill = of(drill((String) null), id(2));

        assertThat(drill.simulationWhy()).isNull();
        assertThat(lines(drill)).contains("RSP-02 pass");
    }

    @Test
    void a_role_that_is_not_there_fails() throws InterruptedException {
        front.refuse(id(3), RESPONDER);
        AwsCredentialsProvider inside = aws.assume(AssumeRoleRequest.builder()
                .roleArn("arn:aws:iam::" + id(3) + ":role/OrganizationAccountAccessRole")
                .roleSessionName("setup")
                .build());
        try (IamClient iam = aws.build(IamClient.builder(), "us-east-1")) {
            iam.deleteRole(request -> request.roleName(RESPONDER)
                    .overrideConfiguration(override -> override.credentialsProvider(inside)));
        }

        AccountDrill drill = of(drill(), id(3));

        assertThat(lines(drill)).contains("RSP-02 fail", "RSP-03 fail", "RSP-10 fail", "RSP-07 not-applicable");
        assertThat(drill.findings().get(0).message()).isEqualTo("is not there, so that responders can do nothing");
    }

    @Test
    void throttling_is_waited_for() throws InterruptedException {
        front.throttle(id(1), 2);

        assertThat(lines(of(drill(), id(1)))).contains("RSP-02 pass");
    }

    @Test
    void resources_can_be_named_more_narrowly_than_all_of_a_kind() throws InterruptedException {
        resources = Map.of(
                "user",
                List.of("arn:{partition}:iam::{account}:user/people/*"),
                "kms-key",
                List.of(
                        "arn:{partition}:kms:{region}:{account}:key/one",
                        "arn:{partition}:kms:{region}:{account}:key/two"));

        List<AccountDrill> drills = drill();

        String account = id(2);
        assertThat(of(drills, account).decisions())
                .filteredOn(decision -> decision.action().equals("iam:UpdateAccessKey"))
                .extracting(Decision::resource)
                .containsExactly("arn:aws:iam::" + account + ":user/people/*");
        assertThat(of(drills, account).decisions())
                .filteredOn(decision -> decision.action().equals("kms:CreateGrant"))
                .extracting(Decision::resource)
                .contains(
                        "arn:aws:kms:us-east-1:" + account + ":key/one",
                        "arn:aws:kms:eu-west-1:" + account + ":key/two")
                .hasSize(4);
        assertThat(lines(of(drills, account))).contains("RSP-03 fail");
    }

    @Test
    void what_is_done_for_the_whole_organization_is_asked_in_its_management_account_only() throws InterruptedException {
        List<AccountDrill> drills = drill();

        assertThat(drills)
                .allSatisfy(drill -> assertThat(drill.decisions().stream()
                                .filter(decision -> decision.step().equals("quarantine-account"))
                                .filter(decision -> decision.action().equals("organizations:MoveAccount"))
                                .map(Decision::resource))
                        .isEqualTo(
                                drill.management()
                                        ? List.of("arn:aws:organizations::" + drill.account() + ":account/"
                                                + organization.id() + "/*")
                                        : List.of()));
    }

    @Test
    void credentials_that_expire_in_the_middle_cost_only_the_accounts_that_come_later() throws InterruptedException {
        front.expire(id(3)).expire(id(4));

        List<AccountDrill> drills = drill();

        assertThat(drills.subList(0, 3)).allSatisfy(drill -> {
            assertThat(drill.entry()).isEqualTo(Entry.PROVEN);
            assertThat(lines(drill)).contains("RSP-02 pass", "RSP-10 pass");
        });
        assertThat(drills.subList(3, 5)).allSatisfy(drill -> {
            assertThat(drill.entry()).isEqualTo(Entry.UNKNOWN);
            assertThat(drill.entryWhy()).contains("ExpiredToken");
            assertThat(lines(drill))
                    .contains("RSP-02 unknown", "RSP-10 unknown")
                    .doesNotContain("RSP-10 fail");
        });
        assertThat(DrillRecords.of(drills))
                .as("what nobody could ask replaces nothing that is known")
                .allSatisfy(entry -> assertThat(entry.certain())
                        .isEqualTo(!entry.account().value().equals(id(3))
                                && !entry.account().value().equals(id(4))));
    }

    @Test
    void an_account_that_hangs_is_unknown_and_the_others_go_on() throws InterruptedException {
        front.hang(id(4));
        aws.close();
        aws = access(front.url(), Duration.ofSeconds(5));

        List<AccountDrill> drills = drill();

        AccountDrill hung = of(drills, id(4));
        assertThat(hung.entry()).isEqualTo(Entry.UNKNOWN);
        assertThat(lines(hung)).contains("RSP-10 unknown");
        assertThat(hung.findings())
                .filteredOn(finding -> finding.requirement().equals("RSP-10"))
                .extracting(finding -> String.valueOf(finding.reason()))
                .containsExactly("TIMED_OUT");
        assertThat(drills.stream().filter(drill -> drill.entry() == Entry.PROVEN))
                .hasSize(4);
    }

    @Test
    void an_instance_is_tried_with_dry_run_only() throws InterruptedException {
        int before = front.actions().size();
        Probe probe = Probe.parse(id(1) + "/eu-west-1/i-0123456789abcdef0");

        AccountDrill drill = of(drill(probe), id(1));

        assertThat(drill.decisions())
                .filteredOn(Decision::tried)
                .extracting(
                        decision -> decision.action() + " " + decision.outcome().word())
                .containsExactly(
                        "ec2:StopInstances allowed",
                        "ec2:ModifyInstanceAttribute allowed",
                        "ec2:CreateSnapshots allowed",
                        // It looks for the instance first, and that it is not there proves nothing.
                        "ec2:ModifyInstanceMetadataOptions unknown");
        assertThat(front.actions().subList(before, front.actions().size()).stream()
                        .filter(action -> action.matches("(Stop|Modify|Create).*")))
                .hasSize(4)
                .allMatch(action -> action.endsWith(" DryRun=true"));
        assertThat(of(drill(probe), id(2)).decisions()).noneMatch(Decision::tried);
    }

    @Test
    void an_instance_without_its_account_is_wrong_usage() {
        assertThatThrownBy(() -> Probe.parse("i-0123456789abcdef0"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("--probe 111111111111/us-east-1/i-");
        assertThatThrownBy(() -> Drill.roleName("a b")).hasMessageContaining("is no name of a role");
        assertThat(Drill.roleName("arn:aws:iam::111111111111:role/ir/responder"))
                .isEqualTo("ir/responder");
    }

    @Test
    void json_has_what_the_table_has() throws InterruptedException, IOException {
        List<AccountDrill> drills = drill();

        JsonNode json = new ObjectMapper().readTree(DrillJson.text(drills));

        JsonNode first = json.at("/accounts/0");
        assertThat(first.at("/entry").asText()).isEqualTo("proven");
        assertThat(first.at("/findings")).hasSize(drills.get(0).findings().size());
        assertThat(first.at("/decisions")).hasSize(drills.get(0).decisions().size());
        assertThat(DrillJson.text(drills)).doesNotContain("ex-ternal");
    }
}
