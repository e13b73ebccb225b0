package io.muster.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.catalog.QuerySpec;
import io.muster.problem.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policies against the headers of Muster's own queries, and against the actions that AWS documents. */
final class GrantsTest {

    private static final Pack PACK =
            PackLoader.load(List.of(Path.of(System.getProperty("muster.home", "."))), new Problems());
    private static final Map<String, String> LEVELS = levels();
    private static final Grants GRANTS = new Grants(PACK, Names.standard(), null);

    private static Map<String, String> levels() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GrantsTest.class.getResourceAsStream("iam-actions.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> allowed(Grants grants, Purpose purpose) {
        return grants.policies(purpose).stream()
                .flatMap(policy -> policy.allowed().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_action_of_every_header_is_in_the_policy_of_an_audit() {
        Set<String> allowed = allowed(GRANTS, Purpose.AUDIT);

        for (QuerySpec query : PACK.queries()) {
            assertThat(query.permissions().isEmpty())
                    .as("only what does not ask AWS needs no permission: %s", query.id())
                    .isEqualTo(query.sql() == null && query.api() == null);
            assertThat(allowed)
                    .as("what %s needs", query.id())
                    .containsAll(query.permissions().stream()
                            .filter(action -> !action.equals("sts:GetCallerIdentity"))
                            .toList());
        }
    }

    @Test
    void an_audit_is_allowed_nothing_that_no_header_asks_for() {
        Set<String> more = allowed(GRANTS, Purpose.AUDIT);
        more.removeAll(GRANTS.actions());

        assertThat(more).containsExactly("sts:AssumeRole");
    }

    @Test
    void steampipe_is_not_allowed_what_only_the_api_is_asked_for() {
        assertThat(allowed(GRANTS, Purpose.STEAMPIPE))
                .contains("cloudtrail:DescribeTrails", "ec2:DescribeRegions")
                .doesNotContain("detective:ListGraphs");
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"AUDIT", "STEAMPIPE", "DRILL"})
    void nothing_writes(Purpose purpose) {
        Set<String> writing = allowed(GRANTS, purpose).stream()
                .filter(action -> !action.equals("sts:AssumeRole"))
                .filter(action -> !Set.of("read", "list").contains(LEVELS.get(action)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(writing).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void every_action_is_one_that_aws_documents(Purpose purpose) {
        assertThat(LEVELS.keySet()).containsAll(allowed(GRANTS, purpose));
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void no_policy_has_an_action_with_a_wildcard_and_each_has_the_size_that_aws_allows(Purpose purpose) {
        for (Policy policy : GRANTS.policies(purpose)) {
            assertThat(policy.size()).as(policy.name()).isLessThanOrEqualTo(Policy.LONGEST);
            assertThat(policy.allowed()).noneMatch(action -> action.contains("*"));
        }
    }

    @Test
    void what_shows_more_than_configuration_is_known_by_name() {
        assertThat(GRANTS.revealing(Purpose.AUDIT))
                .isSubsetOf(
                        "ec2:DescribeInstanceAttribute", "ec2:DescribeLaunchTemplateVersions", "lambda:GetFunction");
    }

    @Test
    void the_same_pack_gives_the_same_bytes() {
        Templates once = new Templates(GRANTS, null);
        Templates again = new Templates(new Grants(PACK, Names.standard(), null), null);

        for (Purpose purpose : Purpose.values()) {
            assertThat(again.json(purpose)).isEqualTo(once.json(purpose));
            assertThat(again.cloudFormation(purpose)).isEqualTo(once.cloudFormation(purpose));
            assertThat(again.terraform(purpose)).isEqualTo(once.terraform(purpose));
        }
    }

    @Test
    void a_policy_that_is_too_large_is_cut_between_services_and_loses_nothing() {
        List<String> actions = new TreeSet<>(LEVELS.keySet()).stream().toList();

        List<Policy> policies = Policy.fit("all", "nobody", List.of(Statement.allow("Read", actions, Statement.ALL)));

        assertThat(policies).hasSizeGreaterThan(10).allMatch(policy -> policy.size() <= Policy.LONGEST);
        assertThat(policies.get(0).name()).isEqualTo("all");
        assertThat(policies.get(1).name()).isEqualTo("all-2");
        assertThat(policies.stream().flatMap(policy -> policy.allowed().stream()))
                .containsExactlyInAnyOrderElementsOf(actions);
        assertThat(policies.stream()
                        .filter(policy -> policy.allowed().stream().anyMatch(action -> action.startsWith("kms:"))))
                .as("a service that fits is not cut")
                .hasSize(1);
    }

    @Test
    void many_statements_become_many_policies() {
        List<Statement> statements = IntStream.range(0, 40)
                .mapToObj(number -> Statement.allow(
                        "S" + number,
                        Stream.iterate(0, n -> n + 1)
                                .limit(20)
                                .map(n -> "service" + number + ":Action" + n)
                                .toList(),
                        Statement.ALL))
                .toList();

        List<Policy> policies = Policy.fit("many", "nobody", statements);

        assertThat(policies).hasSizeGreaterThan(1).allMatch(policy -> policy.size() <= Policy.LONGEST);
        assertThat(policies.stream()
                        .mapToInt(policy -> policy.statements().size())
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void what_security_audit_allows_is_left_out_on_request() {
        Set<String> beyond = allowed(new Grants(PACK, Names.standard(), ManagedPolicy.SECURITY_AUDIT), Purpose.AUDIT);

        assertThat(beyond)
                .contains("lambda:GetFunction")
                .doesNotContain("cloudtrail:DescribeTrails", "account:GetAlternateContact")
                .hasSizeLessThan(allowed(GRANTS, Purpose.AUDIT).size() / 2);
    }

    @Test
    void an_action_is_explained_by_queries_and_checks() {
        assertThat(GRANTS.explain("cloudtrail:DescribeTrails"))
                .extracting(use -> use.query().id().value())
                .contains("cloudtrail_trails");
        assertThat(GRANTS.explain("cloudtrail:describetrails").get(0).checks()).isNotEmpty();
        assertThat(GRANTS.explain("ec2:RunInstances")).isEmpty();
    }

    @Test
    void contacts_may_write_only_the_types_that_are_asked_for_and_only_with_the_policy_of_apply() {
        List<Policy> policies = GRANTS.policies(Purpose.CONTACTS);

        assertThat(policies.get(0).allowed()).noneMatch(action -> action.contains("Put") || action.contains("Delete"));
        assertThat(policies.get(1).allowed())
                .containsExactly("account:DeleteAlternateContact", "account:PutAlternateContact");
        assertThat(policies.get(1).statements())
                .allSatisfy(statement -> assertThat(statement.conditions().get("ForAnyValue:StringEquals"))
                        .containsEntry("account:AlternateContactTypes", List.of("SECURITY")));
    }

    @Test
    void a_drill_may_simulate_only_the_responders_role() {
        assertThat(GRANTS.policies(Purpose.DRILL).get(0).statements().get(0).resources())
                .containsExactly("arn:aws:iam::*:role/incident-responder", "arn:aws:iam::*:role/*/incident-responder");
    }

    @Test
    void responders_have_all_that_containment_takes_but_cannot_change_their_own_role() {
        Set<String> allowed = allowed(GRANTS, Purpose.RESPONDER);

        assertThat(allowed)
                .containsAll(Containment.steps().stream()
                        .filter(step -> !step.central())
                        .flatMap(step -> step.grants().stream())
                        .flatMap(grant -> grant.actions().stream())
                        .toList())
                .doesNotContain(
                        "iam:DeleteAccessKey",
                        "iam:CreateAccessKey",
                        "iam:CreateUser",
                        "ec2:TerminateInstances",
                        "organizations:MoveAccount");
        assertThat(GRANTS.policies(Purpose.RESPONDER).stream()
                        .flatMap(policy -> policy.statements().stream())
                        .filter(statement -> !statement.allow()))
                .singleElement()
                .satisfies(statement -> assertThat(statement.actions()).contains("iam:PutRolePolicy"));
    }

    @Test
    void trust_names_a_role_of_the_security_account_and_the_organization() throws IOException {
        Names names = new Names("aws", "a", "r", "222222222222", "o-abcd123456", List.of("SECURITY"), true);

        JsonNode template = new ObjectMapper()
                .readTree(new Templates(new Grants(PACK, names, null), null).cloudFormation(Purpose.RESPONDER));

        JsonNode trust = template.at("/Resources/Role/Properties/AssumeRolePolicyDocument/Statement/0");
        assertThat(trust.at("/Condition/ArnLike/aws:PrincipalArn/Ref").asText()).isEqualTo("TrustedPrincipal");
        assertThat(trust.at("/Condition/StringEquals/aws:PrincipalOrgID").asText())
                .isEqualTo("o-abcd123456");
        assertThat(trust.at("/Condition/StringEquals/sts:ExternalId/Ref").asText())
                .isEqualTo("ExternalId");
        assertThat(template.at("/Parameters/TrustedAccount/Default").asText()).isEqualTo("222222222222");
        assertThat(template.at("/Parameters/ExternalId/NoEcho").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void a_template_fits_into_a_call_of_cloudformation(Purpose purpose) {
        assertThat(new Templates(GRANTS, null).cloudFormation(purpose).length()).isLessThan(51_200);
    }
}
